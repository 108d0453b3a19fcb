import { expect } from "chai";
import { readTracking } from "../../../../../server/domain/responsibility/index.ts";

interface Sample {
  readonly format: string;
  /** Where the sample was published; times, codes and shape are its own, names of people and places left out. */
  readonly source: string;
  readonly body: unknown;
  readonly utcOffset?: string;
  /** What the reader makes of it, oldest first. */
  readonly steps: readonly (readonly [at: string, step: string])[];
}

const SAMPLES: readonly Sample[] = [
  {
    format: "kdniao",
    source: "快递鸟 快递查询 API 8002, 返回示例, 单号 3103630045838 (juejin.cn/post/7436993444647272484)",
    body: {
      StateEx: "2",
      LogisticCode: "3103630045838",
      ShipperCode: "YD",
      Traces: [
        { Action: "1", AcceptStation: "已揽收", AcceptTime: "2020-06-17 03:31:04", Location: "深圳市" },
        { Action: "2", AcceptStation: "已离开", AcceptTime: "2020-06-17 03:34:08", Location: "深圳市" },
      ],
    },
    steps: [
      ["2020-06-17T03:31:04+08:00", "picked_up"],
      ["2020-06-17T03:34:08+08:00", "in_transit"],
    ],
  },
  {
    // This endpoint sends no codes: nothing is read out of the words. `state` is that of the newest entry.
    format: "kuaidi100",
    source: "快递100 query, 示例 yuantong 2234014274 (lxweimin.com/p/13db2ad01421)",
    body: {
      message: "ok",
      nu: "2234014274",
      ischeck: "1",
      condition: "F00",
      com: "yuantong",
      status: "200",
      state: "3",
      data: [
        { time: "2016-11-26 19:10:30", ftime: "2016-11-26 19:10:30", context: "已签收", location: null },
        { time: "2016-11-22 18:19:03", ftime: "2016-11-22 18:19:03", context: "派送不成功", location: null },
      ],
    },
    steps: [
      ["2016-11-22T18:19:03+08:00", "other"],
      ["2016-11-26T19:10:30+08:00", "delivered"],
    ],
  },
  {
    format: "kuaidi100",
    source:
      "快递100 实时查询 resultv2=4, 返回 yuantong YT6247854916511 (LogisticsInfo.java of com.cyty.mall)",
    body: {
      message: "ok",
      nu: "YT6247854916511",
      ischeck: "1",
      com: "yuantong",
      status: "200",
      state: "304",
      data: [
        { time: "2022-01-13 18:52:32", context: "已签收", status: "投柜或站签收", statusCode: "304" },
        { time: "2022-01-13 17:16:34", context: "驿站代收", status: "投柜或驿站", statusCode: "501" },
        { time: "2022-01-13 13:47:04", context: "派件中", status: "派件", statusCode: "5" },
        { time: "2022-01-13 13:31:23", context: "已收入", status: "在途", statusCode: "0" },
        { time: "2022-01-13 09:59:45", context: "已打包", status: "干线", statusCode: "1002" },
        { time: "2022-01-10 14:25:24", context: "已揽收", status: "揽收", statusCode: "1" },
      ],
    },
    steps: [
      ["2022-01-10T14:25:24+08:00", "picked_up"],
      ["2022-01-13T09:59:45+08:00", "in_transit"],
      ["2022-01-13T13:31:23+08:00", "in_transit"],
      ["2022-01-13T13:47:04+08:00", "out_for_delivery"],
      ["2022-01-13T17:16:34+08:00", "at_station"],
      ["2022-01-13T18:52:32+08:00", "delivered"],
    ],
  },
  {
    // resultv2=1: the names alone.
    format: "kuaidi100",
    source:
      "快递100 地图轨迹, 返回 yuantong YT5555508965056 (LeeypOR/store-decoration-uniapp, logisticData.js)",
    body: {
      message: "ok",
      nu: "YT5555508965056",
      status: "200",
      data: [
        { time: "2021-06-14 17:31:57", context: "已签收", areaCode: null, status: "签收" },
        { time: "2021-06-14 13:53:38", context: "代收", areaCode: null, status: "在途" },
      ],
    },
    steps: [
      ["2021-06-14T13:53:38+08:00", "in_transit"],
      ["2021-06-14T17:31:57+08:00", "delivered"],
    ],
  },
  {
    format: "aftership",
    source: "AfterShip API reference, last checkpoint of 111111111111 (AfterShip/aftership-sdk-go)",
    body: {
      tracking_number: "111111111111",
      tag: "Delivered",
      checkpoints: [
        {
          slug: "fedex",
          created_at: "2018-08-16T03:50:47+00:00",
          checkpoint_time: "2018-08-01T13:19:47-04:00",
          city: "Deal",
          country_iso3: null,
          message: "Delivered",
          tag: "Delivered",
          subtag: "Delivered_001",
          raw_tag: "FPX_L_RPIF",
        },
      ],
    },
    steps: [["2018-08-01T13:19:47-04:00", "delivered"]],
  },
  {
    format: "dhl",
    source:
      "DHL Shipment Tracking Unified API, sample shipment of DHL eCommerce, Hebron KY (developer.dhl.com)",
    // Its times are local to the place of the event and carry no offset: the caller must know it.
    utcOffset: "-04:00",
    body: {
      shipments: [
        {
          service: "ecommerce",
          events: [
            { timestamp: "2023-05-02T19:25:28", statusCode: "transit", status: "PACKAGE RECEIVED" },
            { timestamp: "2023-05-01T14:11:21", statusCode: "pre-transit", status: "EN ROUTE" },
            { timestamp: "2023-05-01T10:02:48", statusCode: "unknown", status: "LABEL CREATED" },
          ],
        },
      ],
    },
    steps: [
      ["2023-05-01T10:02:48-04:00", "other"],
      ["2023-05-01T14:11:21-04:00", "registered"],
      ["2023-05-02T19:25:28-04:00", "in_transit"],
    ],
  },
];

describe("readTracking on published samples", () => {
  for (const { format, source, body, utcOffset, steps } of SAMPLES) {
    it(`reads ${source}`, () => {
      const entries = readTracking(format, body, utcOffset);
      expect(entries.map(({ at, step }) => [at, step])).to.deep.equal(steps);
    });
  }

  it("keeps the words of an entry as they are", () => {
    const entries = SAMPLES.map(
      ({ format, body, utcOffset }) => readTracking(format, body, utcOffset)[0]?.text,
    );
    expect(entries).to.deep.equal(["已揽收", "派送不成功", "已揽收", "代收", "Delivered", "LABEL CREATED"]);
  });
});

describe("the tables of codes", () => {
  // 快递鸟 在途监控 8001, field StateEx (365seal.com/y/ZQVEaNYjV9.html).
  const published = {
    "1": "picked_up",
    "2": "in_transit",
    "201": "in_transit",
    "202": "out_for_delivery",
    "211": "at_station",
    "3": "delivered",
    "311": "delivered",
    "4": "exception",
    "402": "delayed",
    "404": "refused",
    "412": "at_station",
  };

  it("read each code that kdniao publishes", () => {
    for (const [Action, step] of Object.entries(published)) {
      const body = { Traces: [{ AcceptTime: "2026-10-04 09:00:00", AcceptStation: "", Action }] };
      expect(readTracking("kdniao", body)[0]?.step, Action).to.equal(step);
    }
  });

  // 快递100 实时查询, 物流状态 and 高级物流状态, as quoted in TrackData.java of org.geely.domain.common.data.
  const kuaidi100 = {
    "101 102": "registered",
    "1 103 揽收": "picked_up",
    "0 1001 1002 1003 7 8 10 11 12 干线": "in_transit",
    "5 派件": "out_for_delivery",
    "501 205 投柜或驿站": "at_station",
    "3 301 302 303 304 本人签收": "delivered",
    "201 202 208": "delayed",
    "203 14 拒签": "refused",
    "204 206 207": "attempt_failed",
    "209 破损": "damaged",
    "2 13 210 401": "exception",
    "6 退回": "returning",
    "4 退签": "returned",
    "99 已签收": "other",
  };

  it("read each state that kuaidi100 publishes, by code and by name", () => {
    for (const [codes, step] of Object.entries(kuaidi100)) {
      for (const statusCode of codes.split(" ")) {
        const body = { data: [{ time: "2026-10-04 09:00:00", context: "", statusCode }] };
        expect(readTracking("kuaidi100", body)[0]?.step, statusCode).to.equal(step);
      }
    }
  });
});
