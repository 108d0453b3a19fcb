import type { Bilingual } from "../finding-texts.ts";
import type { NamedRemedy } from "./types.ts";

const t = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Writes a day (`2026-11-09`) as screens do, the same on every machine. */
const on = (day: string): { readonly zh: string; readonly en: string } => {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return { zh: `${year}年${month}月${date}日`, en: `${MONTHS[month - 1]} ${date}, ${year}` };
};

/** What each remedy is called. */
export const REMEDY_NAMES: Readonly<Record<NamedRemedy, Bilingual>> = {
  refund_not_shipped: t("未发货，仅退款", "refund: not shipped yet"),
  refund_not_received: t("未收到货，仅退款", "refund: not received"),
  return_quality: t("质量不符合要求，退货退款", "return for non-conforming quality"),
  choose_quality: t(
    "性能故障，可选退货、换货或者修理",
    "performance fault: return, exchange or repair, as you choose",
  ),
  exchange_quality: t("性能故障，换货或者修理", "performance fault: exchange or repair"),
  repair_warranty: t("三包有效期内免费修理", "free repair under warranty"),
  replace_after_repairs: t(
    "两次修理仍不能正常使用，换货或者退货",
    "replacement or return after two repairs failed",
  ),
  damages_conformity: t("商品不符合约定，要求承担违约责任", "claim for goods that do not conform"),
  claim_carriage: t("快递损失查询与索赔", "enquiry and claim for loss in carriage"),
  reserve_damage: t(
    "向承运人书面保留：不明显的灭失、损坏",
    "reservation to the carrier about loss or damage that was not apparent, in writing",
  ),
  reserve_delay: t("向承运人书面保留：迟延", "reservation to the carrier about delay, in writing"),
  refund_keep_goods: t("仅退款不退货", "refund and keep the goods"),
  invoice: t("要求开具发票", "ask for the invoice"),
};

/** Sentences that say why a remedy is open or closed. */
export const SAY = {
  noReason: (days: number) => t(`${days}天无理由退货`, `return without a reason within ${days} days`),
  notDelivered: t(
    "货物尚未交付，风险由卖方负担",
    "the goods are not delivered; until then the seller bears the risk",
  ),
  deliverBy: (day: string) =>
    t(
      `未约定日期的，应当在 ${on(day).zh}前交付`,
      `with no date agreed, they must be delivered by ${on(day).en}`,
    ),
  until: (day: string) => t(`至 ${on(day).zh}止`, `until ${on(day).en}`),
  ended: (day: string) => t(`已于 ${on(day).zh}届满`, `ended on ${on(day).en}`),
  consentOnly: t("须经商家同意，平台不得强制", "needs the merchant's consent; the platform may not force it"),
  substandard: t("已依法认定不合格，应当退货", "found substandard by an authority: must be taken back"),
  operatorsFreight: t("运输等必要费用由经营者承担", "transport and other necessary costs are the operator's"),
  gift: t("赠品、奖品、换购商品同样适用", "a gift, premium or exchange is no ground to refuse"),
  durableUntil: (day: string) =>
    t(
      `耐用商品在 ${on(day).zh}前发现瑕疵，由经营者举证`,
      `for durable goods the operator must disprove a defect found by ${on(day).en}`,
    ),
  presumedUntil: (day: string) =>
    t(
      `${on(day).zh}前出现的不符，推定交付时已经存在，由经营者举证`,
      `what shows by ${on(day).en} is presumed to have been there at delivery; the operator must disprove it`,
    ),
  repairFirst: t(
    "先修理或者更换，不收费且在合理期限内；未成的，减价或者解除合同",
    "repair or replacement first, free and in reasonable time; if that fails, a price reduction or the end of the contract",
  ),
  repairExtends: (months: number) =>
    t(`因选择修理，期限延长 ${months} 个月`, `because you chose repair, the term is ${months} months longer`),
  excluded: (zh: string, en: string) => t(`不适用：${zh}`, `excluded: ${en}`),
  promised: (days: number) => t(`商家或者平台承诺 ${days} 天`, `seller or platform promised ${days} days`),
  unconfirmed: t(
    "购买时未经单独确认，不得拒绝",
    "not confirmed in its own step at purchase: may not be refused",
  ),
  notIntact: t("商品不完好，可以拒绝", "the goods are not intact: may be refused"),
  lessValue: t(
    "可以退货；因超出必要查验的使用造成的贬值，由消费者承担",
    "may be returned; you answer for what handling beyond trying them took from their value",
  ),
  opened: t(
    "为查验而打开包装、合理试用，视为完好",
    "opening to look and trying reasonably keep the goods intact",
  ),
  buyersFreight: t(
    "退货运费由消费者承担，另有约定的除外",
    "return freight is the consumer's unless agreed otherwise",
  ),
  sendBack: (days: number) => t(`通知后 ${days} 天内寄回`, `send them back within ${days} days of saying so`),
  uninformed: (months: number) =>
    t(
      `未告知撤回权，期限延长 ${months} 个月`,
      `you were not told of the right to withdraw: ${months} months longer`,
    ),
} as const;
