import type { AdvanceReason, AdvanceRule } from "../domain/money/advance-eligibility.ts";
import type { RuleQuote } from "../schema/claim.ts";
import { quote } from "./open-remedies.ts";

interface Words {
  /** Rule of the pack behind it. */
  readonly ruleId: string;
  readonly met: RuleQuote["text"];
  readonly unmet: RuleQuote["text"];
}

const PROMISE = "CN-CRPL-44-1b";
const BOND = "CN-ECL-58-2";
const ADVANCE = "CN-ECL-58-3";

const say = (zh: string, en: string): RuleQuote["text"] => ({ "zh-CN": zh, en });

const WORDS: Readonly<Record<AdvanceRule, Words>> = {
  promised: {
    ruleId: PROMISE,
    met: say("平台承诺此类情形先行赔付", "The platform promises to pay first in such cases"),
    unmet: say("此类诉求不在先行赔付承诺内", "The promise to pay first does not cover this claim"),
  },
  amount_left: {
    ruleId: ADVANCE,
    met: say("订单尚有可退金额", "There is something left to refund on the order"),
    unmet: say("订单已无可退金额", "Nothing is left to refund on the order"),
  },
  not_held: {
    ruleId: ADVANCE,
    met: say("货款已结算给商家", "The price has been paid out to the merchant"),
    unmet: say(
      "货款仍在店铺托管，原路退回即可",
      "The shop still holds the price and returns it the way it came",
    ),
  },
  evidence_at_hand: {
    ruleId: ADVANCE,
    met: say("已有所需证据，初步认定诉求成立", "The evidence asked for is at hand and supports the claim"),
    unmet: say(
      "缺少所需证据，提交后自动重新评估",
      "Evidence asked for is missing; it is looked at again with each item",
    ),
  },
  goods_scanned: {
    ruleId: ADVANCE,
    met: say("无需等待退货揽收", "No goods have to be picked up first"),
    unmet: say("等待退货揽收扫描", "Waits for the scan at pick-up of the returned goods"),
  },
  clean_record: {
    ruleId: ADVANCE,
    met: say("无不良记录", "Nothing on record against it"),
    unmet: say(
      "有人工认定的不实申请记录，由人工审核",
      "A person found earlier claims untrue; a person decides",
    ),
  },
  fresh_picture: {
    ruleId: ADVANCE,
    met: say("图片未在其他纠纷单中使用", "The pictures were used in no other case"),
    unmet: say(
      "同一图片曾用于其他纠纷单，由人工审核",
      "The same picture was used in another case; a person decides",
    ),
  },
  covered: {
    ruleId: BOND,
    met: say("已冻结商家保证金同等金额", "The same amount of the merchant's bond is reserved"),
    unmet: say(
      "责任方可用保证金不足，由人工审核",
      "The free bond of those liable does not cover it; a person decides",
    ),
  },
  fund_sufficient: {
    ruleId: ADVANCE,
    met: say("先行赔付专款余额充足", "The fund has enough"),
    unmet: say("先行赔付专款余额不足", "The fund is short at the moment"),
  },
  single_limit: limit("单笔", "for one advance"),
  merchant_limit: limit("单一商家", "for one merchant"),
  payee_limit: limit("单一收款人", "for one payee"),
  pool_limit: limit("专款池", "for the whole pool"),
};

function limit(zh: string, en: string): Words {
  return {
    ruleId: ADVANCE,
    met: say(`未超出${zh}限额`, `Within the limit ${en}`),
    unmet: say(`超出${zh}限额，由人工审核`, `Above the limit ${en}; a person decides`),
  };
}

/** Rules worth a line when money is paid; a refusal names what is unmet instead. */
const TOLD_WHEN_GRANTED = new Set<AdvanceRule>(["promised", "evidence_at_hand", "covered"]);

/** Reasons as people read them: why it was granted, or all that would change a refusal. */
export function advanceReasons(reasons: readonly AdvanceReason[], granted: boolean): RuleQuote[] {
  const told = reasons.filter(({ met, rule }) => (granted ? TOLD_WHEN_GRANTED.has(rule) : !met));
  return told.flatMap(({ rule, met }) => {
    const words = WORDS[rule];
    return quote(words.ruleId).map((quoted) => ({ ...quoted, text: met ? words.met : words.unmet }));
  });
}
