/** Languages the scan page is made in. */
export type PageLocale = "zh-CN" | "en";

/** Words of the scan page. Keys that come from the item (bands, milestones, kinds) are shown raw when unknown. */
export interface ScanTexts {
  readonly title: string;
  readonly product: string;
  readonly other: string;
  readonly otherLocale: PageLocale;
  readonly skip: string;
  readonly band: Readonly<Record<string, string>>;
  /** Headings that say more than the colour, by reason. */
  readonly heading: Readonly<Record<string, string>>;
  readonly bandReason: Readonly<Record<string, string>>;
  readonly scans: (count: number, first: string, place: string) => string;
  readonly maker: string;
  readonly madeAt: string;
  readonly serial: string;
  readonly checkTitle: string;
  readonly checking: (count: number) => string;
  readonly noScript: string;
  readonly custodyTitle: string;
  readonly since: string;
  readonly until: string;
  readonly unconfirmed: string;
  readonly condition: Readonly<Record<string, string>>;
  readonly kind: Readonly<Record<string, string>>;
  readonly milestonesTitle: string;
  readonly milestone: Readonly<Record<string, string>>;
  readonly alarm: string;
  readonly pending: string;
  readonly claim: string;
  readonly claimHint: string;
  readonly recordsTitle: string;
  readonly limits: string;
  readonly development: string;
  readonly verify: string;
  readonly opened: (at: string, place: string) => string;
  /** A notice that decides nothing, by sign. */
  readonly notice: Readonly<Record<string, string>>;
  readonly innerTitle: string;
  readonly innerHint: string;
  readonly innerOpen: string;
  readonly place: string;
  readonly placeHint: string;
  readonly scanOther: string;
}

const zh: ScanTexts = {
  title: "商品溯源",
  product: "Redress 售后存证",
  other: "English",
  otherLocale: "en",
  skip: "跳到正文",
  band: { green: "首次开启", amber: "此码曾被扫描", red: "请注意，此码异常", grey: "无法识别此码" },
  heading: {
    first_scan: "首次扫描此码",
    only_you: "仅您扫描过此码",
    opened_now: "由您首次开启",
    opened_by_you: "您曾开启此码",
    opened_before: "内层码已被他人开启",
    tag_answered: "芯片应答正确",
    already_activated: "此码已被他人激活",
    tag_replayed: "芯片信息被重复使用",
    tag_wrong: "芯片信息不符",
    two_places: "此码同时出现在多地",
    burst: "此码被大量扫描",
    inner_code_reused: "内层码被多次使用",
  },
  bandReason: {
    first_scan: "外层码可被复制，扫码不能说明商品真伪；请核对下方记录。",
    seen_before: "外层码可被复制；扫描次数和首次时间供您判断。",
    recalled: "该单件已被召回，请停止使用并联系商家。",
    destroyed: "该单件已登记销毁，不应再出现。",
    stolen: "该单件已登记被盗。",
    unknown: "没有这个编码的记录。",
    only_you: "此前只有这部手机扫过；外层码可被复制，请核对下方记录。",
    opened_now: "内层码此前从未被使用，24 小时内本机再次查看仍显示此结果。",
    opened_by_you: "这部手机最先开启了内层码。",
    opened_before: "商品可能已被拆开或转手；请核对首次开启的时间与地点。",
    tag_answered: "芯片刚刚给出从未用过的应答，24 小时内本机再次查看仍显示此结果。",
    already_activated: "这个内层码先前已在另一部手机上使用。若您刚刚刮开，请联系商家。",
    tag_replayed: "这条芯片信息先前已被使用，可能是复制的链接。请用手机直接触碰芯片。",
    tag_wrong: "链接中的芯片信息无法通过校验，或属于另一件商品。",
    two_places: "不同手机在相距很远的地方几乎同时扫描，此码很可能被复制。",
    burst: "短时间内有许多手机扫描，此码很可能被复制。",
    inner_code_reused: "同一个内层码在多部手机上使用，此码很可能被复制。",
    before_commissioning: "此码在商品登记之前就被扫描，可能已泄露或被复制。",
    after_destruction: "此码在商品登记销毁之后仍被扫描，可能被复制。",
    impossible_state: "内层码在送达之前就被使用，商品可能被拆开或此码被复制。",
  },
  opened: (at, place) => `内层码首次开启：${at}${place ? `，${place}` : ""}`,
  notice: { outside_region: "曾在销售地区之外被扫描。" },
  innerTitle: "开启内层码",
  innerHint: "内层码只能使用一次。点按后登记为由本机开启。",
  innerOpen: "开启",
  place: "补充所在城市",
  placeHint: "只记录到城市，用于发现被复制的码。",
  scanOther: "扫描商品码",
  scans: (count, first, place) => `共扫描 ${count} 次，首次 ${first}${place ? `，${place}` : ""}`,
  maker: "生产者",
  madeAt: "生产日期",
  serial: "序列号",
  checkTitle: "本机核验",
  checking: (count) => `正在您的手机上核对 ${count} 条记录…`,
  noScript: "浏览器未运行脚本，无法在本机核验。可下载存证凭证，用 redress verify 离线核验。",
  custodyTitle: "货物由谁负责",
  since: "自",
  until: "至",
  unconfirmed: "交接未确认",
  condition: { good: "完好", bad: "有损", unknown: "未记录" },
  kind: {
    merchant: "商家",
    carrier: "承运人",
    inspector: "质检方",
    platform: "平台",
    consumer: "收货人",
    producer: "生产者",
  },
  milestonesTitle: "主要节点",
  milestone: {
    made: "赋码",
    inspected: "验货",
    shipped: "揽收",
    handed_over: "交接",
    delivered: "妥投",
  },
  alarm: "报警",
  pending: "未记录",
  claim: "申请售后",
  claimHint: "带上这份记录。扫码看不到订单，申请时请从店铺订单进入以证明您是买家。",
  recordsTitle: "溯源记录",
  limits: "本页核对记录是否与链上一致、是否被改动。它不证明记录所述为真，也不证明商品来源。",
  development: "开发链：仅供试用，没有公共节点见证。",
  verify: "核验存证凭证",
};

const en: ScanTexts = {
  title: "Product history",
  product: "Redress",
  other: "中文",
  otherLocale: "zh-CN",
  skip: "Skip to content",
  band: {
    green: "Opened for the first time",
    amber: "This code was seen before",
    red: "Take care: something is wrong with this code",
    grey: "This code is not known",
  },
  heading: {
    first_scan: "First scan of this code",
    only_you: "Scanned by you only",
    opened_now: "Opened by you for the first time",
    opened_by_you: "Opened by you before",
    opened_before: "Its inner code was opened by somebody else",
    tag_answered: "The tag answered correctly",
    already_activated: "Already activated by somebody else",
    tag_replayed: "This tag's message was used before",
    tag_wrong: "The tag's message is wrong",
    two_places: "This code is in several places at once",
    burst: "This code is scanned by very many",
    inner_code_reused: "Its inner code was used several times",
  },
  bandReason: {
    first_scan: "An outer code can be copied, so a scan says nothing of authenticity; see the records below.",
    seen_before: "An outer code can be copied; judge by how often and since when it was scanned.",
    recalled: "This item was recalled. Stop using it and contact the merchant.",
    destroyed: "This item is recorded as destroyed and should not exist.",
    stolen: "This item is recorded as stolen.",
    unknown: "There is no record of this code.",
    only_you: "No other phone has scanned it. An outer code can be copied; see the records below.",
    opened_now: "The inner code had never been used. This phone sees this again for 24 hours.",
    opened_by_you: "This phone opened the inner code first.",
    opened_before: "The item may have been unpacked or sold on; see when and where it was opened first.",
    tag_answered:
      "The tag has just given an answer never used before. This phone sees this again for 24 hours.",
    already_activated:
      "This inner code was used on another phone before. If you have just scratched it, contact the merchant.",
    tag_replayed:
      "This message of the tag was used before; the link may be a copy. Hold your phone to the tag itself.",
    tag_wrong: "The tag's message in this link does not check, or belongs to another item.",
    two_places: "Phones far apart scanned it at almost the same time. The code has very likely been copied.",
    burst: "Many phones scanned it within a short time. The code has very likely been copied.",
    inner_code_reused: "One inner code was used on several phones. The code has very likely been copied.",
    before_commissioning:
      "It was scanned before the item was recorded. The code may have leaked or been copied.",
    after_destruction:
      "It was scanned after the item was recorded as destroyed. The code may have been copied.",
    impossible_state:
      "Its inner code was used before delivery. It may have been unpacked, or the code copied.",
  },
  opened: (at, place) => `Inner code first opened ${at}${place ? `, ${place}` : ""}`,
  notice: { outside_region: "It was scanned outside the region it is sold in." },
  innerTitle: "Open the inner code",
  innerHint: "An inner code is good once. Tapping records that this phone opened it.",
  innerOpen: "Open",
  place: "Add my city",
  placeHint: "Only the city is kept; it helps to find copied codes.",
  scanOther: "Scan a product code",
  scans: (count, first, place) =>
    `Scanned ${count} ${count === 1 ? "time" : "times"}, first ${first}${place ? `, ${place}` : ""}`,
  maker: "Maker",
  madeAt: "Made",
  serial: "Serial",
  checkTitle: "Checked on this phone",
  checking: (count) => `Checking ${count} records on your phone…`,
  noScript:
    "Scripts are off, so nothing can be checked here. Download a receipt and use redress verify offline.",
  custodyTitle: "Who answered for it",
  since: "since",
  until: "until",
  unconfirmed: "hand-over unconfirmed",
  condition: { good: "good", bad: "damaged", unknown: "not recorded" },
  kind: {
    merchant: "merchant",
    carrier: "carrier",
    inspector: "inspector",
    platform: "platform",
    consumer: "recipient",
    producer: "producer",
  },
  milestonesTitle: "Milestones",
  milestone: {
    made: "Made",
    inspected: "Inspected",
    shipped: "Picked up",
    handed_over: "Handed over",
    delivered: "Delivered",
  },
  alarm: "alarm",
  pending: "not recorded",
  claim: "Start a claim",
  claimHint:
    "Takes this record along. A scan never shows an order: come in from your shop order to prove the purchase.",
  recordsTitle: "Records",
  limits:
    "This page checks that records match the chain and were not altered. It proves neither what they say nor where the product comes from.",
  development: "Development chain: for trial only, no public node vouches for it.",
  verify: "Check a receipt",
};

export const scanTexts: Readonly<Record<PageLocale, ScanTexts>> = { "zh-CN": zh, en };
