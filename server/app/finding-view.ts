import {
  type CitedRule,
  type Counterfactual,
  countUnverified,
  type Finding,
  percent,
  REMEDY_TEXTS,
  type Reason,
  tellReason,
  WHY_TEXTS,
} from "../domain/responsibility/index.ts";
import type { CaseView, FindingView } from "../schema/case.ts";
import { partyOfName } from "./chain-finding.ts";
import type { People } from "./people.ts";
import type { CaseRecord, FindingRecord } from "./ports-cases.ts";

const MOST_COUNTERFACTUALS = 12;

/** A stored finding as screens read it. Everything comes from its own bytes; nothing is decided again. */
export function findingView(
  record: CaseRecord,
  stored: FindingRecord,
  names: People,
  platformId: string,
  currency: string,
): FindingView {
  const finding = JSON.parse(stored.document) as Finding;
  const nameOf = namesIn({ record, names, platformId });
  return {
    findingHash: stored.findingHash,
    mode: finding.mode,
    denied: finding.denied,
    bps: finding.bps,
    shares: sharesOf(finding, { record, names, platformId }),
    awardMinor: awardOf(finding),
    payable: Object.entries(finding.payShares)
      .filter(([party]) => party !== "consumer")
      .map(([party, amount]) => ({
        partyId: partyOfName(record, platformId, party),
        amountMinor: String(amount),
      })),
    penalMinor: String(finding.penal),
    penalBy: finding.penalBy,
    external: finding.external.map((party) => partyOfName(record, platformId, party)),
    reasons: flatten(finding.reasons).map((reason) => reasonView(reason, nameOf, currency)),
    notFound: finding.notFound.map(({ what, why }) => ({
      fact: what.replace(PARTY_ID, nameOf),
      why,
      text: WHY_TEXTS[why],
    })),
    missing: finding.missing.map(({ path, what }) => missingView(path, what.replace(PARTY_ID, nameOf))),
    remediesLeft: finding.remediesLeft.map(({ code, rules }) => ({
      code,
      text: REMEDY_TEXTS[code] ?? { "zh-CN": code, en: code },
      articles: rules.map(({ article }) => article).join("、"),
      confidence: leastSure(rules),
    })),
    counterfactuals: (stored.counterfactuals as Counterfactual[])
      .slice(0, MOST_COUNTERFACTUALS)
      .map((other) => ({
        if: other.if.replace(PARTY_ID, nameOf),
        set: [...other.set],
        bps: other.bps,
        shiftBps: other.shift,
      })),
    rulePack: {
      id: finding.pack.id,
      hash: finding.pack.hash,
      unverifiedRules: countUnverified(finding),
    },
    engine: finding.engine,
    text: summary(finding, nameOf),
    document: finding,
  };
}

/** Names the fact a missing record would show, in the words of the counterfactuals. */
function missingView(path: string, what: string): FindingView["missing"][number] {
  const boundary = /at (boundary \d+ \(.*\))$/.exec(what)?.[1];
  const scope = /\(only (\w+) was recorded\)/.exec(what)?.[1] ?? null;
  return { fact: boundary ?? path.slice(1), scope };
}

/** Who is meant by the names a finding uses. */
export interface Naming {
  readonly record: CaseRecord;
  readonly names: People;
  readonly platformId: string;
}

/** Names parties as people know them; the consumer keeps its role, which screens say in their own language. */
function namesIn({ record, names, platformId }: Naming): NameOf {
  return (party) =>
    party === "consumer" ? party : (names.get(partyOfName(record, platformId, party))?.name ?? party);
}

function sharesOf(finding: Finding, naming: Naming): FindingView["shares"] {
  const nameOf = namesIn(naming);
  return Object.entries(finding.shares).map(([party, shareBps]) => ({
    party: partyOfName(naming.record, naming.platformId, party),
    name: nameOf(party),
    kind: party.split(":")[0] ?? party,
    shareBps,
  }));
}

/** A finding in one sentence, in both languages. */
export const inWords = (finding: Finding, naming: Naming): FindingView["text"] =>
  summary(finding, namesIn(naming));

/** The candidates an arbitrator chooses among, each with its number. */
export function candidateViews(findings: readonly FindingRecord[], naming: Naming): CaseView["candidates"] {
  return findings.map(({ number, by, findingHash, chainHash, document }) => {
    const finding = JSON.parse(document) as Finding;
    return {
      number,
      by,
      findingHash,
      chainHash: chainHash.replace(/^0x/, ""),
      bps: finding.bps,
      shares: sharesOf(finding, naming),
      awardMinor: awardOf(finding),
    };
  });
}

/** What the consumer is to get: the loss less what it bears itself. */
function awardOf(finding: Finding): string {
  return Object.entries(finding.payShares)
    .reduce((sum, [party, amount]) => (party === "consumer" ? sum : sum + BigInt(amount)), 0n)
    .toString();
}

function flatten(reasons: readonly Reason[]): Reason[] {
  return reasons.flatMap((reason) => [reason, ...flatten(reason.because)]);
}

type NameOf = (party: string) => string;

/** Ids of parties as they stand in labels of the engine. */
const PARTY_ID = /\b(?:logistics:[\w-]+|merchant|consumer|platform)\b/g;

/** How sure the pack is of the weakest of the rules quoted together. */
function leastSure(rules: readonly CitedRule[]): CitedRule["confidence"] {
  return (["K", "S"] as const).find((degree) => rules.some(({ confidence }) => confidence === degree)) ?? "V";
}

function reasonView(reason: Reason, nameOf: NameOf, currency: string): FindingView["reasons"][number] {
  const [rule] = reason.rules;
  const named = { ...reason, values: Object.fromEntries(Object.entries(reason.values).map(naming(nameOf))) };
  return {
    ruleId: rule?.id ?? reason.code,
    article: reason.rules.map(({ article }) => article).join("、"),
    text: { "zh-CN": tellReason(named, "zh-CN", currency), en: tellReason(named, "en", currency) },
    evidence: [...reason.evidence],
    effectBps: Object.fromEntries(
      Object.entries(reason.effectBps ?? {}).map(([party, bps]) => [nameOf(party), bps]),
    ),
    confidence: leastSure(reason.rules),
  };
}

/** Puts names for ids into the values a sentence names. */
const naming =
  (nameOf: NameOf) =>
  ([key, value]: [string, string | number]): [string, string | number] => [
    key,
    typeof value === "string" ? value.replace(PARTY_ID, nameOf) : value,
  ];

type EstablishedMode = Exclude<Finding["mode"], "not_established">;

const MODES: Readonly<Record<EstablishedMode, { zh: string; en: string }>> = {
  fault: { zh: "按过错认定", en: "By proved fault" },
  burden: { zh: "按举证责任认定", en: "By burden of proof" },
  risk: { zh: "按风险负担认定，不是过错", en: "By risk, without fault" },
};

/** A share of all the loss would read as blame; nobody is blamed here. */
const NOT_ESTABLISHED: FindingView["text"] = {
  "zh-CN": "诉求未能成立：损失仍由消费者自行承担。",
  en: "The claim is not established: the loss stays where it fell, with the consumer.",
};

/** The finding in one sentence, in both languages; `explain` has the whole of it. */
function summary(finding: Finding, nameOf: NameOf): FindingView["text"] {
  if (finding.mode === "not_established") return NOT_ESTABLISHED;
  const { zh, en } = MODES[finding.mode];
  const shares = Object.entries(finding.shares);
  const all = (consumer: string) =>
    shares.map(([party, bps]) => `${party === "consumer" ? consumer : nameOf(party)} ${percent(bps)}`);
  const outward = finding.external.map(nameOf);
  return {
    "zh-CN": `${zh}：${all("消费者").join("、")}。${outward.length === 0 ? "" : `对外由${outward.join("、")}负责。`}`,
    en: `${en}: ${all("the consumer").join(", ")}.${outward.length === 0 ? "" : ` Outwardly ${outward.join(" and ")} answers.`}`,
  };
}
