/** What the fixture server answers, each parsed by the wire shape the real one answers with. */
import { bytesToHex } from "@noble/hashes/utils.js";
import { type CaseView, caseList, caseView } from "../../../server/schema/case.ts";
import { claimContext } from "../../../server/schema/claim.ts";
import { itemView } from "../../../server/schema/item.ts";
import { fundView, reconciliation } from "../../../server/schema/money.ts";
import { partyList } from "../../../server/schema/party.ts";
import { chainId, type FixtureEntry, makeEntry, receiptsFor } from "./fixture-log.ts";

export const gtin = "09521234100010";
export const serial = "7K3QX9WD2MVTB";
export const caseId = "4f".repeat(32);
export const caseToken = "fixture-token-of-the-claimant";
export const orderLink = "fixture-order-link-0001-signed-by-the-shop";

const events = [
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
    scans: { count: 3, firstAt: "2026-11-10T20:10:00+08:00", firstPlace: "杭州" },
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

const rule = {
  ruleId: "CN-CPL-44",
  article: "消费者权益保护法 第四十四条",
  text: {
    "zh-CN": "平台作出更有利于消费者的承诺的，应当履行承诺。",
    en: "A platform that promised more to the consumer keeps that promise.",
  },
  confidence: "V" as const,
};

export const claimContextAnswer = claimContext.parse({
  order: {
    orderId: "LM20261108-000731",
    merchant: "lumo-store",
    buyerRef: "b-55c1e0aa91",
    currency: "CNY",
    orderedAt: "2026-11-08T12:01:00+08:00",
    signedFor: "2026-11-10T16:05:00+08:00",
    lines: [
      { lineId: "1", gtin, serial, name: "露沫 Lumo E1 半自动意式咖啡机", quantity: 1, paidMinor: "129900" },
    ],
    paymentChannel: "fixture-pay",
    createdAt: "2026-11-08T12:01:30+08:00",
  },
  merchantName: "露沫电器旗舰店",
  alreadyClaimedMinor: "0",
  refundableMinor: "129900",
  currency: "CNY",
  payTo: "original_channel",
  payBy: "2026-11-19T12:00:00+08:00",
  remedies: [
    {
      demand: "refund_only",
      open: true,
      why: { "zh-CN": "签收时有损，可要求退款。", en: "Damaged on receipt: a refund may be asked." },
      endsAt: "2026-11-17T23:59:59+08:00",
      rules: [rule],
    },
    {
      demand: "exchange",
      open: true,
      why: { "zh-CN": "十五日内可换货。", en: "Exchange within 15 days." },
      endsAt: "2026-11-25T23:59:59+08:00",
      rules: [],
    },
    {
      demand: "repair",
      open: false,
      why: { "zh-CN": "三包期维修须先检测。", en: "Repair asks for an inspection first." },
      endsAt: null,
      rules: [],
    },
  ],
  claimKinds: ["damaged", "quality_defect", "not_as_described"],
  openCases: [],
});

const finding = {
  findingHash: "1d".repeat(32),
  mode: "fault",
  denied: false,
  bps: { platform: 0, merchant: 0, logistics: 10_000, consumer: 0 },
  shares: [{ party: "nanchuan-freight", name: "南川快运", kind: "carrier", shareBps: 10_000 }],
  awardMinor: "129900",
  payable: [{ partyId: "nanchuan-freight", amountMinor: "129900" }],
  penalMinor: "0",
  penalBy: null,
  external: ["merchant"],
  reasons: [
    {
      ruleId: "CN-CC-832",
      article: "民法典 第八百三十二条",
      text: {
        "zh-CN": "损失发生在武汉交接之后、妥投之前，由该段承运人承担。",
        en: "The loss lies between the hand-over in Wuhan and delivery; the carrier of that leg answers.",
      },
      evidence: ["ev-1", "ev-2"],
      effectBps: { logistics: 10_000 },
      confidence: "V",
    },
  ],
  notFound: [{ fact: "/factors/merchant.packaging", why: "grade 1" }],
  counterfactuals: [
    {
      if: "EXCLUDE: boundary 2 (handover) good",
      set: [{ path: "/boundaries/2/state", value: "unknown" }],
      bps: { platform: 0, merchant: 5_000, logistics: 5_000, consumer: 0 },
      shiftBps: 5_000,
    },
  ],
  rulePack: { id: "cn-2026", hash: "2e".repeat(32), unverifiedRules: 12 },
  engine: { name: "redress-engine", version: "1.0.0" },
  text: { "zh-CN": "南川快运承担全部责任。", en: "Nanchuan Freight answers for all of it." },
  document: {},
};

const evidence = ["unboxing-parcel.jpg", "inspection-report.pdf"].map((name, index) => ({
  evidenceId: `ev-${index + 1}`,
  type: index === 0 ? "media" : "inspection.report",
  name,
  mediaType: index === 0 ? "image/jpeg" : "application/pdf",
  sizeBytes: 51_200,
  submitter: index === 0 ? "claimant" : "huajian-lab",
  method: index === 0 ? "live" : "api",
  capturedAt: "2026-11-10T20:15:00+08:00",
  receivedAt: "2026-11-10T20:21:00+08:00",
  leafHash: bytesToHex(eventEntries[index]!.leaf),
  cid: "bafkreifixture",
  state: "anchored",
  grade: 2 + index,
  gradeWhy: { "zh-CN": "收到后一小时内上链，现场拍摄。", en: "Taken live and logged within the hour." },
  mayOpen: true,
}));

type Viewer = CaseView["viewer"];

/** The sample dispute as one reader sees it. */
export function makeCase(viewer: Viewer, status: CaseView["status"] = "RESPONSE"): CaseView {
  const at = (minute: number) => `2026-11-10T20:${String(20 + minute).padStart(2, "0")}:00+08:00`;
  const item = (
    minute: number,
    kind: string,
    key: string,
    params: Record<string, string>,
    actor: string | null,
  ) => ({
    at: at(minute),
    kind,
    key,
    params,
    actor,
    leafHash: bytesToHex(eventEntries[minute % 9]!.leaf),
    state: "anchored",
    transaction: kind === "money" || kind === "chain" ? `0x${"c3".repeat(32)}` : null,
  });
  return caseView.parse({
    caseId,
    status,
    filedAt: at(0),
    claim: {
      kind: "damaged",
      demand: "refund_only",
      text: "开箱时机身左侧凹陷，外箱一角压扁。",
      amountMinor: "129900",
      currency: "CNY",
    },
    order: {
      orderId: "LM20261108-000731",
      orderedAt: "2026-11-08T12:01:00+08:00",
      merchant: "lumo-store",
      lines: [
        {
          lineId: "1",
          name: "露沫 Lumo E1 半自动意式咖啡机",
          quantity: 1,
          paidMinor: "129900",
          gtin,
          serial,
        },
      ],
    },
    parties: [
      { partyId: "claimant", kind: "consumer", name: "", role: "claimant" },
      { partyId: "lumo-store", kind: "merchant", name: "露沫电器旗舰店", role: "obligor" },
      { partyId: "nanchuan-freight", kind: "carrier", name: "南川快运", role: "obligor" },
    ],
    turn: {
      partyIds: ["lumo-store"],
      action: "answer",
      deadlineAt: "2099-11-12T20:20:00+08:00",
      onSilence: "decided_on_record",
    },
    timeline: [
      item(
        0,
        "event",
        "case.filed",
        { party: "claimant", kind: "damaged", demand: "refund_only", amountMinor: "129900" },
        "claimant",
      ),
      item(
        1,
        "evidence",
        "evidence.handed_in",
        { party: "claimant", name: "unboxing-parcel.jpg" },
        "claimant",
      ),
      item(2, "chain", "chain.case_opened", {}, null),
      item(3, "money", "advance.paid", { amountMinor: "129900" }, "platform"),
      item(4, "event", "something.new_and_unknown", {}, null),
    ],
    evidence,
    custody: {
      holders: [
        { party: "lumo-store", name: "露沫电器旗舰店", from: null, to: events[4][1], confirmed: true },
        { party: "beichen-express", name: "北辰速运", from: events[4][1], to: events[6][1], confirmed: true },
        {
          party: "nanchuan-freight",
          name: "南川快运",
          from: events[6][1],
          to: events[8][1],
          confirmed: false,
        },
      ],
      boundaries: [
        { id: "origin", at: events[1][1], state: "good", scope: "contents", grade: 3, evidence: ["ev-2"] },
        {
          id: "merchant->beichen-express",
          at: events[4][1],
          state: "good",
          scope: "exterior",
          grade: 2,
          evidence: [],
        },
        {
          id: "beichen-express->nanchuan-freight",
          at: events[6][1],
          state: "good",
          scope: "exterior",
          grade: 2,
          evidence: [],
        },
        { id: "discovery", at: events[8][1], state: "bad", scope: "contents", grade: 2, evidence: ["ev-1"] },
      ],
      window: { from: 2, to: 3 },
    },
    finding,
    candidates: [
      {
        number: 1,
        by: "engine",
        findingHash: "1d".repeat(32),
        chainHash: "1e".repeat(32),
        bps: finding.bps,
        awardMinor: "129900",
      },
      {
        number: 2,
        by: "lumo-store",
        findingHash: "3f".repeat(32),
        chainHash: "4e".repeat(32),
        bps: { platform: 0, merchant: 3_000, logistics: 7_000, consumer: 0 },
        awardMinor: "129900",
      },
    ],
    ruling: null,
    money: {
      currency: "CNY",
      claimedMinor: "129900",
      advance: {
        amountMinor: "129900",
        state: "paid",
        reasons: [rule],
        transaction: `0x${"c3".repeat(32)}`,
        at: at(3),
      },
      reserved: [{ partyId: "lumo-store", amountMinor: "129900" }],
      recourse: [],
      journals: [
        {
          journalId: "j-1",
          at: at(3),
          kind: "advance.granted",
          caseId,
          currency: "CNY",
          lines: [
            { account: "SUSPENSE", debitMinor: "129900", creditMinor: "0" },
            { account: "PAYABLE:claimant", debitMinor: "0", creditMinor: "129900" },
          ],
          leafHash: bytesToHex(eventEntries[3]!.leaf),
        },
      ],
    },
    chain: {
      chainId,
      development: true,
      caseRegistry: "0x00000000000000000000000000000000000ca5e5",
      disputeId: null,
      round: 0,
    },
    viewer,
  });
}

export const caseListAnswer = caseList.parse({
  cases: [
    {
      caseId,
      status: "RESPONSE",
      kind: "damaged",
      demand: "refund_only",
      amountMinor: "129900",
      currency: "CNY",
      merchant: "lumo-store",
      merchantName: "露沫电器旗舰店",
      product: "露沫 Lumo E1 半自动意式咖啡机",
      filedAt: "2026-11-10T20:20:00+08:00",
      deadlineAt: "2099-11-12T20:20:00+08:00",
      turn: ["lumo-store"],
    },
  ],
});

export const fundAnswer = fundView.parse({
  currency: "CNY",
  balanceMinor: "4870100",
  outstandingMinor: "129900",
  advancedMinor: "129900",
  recoveredMinor: "0",
  writtenOffMinor: "0",
  journals: makeCase({ partyId: "mall", kind: "platform", actions: [] }).money.journals,
});

export const reconciliationAnswer = reconciliation.parse({
  at: "2026-11-12T16:00:00+08:00",
  blockNumber: 42,
  rows: [
    { what: "fund", partyId: null, ledgerMinor: "4870100", chainMinor: "4870100" },
    { what: "bond", partyId: "lumo-store", ledgerMinor: "2000000", chainMinor: "2000000" },
  ],
  differences: 0,
});

export const partiesAnswer = partyList.parse({
  parties: [
    {
      partyId: "lumo-store",
      kind: "merchant",
      name: "露沫电器旗舰店",
      gln: "9521234000105",
      signers: [],
      agreementHash: "5a".repeat(32),
      onChain: true,
      createdAt: "2026-11-01T10:00:00+08:00",
      bond: { currency: "CNY", totalMinor: "2000000", reservedMinor: "129900", freeMinor: "1870100" },
    },
  ],
});
