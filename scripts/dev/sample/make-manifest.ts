/** Writes sample.json, which says who is who and who hands in what: `node scripts/dev/sample/make-manifest.ts` */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventPublicKey, item, itemUri, order, parties, places, placeUri } from "./story.ts";

const FOLDER = import.meta.dirname;
const sha256 = (path: string) =>
  createHash("sha256")
    .update(readFileSync(join(FOLDER, path)))
    .digest("hex");

const capturedBy: Record<string, string> = {
  "01": parties.merchant.partyId,
  "02": parties.inspector.partyId,
  "03": parties.merchant.partyId,
  "04": parties.carrierA.partyId,
  "05": parties.carrierB.partyId,
  "06": parties.carrierB.partyId,
  "07": parties.carrierB.partyId,
};
const captures = readdirSync(join(FOLDER, "events"))
  .sort()
  .map((name) => ({
    file: `events/${name}`,
    party: capturedBy[name.slice(0, 2)]!,
    sha256: sha256(`events/${name}`),
  }));

const CONSUMER = "consumer";
interface Document {
  file: string;
  by: string;
  meta: Record<string, unknown>;
}
const document = (name: string, by: string, meta: Record<string, unknown>): Document => ({
  file: `documents/${name}`,
  by,
  meta: { name, ...meta },
});
const documents = [
  document("unboxing-parcel.jpg", CONSUMER, {
    type: "media",
    mediaType: "image/jpeg",
    capturedAt: "2026-11-14T18:50:26+08:00",
    method: "live",
    proves: "签收时外箱一角凹陷",
  }),
  document("unboxing-machine.jpg", CONSUMER, {
    type: "media",
    mediaType: "image/jpeg",
    capturedAt: "2026-11-14T18:54:58+08:00",
    method: "live",
    proves: "机器右侧板凹陷、冲煮头歪斜",
  }),
  document("chat-transcript.json", CONSUMER, {
    type: "chat.transcript",
    mediaType: "application/json",
    capturedAt: "2026-11-15T09:30:00+08:00",
    method: "upload",
    proves: "收货当晚即告知商家;商家自认内衬泡棉变薄",
  }),
  document("inspection-report.pdf", parties.merchant.partyId, {
    type: "inspection.report",
    mediaType: "application/pdf",
    capturedAt: "2026-11-09T14:05:00+08:00",
    method: "upload",
    proves: "出厂检验合格,包装跌落测试合格",
  }),
  document("packing-station.jpg", parties.merchant.partyId, {
    type: "media",
    mediaType: "image/jpeg",
    capturedAt: "2026-11-12T10:40:02+08:00",
    method: "device",
    proves: "出库时外箱完好",
  }),
  document("tracking-carrier-a.json", parties.carrierA.partyId, {
    type: "logistics.record",
    mediaType: "application/json",
    capturedAt: "2026-11-13T01:26:07+08:00",
    method: "api",
    proves: "转交南川快运时外包装完好",
  }),
  document("tracking-carrier-b.json", parties.carrierB.partyId, {
    type: "logistics.record",
    mediaType: "application/json",
    capturedAt: "2026-11-14T18:47:12+08:00",
    method: "api",
    proves: "派送与签收经过",
  }),
].map((entry) => ({ ...entry, sha256: sha256(entry.file) }));

const manifest = {
  schema: "redress.sample/1",
  item: { ...item, uri: itemUri },
  places: Object.values(places).map((place) => ({ ...place, uri: placeUri(place) })),
  parties: Object.values(parties).map((party) => ({
    ...party,
    ...(party.gln === null ? {} : { eventPublicKey: eventPublicKey(party) }),
  })),
  order: {
    ...order,
    merchant: parties.merchant.partyId,
    currency: "CNY",
    orderedAt: "2026-11-10T20:31:44+08:00",
    signedFor: "2026-11-14T18:47:12+08:00",
    courierChosenBy: "merchant",
    seller: "third_party",
    carriers: [parties.carrierA.partyId, parties.carrierB.partyId],
    paymentChannel: "sandbox",
    lines: [
      {
        lineId: "1",
        gtin: item.gtin,
        serial: item.serial,
        name: item.name,
        quantity: 1,
        paidMinor: item.priceMinor,
      },
    ],
  },
  claim: {
    lines: [{ lineId: "1", quantity: 1 }],
    kind: "damaged",
    demand: "return_and_refund",
    amountMinor: item.priceMinor,
    noticedAt: "2026-11-14T18:54:58+08:00",
    text: "签收时外箱一角已凹陷,快递员当面拍照;开箱见右侧板凹陷、冲煮头歪斜,手柄装不上。要求退货退款。",
  },
  contest: {
    by: parties.merchant.partyId,
    reason:
      "出库检验合格,包装通过跌落测试,北辰与南川交接记录均为完好,损坏发生在南川运输段;商家不认可由店铺承担,请求认定由南川快运承担。",
  },
  captures,
  documents,
  expected: {
    bps: { platform: 0, merchant: 0, logistics: 10000, consumer: 0 },
    leg: parties.carrierB.partyId,
  },
};
writeFileSync(join(FOLDER, "sample.json"), `${JSON.stringify(manifest, null, 2)}\n`);
