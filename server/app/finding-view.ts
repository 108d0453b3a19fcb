import {
  type Counterfactual,
  chinaPack,
  explain,
  type Finding,
  type Reason,
  tellReason,
} from "../domain/responsibility/index.ts";
import type { CaseView, FindingView } from "../schema/case.ts";
import { partyOfName } from "./chain-finding.ts";
import type { CaseRecord, FindingRecord } from "./ports-cases.ts";
import type { PartyNames } from "./read-case.ts";

const MOST_COUNTERFACTUALS = 12;

/** A stored finding as screens read it. Everything comes from its own bytes; nothing is decided again. */
export function findingView(
  record: CaseRecord,
  stored: FindingRecord,
  names: PartyNames,
  platformId: string,
): FindingView {
  const finding = JSON.parse(stored.document) as Finding;
  const nameOf = (party: string) => names.get(partyOfName(record, platformId, party))?.name ?? party;
  return {
    findingHash: stored.findingHash,
    mode: finding.mode,
    denied: finding.denied,
    bps: finding.bps,
    shares: Object.entries(finding.shares).map(([party, shareBps]) => ({
      party: partyOfName(record, platformId, party),
      name: nameOf(party),
      kind: party.split(":")[0] ?? party,
      shareBps,
    })),
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
    reasons: flatten(finding.reasons).map(reasonView),
    notFound: finding.notFound.map(({ what, why }) => ({ fact: what, why })),
    counterfactuals: (stored.counterfactuals as Counterfactual[])
      .slice(0, MOST_COUNTERFACTUALS)
      .map((other) => ({ if: other.if, set: [...other.set], bps: other.bps, shiftBps: other.shift })),
    rulePack: {
      id: finding.pack.id,
      hash: finding.pack.hash,
      unverifiedRules: chinaPack.data.rules.filter(({ confidence }) => confidence !== "V").length,
    },
    engine: finding.engine,
    text: inWords(finding),
    document: finding,
  };
}

/** The whole finding as text, in both languages. */
export function inWords(finding: Finding) {
  return { "zh-CN": explain(finding, "zh-CN"), en: explain(finding, "en") };
}

/** The candidates an arbitrator chooses among, each with its number. */
export function candidateViews(findings: readonly FindingRecord[]): CaseView["candidates"] {
  return findings.map(({ number, by, findingHash, document }) => {
    const finding = JSON.parse(document) as Finding;
    return { number, by, findingHash, bps: finding.bps, awardMinor: awardOf(finding) };
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

function reasonView(reason: Reason): FindingView["reasons"][number] {
  const [rule] = reason.rules;
  return {
    ruleId: rule?.id ?? reason.code,
    article: reason.rules.map(({ article }) => article).join("、"),
    text: { "zh-CN": tellReason(reason, "zh-CN"), en: tellReason(reason, "en") },
    evidence: [...reason.evidence],
    effectBps: { ...reason.effectBps },
    confidence: rule?.confidence ?? "V",
  };
}
