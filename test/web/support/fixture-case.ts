/** The sample dispute, parsed by the wire's own shape. */
import { bytesToHex } from "@noble/hashes/utils.js";
import { type CaseView, caseList, caseView } from "../../../server/schema/case.ts";
import { rule } from "./fixture-claim.ts";
import { finding } from "./fixture-finding.ts";
import { eventEntries, events, gtin, serial } from "./fixture-item.ts";
import { chainId } from "./fixture-log.ts";

export const caseId = "4f".repeat(32);
export const caseToken = "fixture-token-of-the-claimant";

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
  signed: index === 1,
  mayOpen: true,
  mayErase: index === 0,
  erasure:
    index === 0
      ? null
      : {
          evidenceId: "ev-2",
          state: "held",
          requestedBy: "huajian-lab",
          basis: "owner",
          reason: "名单中有个人信息",
          requestedAt: "2026-11-10T20:30:00+08:00",
          hold: {
            reason: "statutory_term",
            article: { "zh-CN": "《电子商务法》第三十一条", en: "E-Commerce Law, article 31" },
            until: "2029-11-10T20:30:00+08:00",
          },
          erasedAt: null,
          entryLeafHash: null,
        },
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
    facts: {
      record: [
        {
          path: "/custody/boundaries/1",
          name: "boundary 1 (merchant->logistics:beichen-express) proved good",
          grade: 2,
          found: true,
          evidenceIds: ["ev-2"],
          addedBy: null,
          disputes: [
            {
              seq: 1,
              by: "nanchuan-freight",
              reason: "只看了外箱。",
              evidenceIds: [],
              at: at(6),
            },
          ],
        },
        {
          path: "/factors/0",
          name: "logistics:nanchuan-freight.shock",
          grade: 1,
          found: false,
          evidenceIds: [],
          addedBy: "claimant",
          disputes: [],
        },
      ],
      said: [
        {
          seq: 0,
          by: "nanchuan-freight",
          kind: "state",
          path: "/factors",
          names: ["merchant.packaging_defect"],
          value: [],
          evidenceIds: ["ev-1"],
          reason: "内衬过薄。",
          at: at(5),
          grade: 2,
          withdrawn: { reason: "复核后撤回。", at: at(8) },
          disputes: [],
        },
        {
          seq: 1,
          by: "nanchuan-freight",
          kind: "dispute",
          path: "/custody/boundaries/1",
          names: ["boundary 1 (merchant->logistics:beichen-express) proved good"],
          value: null,
          evidenceIds: [],
          reason: "只看了外箱。",
          at: at(6),
          grade: null,
          withdrawn: null,
          disputes: [],
        },
      ],
    },
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
        shares: finding.shares,
        awardMinor: "129900",
      },
      {
        number: 2,
        by: "lumo-store",
        findingHash: "3f".repeat(32),
        chainHash: "4e".repeat(32),
        bps: { platform: 0, merchant: 3_000, logistics: 7_000, consumer: 0 },
        shares: [
          { party: "lumo-store", name: "露沫电器旗舰店", kind: "merchant", shareBps: 3_000 },
          { party: "nanchuan-freight", name: "南川快运", kind: "logistics", shareBps: 7_000 },
        ],
        awardMinor: "129900",
      },
    ],
    ruling: null,
    // Terms of an appeal come with the right to make one.
    appeal: viewer.actions.includes("appeal")
      ? { costWei: "1500000000000000", seats: 3, deadlineAt: "2026-11-27T20:20:00+08:00", forfeited: false }
      : null,
    money: {
      currency: "CNY",
      claimedMinor: "129900",
      advance: {
        amountMinor: "129900",
        state: "paid",
        reasons: [rule],
        transaction: `0x${"c3".repeat(32)}`,
        at: at(3),
        evidenceSeen: evidence.length,
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
      disputeId: viewer.actions.includes("appeal") ? "7" : null,
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
