import type { Verdict } from "../../server/domain/log/verify.ts";
import type { Locale } from "../lib/locale.ts";

/** Words the scan page's script writes; kept apart from the catalogue so that a phone loads only these. */
export interface ScanScriptTexts {
  readonly allMatch: (count: number) => string;
  readonly someMatch: (matching: number, count: number) => string;
  readonly invalid: (count: number) => string;
  readonly unreachable: string;
  readonly waiting: (count: number) => string;
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly steps: Readonly<Record<string, string>>;
  readonly results: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<"operator" | "build" | "second" | "reader", string>>;
  readonly asked: string;
  readonly event: Readonly<Record<string, string>>;
  readonly signed: string;
  readonly unsigned: string;
  readonly backDated: string;
  readonly alarm: string;
  readonly recorded: string;
  readonly anchored: string;
  readonly innerFailed: Readonly<Record<string, string>>;
  readonly placed: string;
  readonly notPlaced: string;
}

const zh: ScanScriptTexts = {
  allMatch: (count) => `${count} 条记录全部与链上一致`,
  someMatch: (matching, count) => `${count} 条记录中 ${matching} 条与链上一致`,
  invalid: (count) => `${count} 条记录不符，请勿采信`,
  unreachable: "无法取得记录，请检查网络后刷新。",
  waiting: (count) => `${count} 条尚未上链或暂时无法判断`,
  verdict: { valid: "一致", invalid: "不符", cannot_tell: "无法判断" },
  steps: {
    format: "凭证格式",
    log: "所属存证日志",
    entry: "存证记录",
    statement: "加盐哈希",
    document: "原始事件",
    promise: "受理回执签名",
    inclusion: "包含于存证日志",
    checkpoint: "日志快照签名",
    witnesses: "见证人签名",
    keys: "密钥在链上登记",
    anchor: "上链锚定",
    finality: "区块终局",
  },
  results: { valid: "通过", invalid: "不通过", cannot_tell: "无法判断", absent: "未包含" },
  sources: {
    operator: "平台公布的节点（非独立）",
    build: "本页固定的节点",
    second: "第三方节点",
    reader: "您指定的节点",
  },
  asked: "所查询的链上节点：",
  event: {
    commissioning: "赋码",
    inspecting: "验货",
    packing: "包装",
    shipping: "揽收",
    departing: "发出",
    arriving: "到达",
    receiving: "签收",
    accepting: "交接接收",
    transporting: "运输",
    sensor_reporting: "传感器报告",
    storing: "入库",
    loading: "装车",
    unloading: "卸车",
    delivering: "派送",
  },
  signed: "已签名",
  unsigned: "未签名",
  backDated: "补录",
  alarm: "报警",
  recorded: "记录于",
  anchored: "上链于",
  innerFailed: {
    "provenance.inner_code_wrong": "内层码与此商品不符，请核对后重新扫描。",
    "request.rate_limited": "尝试过于频繁，请一分钟后再试。",
    other: "未能开启，请检查网络后再试。内层码没有被使用。",
  },
  placed: "已记录所在城市，谢谢。",
  notPlaced: "未能取得位置，没有记录。",
};

const en: ScanScriptTexts = {
  allMatch: (count) => `${count} of ${count} records match the chain`,
  someMatch: (matching, count) => `${matching} of ${count} records match the chain`,
  invalid: (count) =>
    `${count} ${count === 1 ? "record does" : "records do"} not match. Do not rely on them.`,
  unreachable: "The records could not be fetched. Check the connection and reload.",
  waiting: (count) => `${count} not anchored yet, or cannot be told now`,
  verdict: { valid: "matches", invalid: "does not match", cannot_tell: "cannot tell" },
  steps: {
    format: "Form of the receipt",
    log: "Log it belongs to",
    entry: "Log entry",
    statement: "Salted hash",
    document: "Event as received",
    promise: "Signature of the promise",
    inclusion: "Included in the log",
    checkpoint: "Signatures of the checkpoint",
    witnesses: "Witnesses",
    keys: "Keys registered on chain",
    anchor: "Anchor on chain",
    finality: "Finality of its block",
  },
  results: { valid: "passed", invalid: "failed", cannot_tell: "cannot tell", absent: "not included" },
  sources: {
    operator: "node named by the platform (not independent)",
    build: "node fixed in this page",
    second: "node of a third party",
    reader: "node you named",
  },
  asked: "Chain sources asked: ",
  event: {
    commissioning: "Commissioned",
    inspecting: "Inspected",
    packing: "Packed",
    shipping: "Picked up",
    departing: "Departed",
    arriving: "Arrived",
    receiving: "Received",
    accepting: "Taken over",
    transporting: "Transported",
    sensor_reporting: "Sensor report",
    storing: "Stored",
    loading: "Loaded",
    unloading: "Unloaded",
    delivering: "Out for delivery",
  },
  signed: "signed",
  unsigned: "unsigned",
  backDated: "back-dated",
  alarm: "alarm",
  recorded: "recorded",
  anchored: "anchored",
  innerFailed: {
    "provenance.inner_code_wrong": "This inner code does not belong to this item. Check it and scan again.",
    "request.rate_limited": "Too many tries; wait a minute.",
    other: "It could not be opened. Check the connection and try again; the code was not used.",
  },
  placed: "Your city is noted. Thank you.",
  notPlaced: "Your position could not be had; nothing was noted.",
};

export const scanScriptTexts: Readonly<Record<Locale, ScanScriptTexts>> = { "zh-CN": zh, en };
