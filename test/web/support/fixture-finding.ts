/** The finding of the sample dispute. */
export const finding = {
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
  notFound: [
    {
      fact: "merchant.packaging_defect",
      why: "below_standard",
      text: { "zh-CN": "未达到高度可能性", en: "below the standard of proof" },
    },
  ],
  missing: [{ fact: "boundary 2 (beichen-express->nanchuan-freight)", scope: "exterior" }],
  remediesLeft: [
    {
      code: "disputes",
      text: { "zh-CN": "和解、调解、投诉、仲裁或者诉讼", en: "settle, mediate, complain, arbitrate or sue" },
      articles: "消费者权益保护法 39",
      confidence: "V",
    },
  ],
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
