/** The sample item: nine events, logged and anchored for real. */
import { bytesToHex } from "@noble/hashes/utils.js";
import { itemView } from "../../../server/schema/item.ts";
import { chainId, type FixtureEntry, makeEntry, receiptsFor } from "./fixture-log.ts";

export const gtin = "09521234100010";
export const serial = "7K3QX9WD2MVTB";

export const events = [
  ["commissioning", "2026-11-03T09:12:00+08:00", "佛山 露沫工厂 一号线", "露沫电器旗舰店"],
  ["inspecting", "2026-11-03T15:40:00+08:00", "佛山 华检实验室", "华检质量检验中心"],
  ["packing", "2026-11-04T10:05:00+08:00", "佛山 露沫发货仓", "露沫电器旗舰店"],
  ["shipping", "2026-11-08T14:20:00+08:00", "佛山 露沫发货仓", "露沫电器旗舰店"],
  ["accepting", "2026-11-08T14:31:00+08:00", "佛山 露沫发货仓", "北辰速运"],
  ["departing", "2026-11-08T22:00:00+08:00", "佛山 露沫发货仓", "北辰速运"],
  ["accepting", "2026-11-09T18:44:00+08:00", "武汉 中转中心", "南川快运"],
  ["sensor_reporting", "2026-11-10T03:27:00+08:00", "武汉 中转中心", "南川快运"],
  ["receiving", "2026-11-10T16:05:00+08:00", "杭州 余杭派送站", "南川快运"],
] as const;

export const eventEntries: FixtureEntry[] = events.map(([step, at], index) =>
  makeEntry(index, "provenance.event", JSON.stringify({ type: "ObjectEvent", bizStep: step, eventTime: at })),
);
export const itemLog = receiptsFor(eventEntries);

export function makeItem(rpcUrl: string) {
  return itemView.parse({
    gtin,
    serial,
    product: {
      name: "露沫 Lumo E1 半自动意式咖啡机",
      maker: "露沫电器",
      madeAt: "2026-11-03T09:12:00+08:00",
      imageUrl: null,
    },
    band: "amber",
    bandReason: "seen_before",
    scans: { count: 3, firstAt: "2026-11-10T20:10:00+08:00", firstPlace: "hangzhou" },
    opened: null,
    innerCode: true,
    signs: [],
    state: {
      disposition: "damaged",
      standing: [],
      condition: "bad",
      within: [],
      flags: { backDated: 0, withdrawn: 0, unconfirmed: 0 },
    },
    ownership: [],
    milestones: [
      { key: "made", at: events[0][1], alarm: false },
      { key: "inspected", at: events[1][1], alarm: false },
      { key: "shipped", at: events[3][1], alarm: false },
      { key: "handed_over", at: events[6][1], alarm: false },
      { key: "delivered", at: events[8][1], alarm: true },
    ],
    custody: [
      {
        party: "lumo-store",
        name: "露沫电器旗舰店",
        kind: "merchant",
        from: events[0][1],
        to: events[4][1],
        confirmed: true,
        condition: "good",
      },
      {
        party: "beichen-express",
        name: "北辰速运",
        kind: "carrier",
        from: events[4][1],
        to: events[6][1],
        confirmed: true,
        condition: "good",
      },
      {
        party: "nanchuan-freight",
        name: "南川快运",
        kind: "carrier",
        from: events[6][1],
        to: null,
        confirmed: false,
        condition: "bad",
      },
    ],
    records: events.map(([step, at, place, actor], index) => {
      const entry = eventEntries[index]!;
      return {
        eventId: `ni:///sha-256;${bytesToHex(entry.leaf)}?ver=CBV2.0`,
        type: "ObjectEvent",
        bizStep: step,
        disposition: null,
        eventTime: at,
        recordTime: at,
        anchoredAt: "2026-11-12T16:00:00+08:00",
        place,
        actor,
        signed: index !== 5,
        backDated: false,
        alarm: index === 7,
        state: "anchored",
        bytes: entry.bytes,
        statement: entry.statement,
        salt: entry.salt,
        leafHash: bytesToHex(entry.leaf),
        receipt: itemLog.receipts[index] ?? null,
      };
    }),
    chain: { chainId, development: true, rpcUrl },
  });
}
