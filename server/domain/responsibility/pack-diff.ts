import canonicalize from "canonicalize";
import type { Bilingual } from "./finding-texts.ts";
import type { PackData, Rule, RulePack } from "./pack.ts";

/** One difference between two packs: where it is, and what it means in both languages. */
export interface PackChange {
  readonly kind: "pack" | "parameter" | "rule" | "exception" | "warranty" | "calendar" | "grading";
  /** Id of what changed: a rule, a parameter, a field of the pack. */
  readonly id: string;
  readonly say: Bilingual;
}

const PARAMETERS: Record<keyof PackData["parameters"], Bilingual> = {
  EST: { "zh-CN": "认定事实所需的证据等级", en: "grade from which a fact is found" },
  GAP: { "zh-CN": "每项记录缺失转移的责任（万分之）", en: "basis points that one missing record moves" },
  GAP_MAX: {
    "zh-CN": "记录缺失最多转移的责任（万分之）",
    en: "basis points that missing records move at most",
  },
  CONCEALED_NOTICE_DAYS: { "zh-CN": "隐蔽瑕疵的通知天数", en: "days to report a concealed defect" },
  DURABLE_DAYS: { "zh-CN": "耐用商品举证倒置的天数", en: "days of the reversed burden for durable goods" },
  HOURS_PER_UNIT: { "zh-CN": "相当于一个责任单位的延误小时数", en: "hours of delay that weigh as one unit" },
};

const FIELDS: Record<
  "source" | "condition" | "effect" | "zh" | "note" | "reason" | "limitReasons",
  Bilingual
> = {
  zh: { "zh-CN": "中文表述", en: "wording in Chinese" },
  limitReasons: { "zh-CN": "数值不读取的原因", en: "reasons for numbers that are not read" },
  source: { "zh-CN": "出处", en: "source" },
  condition: { "zh-CN": "适用条件", en: "condition" },
  effect: { "zh-CN": "法律效果", en: "effect" },
  note: { "zh-CN": "备注", en: "note" },
  reason: { "zh-CN": "不执行的原因", en: "reason for not executing it" },
};

const SURE: Record<Rule["confidence"], Bilingual> = {
  V: { "zh-CN": "已对照条文", en: "read in the statute" },
  S: { "zh-CN": "仅有二手来源", en: "secondary sources only" },
  K: { "zh-CN": "未核实", en: "not verified" },
};

/**
 * Tells in words what changes from one pack to another, in a fixed order: the pack itself, parameters, rules by id,
 * then tables. Two packs of equal content have no changes, whatever the order of their rules.
 */
export function diffPacks(before: RulePack, after: RulePack): PackChange[] {
  const [a, b] = [before.data, after.data];
  return [
    ...diffHead(a, b),
    ...diffParameters(a, b),
    ...diffRules(before, after),
    ...diffNamed(
      "exception",
      NAMES.exception,
      byKey(a.noReasonExceptions, "id"),
      byKey(b.noReasonExceptions, "id"),
    ),
    ...diffNamed("warranty", NAMES.warranty, byKey(a.warranties, "class"), byKey(b.warranties, "class")),
    ...diffWhole("calendar", a.calendar, b.calendar, ["节假日表有变化", "the holiday table differs"]),
    ...diffWhole("grading", a.grading, b.grading, [
      "证据定级表有变化",
      "the table that grades evidence differs",
    ]),
  ];
}

const NAMES = {
  exception: ["不适用无理由退货的商品", "goods excluded from return without reason"],
  warranty: ["三包类别", "warranty class"],
} as const;

function change(kind: PackChange["kind"], id: string, zh: string, en: string): PackChange {
  return { kind, id, say: { "zh-CN": zh, en } };
}

const show = (value: unknown): string => (value === undefined ? "—" : (canonicalize(value) as string));
const same = (a: unknown, b: unknown): boolean => show(a) === show(b);

function diffHead(a: PackData, b: PackData): PackChange[] {
  const fields = [
    ["id", "规则包编号", "id of the pack"],
    ["jurisdiction", "法域", "jurisdiction"],
    ["effectiveFrom", "生效日", "first day in force"],
    ["effectiveUntil", "失效日", "first day no longer in force"],
    ["caveat", "使用提示", "caveat"],
    ["confidence", "核实程度的说明", "what the degrees of certainty mean"],
  ] as const;
  return fields
    .filter(([field]) => !same(a[field], b[field]))
    .map(([field, zh, en]) => {
      const values = `${show(a[field])} → ${show(b[field])}`;
      return change("pack", field, `${zh}：${values}`, `${en}: ${values}`);
    });
}

function diffParameters(a: PackData, b: PackData): PackChange[] {
  return (Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[])
    .filter((name) => a.parameters[name] !== b.parameters[name])
    .map((name) => {
      const say = PARAMETERS[name];
      const values = `${a.parameters[name]} → ${b.parameters[name]}`;
      return change("parameter", name, `${say["zh-CN"]}：${values}`, `${say.en}: ${values}`);
    });
}

function diffRules(before: RulePack, after: RulePack): PackChange[] {
  const ids = [...new Set([...before.byId.keys(), ...after.byId.keys()])].toSorted();
  return ids.flatMap((id) => {
    const [a, b] = [before.byId.get(id), after.byId.get(id)];
    if (a === undefined) return [change("rule", id, `新增 ${tell(b!)}`, `added: ${tell(b!)}`)];
    if (b === undefined) return [change("rule", id, `删除 ${tell(a)}`, `removed: ${tell(a)}`)];
    return diffRule(a, b);
  });
}

const tell = (rule: Rule): string => `${rule.source} (${rule.id})`;

function diffRule(a: Rule, b: Rule): PackChange[] {
  const rule = (zh: string, en: string) => change("rule", a.id, `${tell(b)} ${zh}`, `${tell(b)} ${en}`);
  const texts = (Object.keys(FIELDS) as (keyof typeof FIELDS)[])
    .filter((field) => !same(a[field], b[field]))
    .map((field) => {
      const values = `${show(a[field])} → ${show(b[field])}`;
      return rule(`${FIELDS[field]["zh-CN"]}：${values}`, `${FIELDS[field].en}: ${values}`);
    });
  const sure = same(a.confidence, b.confidence)
    ? []
    : [
        rule(
          `核实程度：${SURE[a.confidence]["zh-CN"]} → ${SURE[b.confidence]["zh-CN"]}`,
          `certainty: ${SURE[a.confidence].en} → ${SURE[b.confidence].en}`,
        ),
      ];
  return [...diffDoes(a, b), ...diffLimits(a, b), ...texts, ...sure];
}

function diffDoes(a: Rule, b: Rule): PackChange[] {
  const [was, is] = [(a.does ?? []).toSorted(), (b.does ?? []).toSorted()];
  if (same(was, is)) return [];
  const [zh, en] =
    is.length === 0
      ? ["不再由引擎执行", "is no longer executed"]
      : was.length === 0
        ? [`改由引擎执行：${is.join("、")}`, `is executed now: ${is.join(", ")}`]
        : [
            `执行内容：${was.join("、")} → ${is.join("、")}`,
            `grounds something else: ${was.join(", ")} → ${is.join(", ")}`,
          ];
  return [change("rule", a.id, `${tell(b)} ${zh}`, `${tell(b)} ${en}`)];
}

function diffLimits(a: Rule, b: Rule): PackChange[] {
  const names = [...new Set([...Object.keys(a.limits), ...Object.keys(b.limits)])].toSorted();
  return names
    .filter((name) => !same(a.limits[name], b.limits[name]))
    .map((name) => {
      const values = `${name} ${show(a.limits[name])} → ${show(b.limits[name])}`;
      return change("rule", a.id, `${tell(b)} 数值：${values}`, `${tell(b)} limit: ${values}`);
    });
}

interface Named {
  readonly say: { readonly zh: string; readonly en: string };
}

function byKey<K extends string, T extends Named & Record<K, string>>(
  items: readonly T[],
  key: K,
): Map<string, T> {
  return new Map(items.map((item) => [item[key], item]));
}

function diffNamed(
  kind: "exception" | "warranty",
  [zhName, enName]: readonly [string, string],
  was: ReadonlyMap<string, Named>,
  is: ReadonlyMap<string, Named>,
): PackChange[] {
  const ids = [...new Set([...was.keys(), ...is.keys()])].toSorted();
  return ids.flatMap((id) => {
    const [a, b] = [was.get(id), is.get(id)];
    if (same(a, b)) return [];
    const [zh, en] =
      a === undefined ? ["新增", "added"] : b === undefined ? ["删除", "removed"] : ["变更", "changed"];
    const say = (b ?? a)!.say;
    return [change(kind, id, `${zhName}${zh}：${say.zh}`, `${enName} ${en}: ${say.en}`)];
  });
}

function diffWhole(
  kind: "calendar" | "grading",
  a: unknown,
  b: unknown,
  [zh, en]: readonly [string, string],
): PackChange[] {
  return same(a, b) ? [] : [change(kind, kind, zh, en)];
}
