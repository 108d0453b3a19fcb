import { amountWords } from "../money/currency.ts";
import type { CitedRule, Finding, NotFound, Reason } from "./finding.ts";
import {
  EXTERNAL_MODE_TEXTS,
  type Language,
  MODE_TEXTS,
  PARTY_TEXTS,
  REASON_TEXTS,
  REMEDY_TEXTS,
  WHY_TEXTS,
} from "./finding-texts.ts";
import { rolePrefix } from "./parties.ts";

const WORDS = {
  "zh-CN": {
    split: "责任比例",
    outward: "消费者可向谁主张",
    pay: "各方最终负担",
    penalty: "惩罚性赔偿（另计）",
    reasons: "理由",
    notFound: "未予认定",
    missing: "补充后可能改变结论的记录",
    remedies: "仍可采取的途径",
    engine: "引擎",
    pack: "规则包",
    list: "、",
    unsure: { V: "", S: "（二手来源）", K: "（未核实）" },
    unverified: (count: number) => `所引规则中有 ${count} 条未对照条文核实`,
  },
  en: {
    split: "Split",
    outward: "The consumer may claim from",
    pay: "What each finally bears",
    penalty: "Penalty (apart from the split)",
    reasons: "Reasons",
    notFound: "Not found",
    missing: "Records that could change this",
    remedies: "What can still be done",
    engine: "Engine",
    pack: "Rule pack",
    list: ", ",
    unsure: { V: "", S: " (secondary source)", K: " (not verified)" },
    unverified: (count: number) => `${count} of the rules cited were not read in the statute`,
  },
} as const;

/** Names a party for readers: one of the four names, with the id of a leg or other named party. */
export function nameParty(id: string, language: Language): string {
  const known = PARTY_TEXTS[rolePrefix(id)]?.[language];
  if (known === undefined) return id;
  return id.includes(":") ? `${known} ${id.slice(id.indexOf(":") + 1)}` : known;
}

/** Writes basis points as a percentage without rounding: 3333 is 33.33%. */
export function percent(bps: number): string {
  const rest = bps % 100;
  return `${Math.floor(bps / 100)}${rest === 0 ? "" : `.${String(rest).padStart(2, "0")}`}%`;
}

/**
 * Tells one conclusion in a sentence, with the values it names.
 *
 * @param currency of its amounts, ISO 4217; null where nobody said which
 */
export function tellReason(reason: Reason, language: Language, currency: string | null): string {
  const template = REASON_TEXTS[reason.code]?.[language] ?? reason.code;
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => {
    const value = reason.values[key];
    if (value === undefined) return whole;
    if (key.endsWith("Minor")) return amountWords(value, currency, language);
    if (key !== "party" && key !== "parties") return String(value);
    const names = String(value).split(", ");
    return names.map((id) => nameParty(id, language)).join(WORDS[language].list);
  });
}

function reasonLines(reason: Reason, told: Told, depth = 0): string[] {
  const { language, currency } = told;
  const cited = quoteRules(reason.rules, language);
  const evidence = reason.evidence.length > 0 ? ` <${reason.evidence.join(", ")}>` : "";
  const line = `${"  ".repeat(depth)}- ${tellReason(reason, language, currency)}${cited}${evidence}`;
  return [line, ...reason.because.flatMap((inner) => reasonLines(inner, told, depth + 1))];
}

/** Quotes articles, each with how sure the pack is of it where that is less than having read it. */
function quoteRules(rules: readonly CitedRule[], language: Language): string {
  const articles = rules.map((rule) => `${rule.article}${WORDS[language].unsure[rule.confidence]}`);
  return articles.length > 0 ? ` [${articles.join("; ")}]` : "";
}

/** Counts the rules that a finding rests on and that nobody has read in the statute. */
export function countUnverified(finding: Finding): number {
  const all = finding.reasons.flatMap(function cited(reason): readonly CitedRule[] {
    return [...reason.rules, ...reason.because.flatMap(cited)];
  });
  return new Set(all.filter(({ confidence }) => confidence !== "V").map(({ id }) => id)).size;
}

function notFoundLine(item: NotFound, language: Language): string {
  return `- ${item.what}: ${WHY_TEXTS[item.why][language]}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines];
}

/** In which words a finding is told. */
interface Told {
  readonly language: Language;
  readonly currency: string | null;
}

function amounts(shares: Readonly<Record<string, number>>, language: Language, show: (n: number) => string) {
  return Object.entries(shares).map(([id, amount]) => `- ${nameParty(id, language)}: ${show(amount)}`);
}

/**
 * Tells a finding in plain words, with articles, evidence and how sure the pack is of each rule it quotes.
 *
 * @param currency of its amounts, ISO 4217; null where nobody said which
 */
export function explain(finding: Finding, language: Language, currency: string | null): string {
  const money = (minor: number) => amountWords(minor, currency, language);
  const words = WORDS[language];
  const unverified = countUnverified(finding);
  const outward = finding.external.map((id) => nameParty(id, language)).join(words.list);
  const mode = EXTERNAL_MODE_TEXTS[finding.externalMode][language];
  const penalty = finding.penalBy
    ? [`- ${nameParty(finding.penalBy, language)}: ${money(finding.penal)}`]
    : [];
  return [
    `${words.split} (${MODE_TEXTS[finding.mode][language]}):`,
    ...amounts(finding.shares, language, percent),
    ...section(words.outward, [`- ${outward === "" ? mode : `${outward} (${mode})`}`]),
    ...section(words.pay, amounts(finding.payShares, language, money)),
    ...section(words.penalty, penalty),
    ...section(
      words.reasons,
      finding.reasons.flatMap((reason) => reasonLines(reason, { language, currency })),
    ),
    ...section(
      words.notFound,
      finding.notFound.map((item) => notFoundLine(item, language)),
    ),
    ...section(
      words.missing,
      finding.missing.map((item) => `- ${item.what}`),
    ),
    ...section(
      words.remedies,
      finding.remediesLeft.map(
        ({ code, rules }) => `- ${REMEDY_TEXTS[code]?.[language] ?? code}${quoteRules(rules, language)}`,
      ),
    ),
    "",
    `${words.engine}: ${finding.engine.name} ${finding.engine.version}`,
    `${words.pack}: ${finding.pack.id} ${finding.pack.hash}`,
    ...(unverified > 0 ? [words.unverified(unverified)] : []),
  ].join("\n");
}
