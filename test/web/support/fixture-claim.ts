/** The order behind the sample claim, as the first of the two requests answers it. */
import { claimContext } from "../../../server/schema/claim.ts";
import { gtin, serial } from "./fixture-item.ts";

export const orderLink = "fixture-order-link-0001-signed-by-the-shop";

export const rule = {
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
