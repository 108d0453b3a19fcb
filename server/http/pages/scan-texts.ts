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
}

const zh: ScanTexts = {
  title: "商品溯源",
  product: "Redress 售后存证",
  other: "English",
  otherLocale: "en",
  skip: "跳到正文",
  band: { green: "首次开启", amber: "此码曾被扫描", red: "请注意，此码异常", grey: "无法识别此码" },
  heading: { first_scan: "首次扫描此码" },
  bandReason: {
    first_scan: "外层码可被复制，扫码不能说明商品真伪；请核对下方记录。",
    seen_before: "外层码可被复制；扫描次数和首次时间供您判断。",
    recalled: "该单件已被召回，请停止使用并联系商家。",
    destroyed: "该单件已登记销毁，不应再出现。",
    stolen: "该单件已登记被盗。",
    unknown: "没有这个编码的记录。",
  },
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
  heading: { first_scan: "First scan of this code" },
  bandReason: {
    first_scan: "An outer code can be copied, so a scan says nothing of authenticity; see the records below.",
    seen_before: "An outer code can be copied; judge by how often and since when it was scanned.",
    recalled: "This item was recalled. Stop using it and contact the merchant.",
    destroyed: "This item is recorded as destroyed and should not exist.",
    stolen: "This item is recorded as stolen.",
    unknown: "There is no record of this code.",
  },
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
