import { z } from "zod";
import type { TrackingFormat, TrackingStep } from "./types.ts";

/**
 * States of 快递100 with the name that `status` gives each: the basic ones, and the detailed ones that a query with
 * `resultv2=4` puts into `statusCode` (实时查询, 物流状态与高级物流状态).
 */
const STATES: readonly (readonly [code: string, name: string, step: TrackingStep])[] = [
  ["101", "已下单", "registered"],
  ["102", "待揽收", "registered"],
  ["1", "揽收", "picked_up"],
  ["103", "已揽收", "picked_up"],
  ["0", "在途", "in_transit"],
  ["1001", "到达派件城市", "in_transit"],
  ["1002", "干线", "in_transit"],
  ["1003", "转递", "in_transit"],
  ["7", "转投", "in_transit"],
  ["8", "清关", "in_transit"],
  ["10", "待清关", "in_transit"],
  ["11", "清关中", "in_transit"],
  ["12", "已清关", "in_transit"],
  ["13", "清关异常", "exception"],
  ["5", "派件", "out_for_delivery"],
  ["501", "投柜或驿站", "at_station"],
  ["205", "柜或驿站超时未取", "at_station"],
  ["3", "签收", "delivered"],
  ["301", "本人签收", "delivered"],
  ["302", "派件异常后签收", "delivered"],
  ["303", "代签", "delivered"],
  ["304", "投柜或站签收", "delivered"],
  ["2", "疑难", "exception"],
  ["201", "超时未签收", "delayed"],
  ["202", "超时未更新", "delayed"],
  ["208", "滞留", "delayed"],
  ["203", "拒收", "refused"],
  ["14", "拒签", "refused"],
  ["204", "派件异常", "attempt_failed"],
  ["206", "无法联系", "attempt_failed"],
  ["207", "超区", "attempt_failed"],
  ["209", "破损", "damaged"],
  ["210", "销单", "exception"],
  ["401", "已销单", "exception"],
  ["6", "退回", "returning"],
  ["4", "退签", "returned"],
];

/** 快递100 实时查询, newest entry first. Without states of its own an entry says nothing, but `state` is the newest one's. */
export const kuaidi100: TrackingFormat = {
  utcOffset: "+08:00",
  schema: z
    .looseObject({
      state: z.string().optional(),
      data: z.array(
        z.looseObject({
          time: z.string(),
          context: z.string(),
          status: z.string().nullish(),
          statusCode: z.string().nullish(),
        }),
      ),
    })
    .transform(({ state, data }) => {
      const newest = data
        .map(({ time }) => time)
        .toSorted()
        .at(-1);
      return data.map(({ time, context, status, statusCode }) => ({
        code: statusCode ?? status ?? (time === newest ? (state ?? "") : ""),
        at: time,
        text: context,
      }));
    }),
  steps: Object.fromEntries(
    STATES.flatMap(([code, name, step]) => [[code, step] as const, [name, step] as const]),
  ),
};
