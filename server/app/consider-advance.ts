import { type AdvanceReason, decideAdvance } from "../domain/case/advance.ts";
import type { RuleQuote } from "../schema/claim.ts";
import { partyOfName } from "./chain-finding.ts";
import { chainCaseId, chainPartyId } from "./chain-ids.ts";
import { caseFacts } from "./compile-case-facts.ts";
import type { Deps } from "./deps.ts";
import { caseState } from "./keep-cases.ts";
import type { ChainTerms } from "./open-on-chain.ts";
import { quote } from "./open-remedies.ts";
import type { Tx } from "./ports.ts";
import type { CaseRecord } from "./ports-cases.ts";
import { decideOn } from "./propose-finding.ts";

/** States in which money may still be paid first. */
const ADVANCEABLE = new Set(["TRIAGED", "RESPONSE", "EVIDENCE", "PROPOSED", "REVIEW"]);

/** Says a reason in words, with the rule behind it. */
const words: Record<AdvanceReason["code"], RuleQuote["text"]> = {
  promised: { "zh-CN": "平台承诺此类情形先行赔付", en: "The platform promises to pay first in such cases" },
  evidence_at_hand: {
    "zh-CN": "已有证据,初步认定诉求成立",
    en: "Evidence is at hand and supports the claim",
  },
  covered_by_bond: {
    "zh-CN": "商家保证金已冻结同等金额",
    en: "The same amount of the merchant's bond is reserved",
  },
  not_promised: {
    "zh-CN": "此类诉求不在先行赔付承诺内",
    en: "The promise to pay first does not cover this claim",
  },
  no_evidence: {
    "zh-CN": "尚无证据,提交后自动重新评估",
    en: "No evidence yet; it is looked at again with the first item",
  },
  not_established: {
    "zh-CN": "现有证据不足以支持诉求",
    en: "The evidence so far does not support the claim",
  },
  not_covered: { "zh-CN": "责任方可用保证金不足", en: "The free bond of those liable does not cover it" },
  fund_short: { "zh-CN": "先行赔付专款余额不足", en: "The fund is short at the moment" },
  over_limit: { "zh-CN": "超出单笔限额,由人工审核", en: "Above the limit for one advance; a person decides" },
};

/**
 * Looks whether the fund pays the consumer first, each time evidence comes in, until it has. What it grants goes to
 * the chain with the reservation of the same amount of bond, in one call there: one without the other cannot happen.
 */
export async function considerAdvance(deps: Deps, caseId: string): Promise<void> {
  const record = await deps.cases.get(caseId);
  if (record === null || !ADVANCEABLE.has((await caseState(deps, caseId)).status)) return;
  const obligors = await outwardObligors(deps, record);
  const decision = decideAdvance(await advanceInput(deps, record, obligors));
  const at = await deps.clock.now();
  await deps.uow.run(async (tx) => {
    await deps.cases.lock(tx, caseId);
    const before = await deps.cases.advance(caseId, tx);
    if (before !== null && before.state !== "refused") return;
    const amount = record.claim.amountMinor;
    const reserved = decision.granted
      ? obligors.slice(0, 1).map((partyId) => ({ partyId, amountMinor: amount }))
      : [];
    await deps.cases.setAdvance(tx, caseId, {
      state: decision.granted ? "granted" : "refused",
      amountMinor: BigInt(amount),
      reasons: decision.reasons.flatMap(({ code, ruleId }) =>
        quote(ruleId).map((rule) => ({ ...rule, text: words[code] })),
      ),
      reserved,
      transaction: null,
      at,
    });
    if (decision.granted) await enqueueAdvance(deps, tx, record, reserved);
  });
}

/** Whom the consumer may claim from on the evidence so far; the first of them carries the reservation. */
async function outwardObligors(deps: Deps, record: CaseRecord): Promise<string[]> {
  const { facts } = await caseFacts(deps, record);
  const { finding } = decideOn(facts);
  return finding.external.map((name) => partyOfName(record, deps.platformId, name));
}

async function advanceInput(deps: Deps, record: CaseRecord, obligors: readonly string[]) {
  const [first] = obligors;
  const bond =
    first === undefined ? 0n : await deps.chain.read("GuaranteeBonds", "freeOf", [chainPartyId(first)]);
  const limits = (await deps.chain.read("CompensationFund", "limits", [])) as { single: bigint };
  return {
    kind: record.claim.kind,
    demand: record.claim.demand,
    amountMinor: BigInt(record.claim.amountMinor),
    evidenceCount: (await deps.cases.evidence(record.caseId)).length,
    wouldBeDenied: first === undefined,
    freeBondMinor: BigInt(String(bond)),
    freeFundMinor: BigInt(String(await deps.chain.read("CompensationFund", "freeCapital", []))),
    limitMinor: BigInt(String(limits.single)),
  };
}

async function enqueueAdvance(
  deps: Deps,
  tx: Tx,
  record: CaseRecord,
  reserved: readonly { partyId: string; amountMinor: string }[],
): Promise<void> {
  const { terms } = await deps.cases.chain(record.caseId, tx);
  const request = {
    caseId: chainCaseId(record.caseId),
    payee: (terms as ChainTerms).payee,
    amount: record.claim.amountMinor,
    obligors: reserved.map(({ partyId }) => chainPartyId(partyId)),
    amounts: reserved.map(({ amountMinor }) => amountMinor),
  };
  await deps.outbox.enqueue(tx, {
    key: `case:${record.caseId}:advance`,
    contract: "CompensationFund",
    method: "advance",
    args: [request],
  });
}
