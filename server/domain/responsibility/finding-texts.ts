import type { ExternalMode, FindingMode, NotFound } from "./finding.ts";

/** The two languages in which findings are told. */
export type Language = "zh-CN" | "en";
export type Bilingual = Readonly<Record<Language, string>>;

const text = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });

/** One sentence for each conclusion the engine can draw; `{name}` stands for a value of the reason. */
export const REASON_TEXTS: Readonly<Record<string, Bilingual>> = {
  withheld_taken_good: text(
    "{party}持有“{item}”而不提供，认定货物在第{boundary}个交接点（{name}）完好",
    "{party} holds “{item}” and did not hand it in: the goods are taken to have been good at boundary {boundary} ({name})",
  ),
  withheld_taken_bad: text(
    "{party}持有“{item}”而不提供，认定货物在第{boundary}个交接点（{name}）已损",
    "{party} holds “{item}” and did not hand it in: the goods are taken to have been bad at boundary {boundary} ({name})",
  ),
  concealed_in_time: text(
    "隐蔽瑕疵，已及时通知，签收不视为认可质量，消费者不在责任区间内",
    "a concealed defect reported in time: signing for a parcel accepts nothing, so the consumer is outside the window",
  ),
  in_consumers_hands: text(
    "货物交付{party}时完好，损失发生在其持有期间",
    "the goods were good when {party} took them over, and the loss came about while {party} held them",
  ),
  notice_too_late: text(
    "通知过迟，视为交付时符合约定",
    "notice came too late: the goods count as delivered in conformity",
  ),
  carrier_not_objected_to: text(
    "未按时向承运人提出异议，推定承运人完好交付；由{party}负担",
    "nobody objected to the carrier in time, so it counts as having delivered in good condition; {party} bears the loss",
  ),
  risk_without_fault: text(
    "无人有过错，损失属于风险，由{party}负担",
    "nobody is at fault; the loss is risk, and {party} bears it",
  ),
  lost_with_carrier: text(
    "承运人接货时完好，损失发生在运输期间，承运人未证明免责事由",
    "the carrier took the goods over in good condition, they were lost or damaged on the way, and it proved no exoneration",
  ),
  lost_with_holder: text("损失发生在{party}持有期间", "the loss came about while {party} held the goods"),
  refusal_not_proved: text(
    "拒绝退款的一方应当证明退回货物不符，现不能证明发生在哪一环节",
    "whoever refuses a refund proves the ground for it, and nobody proves where the goods were changed",
  ),
  delivery_not_proved: text(
    "应当证明完好交付的是{party}，现未能证明",
    "{party} had to prove delivery in good condition, and did not",
  ),
  gap_moved: text(
    "{party}应当留存而未留存相关记录，相应转移责任",
    "{party} had to make a record and did not; a bounded part of the loss moves",
  ),
  defect_presumed: text(
    "收到商品后 {days} 天内发现瑕疵，由经营者举证，经营者未能证明无瑕疵",
    "the goods failed within {days} days of receipt; the operator had to disprove the defect and did not",
  ),
  shared_equally: text(
    "各自作用大小不能确定，由{parties}平均承担",
    "extents cannot be told apart: {parties} share equally",
  ),
  shared_by_fault: text(
    "按过错程度和原因力由{parties}分担",
    "shared by {parties} according to fault and causality",
  ),
  factor_found: text(
    "认定{party}存在“{kind}”（证据等级{grade}）",
    "found against {party}: “{kind}” (evidence grade {grade})",
  ),
  defect_proved: text("商品瑕疵已证明，由{party}负责", "the goods were defective, for which {party} answers"),
  defect_presumed_weight: text(
    "推定商品存在瑕疵，由{party}负责",
    "the goods are presumed defective, for which {party} answers",
  ),
  shipper_at_fault: text("承运人证明损失因{party}的过错造成", "the carrier proved that {party} was at fault"),
  contracting_carrier: text(
    "不能确定发生在哪一区段，由订约承运人{party}承担",
    "the leg is not known: the contracting carrier, {party}, answers",
  ),
  legs_equal: text(
    "不能确定发生在哪一区段，由{party}平均承担",
    "the leg is not known: {party} share equally",
  ),
  no_reason_in_time: text("在 {days} 天无理由退货期内", "within the {days} days for return without reason"),
  promise_binds: text(
    "超过法定期限，但平台承诺优于法定，应当履行",
    "the statutory days have passed, but a better promise binds the platform",
  ),
  no_reason_too_late: text("超过无理由退货期", "the days for return without reason have passed"),
  condition_not_proved: text(
    "没有证据证明货损存在",
    "nothing proves that the goods were lost, short or damaged",
  ),
  defect_disproved: text("已证明商品不存在瑕疵", "the goods are proved to be free of the defect"),
  fraud_for_people: text(
    "是否构成欺诈由人认定，不影响本结论",
    "whether there was fraud is for people to find; it does not touch this finding",
  ),
  bad_before_custody: text(
    "货物在第一个交接点之前已有问题，由{party}负责",
    "the goods were already bad before the first hand-over: {party} answers",
  ),
  fraud_would_end_penalty: text(
    "如果由人认定消费者造假，则不适用惩罚性赔偿",
    "should people find that the claimant fabricated the case, no penalty is owed",
  ),
  fraud_would_end_claim: text(
    "如果由人认定消费者造假，则驳回食品惩罚性赔偿请求",
    "should people find that the claimant made the food unsafe, the claim is dismissed",
  ),
  claim_not_proved: text(
    "所主张的问题没有达到证明标准的证据",
    "no evidence meets the standard of proof for what is claimed",
  ),
  seller_answers: text(
    "对外由{party}向消费者负责，之后可内部追偿",
    "outwardly {party} answers to the consumer, and may take recourse",
  ),
  platform_looks_self_operated: text(
    "店铺标识足以误认为自营，平台对外承担销售者责任",
    "the store looks self-operated: outwardly the platform answers as the seller",
  ),
  platform_identity: text(
    "平台不能提供商家真实名称、地址和有效联系方式",
    "the platform cannot give the seller's true name, address and valid contact",
  ),
  platform_knew: text(
    "平台知道或者应当知道而未采取必要措施，承担连带责任",
    "the platform knew, or should have, and took no measures: jointly liable",
  ),
  platform_promise: text(
    "平台作出更有利于消费者的承诺，应当履行",
    "the platform promised more than the law asks, and must perform",
  ),
  platform_recourse: text(
    "平台先行赔付后，可向{party}追偿",
    "a platform that paid may take recourse against {party}",
  ),
  franchise_network: text(
    "{party}属于快递加盟网络，可向商标或者面单所属企业主张，也可向实际服务企业主张",
    "{party} works in a franchise network: brand or waybill owner and the firm that served may both be claimed from",
  ),
  buyers_courier_answers: text(
    "快递由消费者自行选择，消费者可直接向承运人主张",
    "the consumer chose the courier and may claim from it",
  ),
  food_first_claimed: text(
    "食品实行首负责任制，先接到要求的先行赔付",
    "food: whoever is asked first pays first",
  ),
  cap_contract: text(
    "约定赔偿限额 {limitMinor}有效，余额 {restMinor}由{party}负担",
    "the agreed limit of {limitMinor} holds; the other {restMinor} stays with {party}",
  ),
  cap_insured: text(
    "按保价比例赔付 {limitMinor}，余额 {restMinor}由{party}负担",
    "paid in the insured ratio: {limitMinor}; the other {restMinor} stays with {party}",
  ),
  cap_gross: text("承运人故意或者重大过失，限额不适用", "intent or gross negligence: no limit applies"),
  cap_not_prompted: text("限额条款未经提示说明，不适用", "the limit was not pointed out: it does not apply"),
  penalty_fraud: text(
    "欺诈惩罚性赔偿 {amountMinor}，由{party}另行承担",
    "fraud penalty of {amountMinor}, owed by {party} apart from the split",
  ),
  penalty_food: text(
    "食品惩罚性赔偿 {amountMinor}，由{party}另行承担",
    "food penalty of {amountMinor}, owed by {party} apart from the split",
  ),
};

export const MODE_TEXTS: Readonly<Record<FindingMode, Bilingual>> = {
  fault: text("按过错", "by fault"),
  burden: text("按举证责任", "by burden of proof"),
  risk: text("按风险负担（非过错）", "by risk, without fault"),
  not_established: text("主张未能成立", "claim not established"),
};

export const EXTERNAL_MODE_TEXTS: Readonly<Record<ExternalMode, Bilingual>> = {
  none: text("无", "nobody"),
  single: text("单独", "alone"),
  joint: text("均负全部", "each for the whole"),
  first_claimed: text("首负责任", "the first one asked pays first"),
  several: text("各负其份", "each for its part"),
};

export const WHY_TEXTS: Readonly<Record<NotFound["why"], Bilingual>> = {
  below_standard: text("未达到高度可能性", "below the standard of proof"),
  outside_window: text("不在责任区间内", "outside the custody window"),
  fraud_for_people: text("欺诈须由人认定", "fraud is for people to find"),
  scope: text("所记录的不是争议部分", "the record looked at something else"),
  no_extent: text("未说明程度", "its extent is not stated"),
  not_relevant: text("与结果无因果关联", "not causally relevant"),
  unknown: text("未知", "unknown"),
  not_timely: text("未及时通知", "no notice in time"),
  cap_not_prompted: text("未提示说明", "not pointed out"),
  cap_gross: text("重大过失", "gross negligence"),
  contradicted: text("与已证明事实矛盾", "contradicted by what is proved"),
};

export const PARTY_TEXTS: Readonly<Record<string, Bilingual>> = {
  platform: text("平台", "the platform"),
  merchant: text("商家", "the merchant"),
  logistics: text("物流", "the carrier"),
  consumer: text("消费者", "the consumer"),
};

export const REMEDY_TEXTS: Readonly<Record<string, Bilingual>> = {
  human_review: text("请求人工复核", "ask for a decision by a person"),
  platform_help: text("请求平台客服协助处理投诉", "complain to the platform, which must help"),
  online: text("使用在线争议解决机制", "use the online dispute resolution that is open to both sides"),
  appraisal: text("申请鉴定或者检测", "ask for an appraisal or a test of the goods"),
  document_order: text(
    "申请责令对方提交其控制的证据",
    "ask that the other side be ordered to hand in records it controls",
  ),
  disputes: text("和解、调解、投诉、仲裁或者诉讼", "settle, mediate, complain, arbitrate or sue"),
  authority: text(
    "向监管部门投诉（7个工作日内处理）",
    "complain to the authority, which acts within 7 working days",
  ),
  warranty: text(
    "按三包或者法定条件要求修理、更换、退货",
    "ask for repair, replacement or return under warranty or statute",
  ),
};
