import { PartyError } from "../domain/party/errors.ts";
import { chinaPack } from "../domain/responsibility/index.ts";
import type { ClaimKind, Demand, Remedy, RuleQuote } from "../schema/claim.ts";
import type { OrderRecord } from "./ports-cases.ts";

/** Quotes a rule of the pack in force, with how sure the pack is of it. */
export function quote(ruleId: string): RuleQuote[] {
  const rule = chinaPack.byId.get(ruleId);
  if (rule === undefined) return [];
  return [
    {
      ruleId,
      article: rule.source,
      text: { "zh-CN": `${rule.source}:${rule.effect}`, en: `${rule.condition}: ${rule.effect}` },
      confidence: rule.confidence,
    },
  ];
}

const DAY_MILLISECONDS = 86_400_000;
const NO_REASON_DAYS = 7;
const QUALITY_DAYS = 15;

/** Which remedies are open for this order today, why, and until when, before anything is filed. */
export function openRemedies(order: OrderRecord, now: Date): Remedy[] {
  const received = order.signedFor === undefined ? null : Date.parse(order.signedFor);
  const noReasonEnds = received === null ? null : endOfDay(received, NO_REASON_DAYS);
  const exchangeEnds = received === null ? null : endOfDay(received, QUALITY_DAYS);
  const within = (ends: Date | null) => ends === null || now.getTime() <= ends.getTime();
  return [
    remedy("return_and_refund", true, null, ["CN-CRPL-24-1", "CN-CRPL-25-1"], {
      "zh-CN": within(noReasonEnds)
        ? "七日内可无理由退货;有质量问题或损坏的,不受七日限制。"
        : "七日无理由期已过;商品损坏、缺件或不合格的仍可退货退款。",
      en: within(noReasonEnds)
        ? "Within seven days without a reason; damaged or defective goods also after that."
        : "The seven days without a reason are over; damaged, short or defective goods can still be returned.",
    }),
    remedy("refund_only", true, null, ["CN-CRPL-52"], {
      "zh-CN": "未发货、未收到货,或与商家约定不退货的,可仅退款。",
      en: "For goods not shipped, not received, or kept by agreement.",
    }),
    remedy("exchange", within(exchangeEnds), exchangeEnds, ["CN-CRPL-24-1"], {
      "zh-CN": "十五日内出现质量问题的可换货。",
      en: "Goods that prove defective within fifteen days are exchanged.",
    }),
    remedy("repair", true, null, ["CN-CRPL-52"], {
      "zh-CN": "保修期内可要求维修。",
      en: "Repair within the warranty.",
    }),
    remedy("compensation", true, null, ["CN-CRPL-52"], {
      "zh-CN": "因商品损坏造成损失的可要求赔偿。",
      en: "Compensation for loss from damaged goods.",
    }),
    remedy("resend", true, null, ["CN-CRPL-52"], {
      "zh-CN": "少件、漏发的可要求补寄。",
      en: "Missing pieces are sent again.",
    }),
    remedy("invoice", true, null, [], { "zh-CN": "可要求开具发票。", en: "An invoice can be asked for." }),
  ];
}

function remedy(
  demand: Demand,
  open: boolean,
  endsAt: Date | null,
  rules: readonly string[],
  why: Remedy["why"],
): Remedy {
  return { demand, open, endsAt: endsAt?.toISOString() ?? null, why, rules: rules.flatMap(quote) };
}

/** End of the nth day after receipt, the day of receipt not counted (民法典 201), in China's time zone. */
function endOfDay(received: number, days: number): Date {
  const CHINA_OFFSET = 8 * 3_600_000;
  const day = Math.floor((received + CHINA_OFFSET) / DAY_MILLISECONDS) + days + 1;
  return new Date(day * DAY_MILLISECONDS - CHINA_OFFSET - 1);
}

/** @throws PartyError `claim.remedy_closed` for a remedy whose time is over, or a no-reason claim after its days. */
export function requireOpenRemedy(order: OrderRecord, demand: Demand, kind: ClaimKind, now: Date): void {
  const wanted = openRemedies(order, now).find((one) => one.demand === demand);
  const late =
    kind === "no_reason" &&
    order.signedFor !== undefined &&
    now > endOfDay(Date.parse(order.signedFor), NO_REASON_DAYS);
  if (wanted?.open === true && !late) return;
  throw new PartyError("claim.remedy_closed", "The time for this remedy is over for this order.", {
    field: late ? "/kind" : "/demand",
    rule: late ? "within 7 days of receipt" : "a remedy that is open",
  });
}
