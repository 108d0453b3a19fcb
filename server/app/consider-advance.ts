import { opensAsDispute } from "../domain/case/opening.ts";
import type { Reserve } from "../domain/money/advance-cover.ts";
import { type AdvanceFacts, decideAdvance } from "../domain/money/advance-eligibility.ts";
import { advanceReasons } from "./advance-words.ts";
import { caseState } from "./case-steps.ts";
import { partyOfName } from "./chain-finding.ts";
import { chainCaseId, chainPartyId } from "./chain-ids.ts";
import { caseFacts } from "./compile-case-facts.ts";
import type { Deps } from "./deps.ts";
import type { ChainTerms } from "./open-on-chain.ts";
import type { EvidenceRecord, Tx } from "./ports.ts";
import type { CaseRecord } from "./ports-cases.ts";
import { decideOn } from "./propose-finding.ts";

/** States in which money may still be paid first. */
const ADVANCEABLE = new Set(["TRIAGED", "RESPONSE", "EVIDENCE", "PROPOSED", "REVIEW"]);

/** Kinds whose goods are spoilt or gone: nothing has to come back before money is paid. */
const NOTHING_RETURNS = new Set(["damaged", "lost", "short", "food_unsafe", "counterfeit"]);

/**
 * Looks whether the fund pays the consumer first, each time evidence comes in, until it has. What it grants goes to
 * the chain with the reservation of the same amount of bond, in one call there: one without the other cannot happen.
 */
export async function considerAdvance(deps: Deps, caseId: string): Promise<void> {
  const record = await deps.cases.get(caseId);
  if (record === null || !ADVANCEABLE.has((await caseState(deps, caseId)).status)) return;
  // Before anything else is read: what comes in during the look is looked at the next time.
  const evidence = await deps.cases.evidence(caseId);
  const verdict = decideAdvance(await advanceFacts(deps, record, evidence));
  const granted = verdict.outcome === "granted";
  const at = await deps.clock.now();
  await deps.uow.run(async (tx) => {
    await deps.cases.lock(tx, caseId);
    // It may have been withdrawn or settled while it was looked at.
    if (!ADVANCEABLE.has((await caseState(deps, caseId, tx)).status)) return;
    const before = await deps.cases.advance(caseId, tx);
    if (before !== null && before.state !== "refused") return;
    await deps.cases.setAdvance(tx, caseId, {
      state: granted ? "granted" : "refused",
      amountMinor: verdict.amountMinor,
      reasons: advanceReasons(verdict.reasons, granted),
      reserved: granted ? verdict.reserves.map(inDecimal) : [],
      transaction: null,
      at,
      evidenceSeen: evidence.length,
    });
    if (granted) await enqueueAdvance(deps, tx, record, verdict.amountMinor, verdict.reserves);
  });
}

const inDecimal = ({ partyId, amountMinor }: Reserve) => ({ partyId, amountMinor: amountMinor.toString() });

async function advanceFacts(
  deps: Deps,
  record: CaseRecord,
  evidence: readonly EvidenceRecord[],
): Promise<AdvanceFacts> {
  const { kind, demand, amountMinor } = record.claim;
  const obligors = await outwardObligors(deps, record);
  const limits = (await deps.chain.read("CompensationFund", "limits", [])) as { single: bigint };
  const claimedMinor = BigInt(amountMinor);
  return {
    promised: opensAsDispute(kind, demand),
    legalDuty: null,
    claimedMinor,
    // Counted against the order's lines, under their lock, when the claim was filed.
    refundableMinor: claimedMinor,
    heldMinor: 0n,
    evidenceNeeded: obligors.length === 0 ? ["support for the claim", "media"] : ["media"],
    evidenceAtHand: evidence.map(({ meta }) => meta.type),
    goods: demand === "return_and_refund" && !NOTHING_RETURNS.has(kind) ? "awaited" : "stay",
    covers: await coversOf(deps, obligors),
    limits: [],
    singleLimitMinor: BigInt(limits.single),
    freeFundMinor: BigInt(String(await deps.chain.read("CompensationFund", "freeCapital", []))),
    deceitsFound: 0,
    samePictureClaims: await deps.cases.sameDocuments(record.caseId),
  };
}

/** Whom the consumer may claim from on the evidence so far; nobody when it would be turned down. */
async function outwardObligors(deps: Deps, record: CaseRecord): Promise<string[]> {
  const { facts } = await caseFacts(deps, record);
  const { finding } = decideOn(facts, record);
  return finding.external.map((name) => partyOfName(record, deps.platformId, name));
}

const WHOLE_BPS = 10_000n;

/** The first of those who answer outwardly carries the reservation; the others stand in where its bond is short. */
async function coversOf(deps: Deps, obligors: readonly string[]) {
  return await Promise.all(
    obligors.map(async (partyId, index) => ({
      partyId,
      freeMinor: BigInt(String(await deps.chain.read("GuaranteeBonds", "freeOf", [chainPartyId(partyId)]))),
      shareBps: index === 0 ? WHOLE_BPS : 0n,
    })),
  );
}

async function enqueueAdvance(
  deps: Deps,
  tx: Tx,
  record: CaseRecord,
  amountMinor: bigint,
  reserves: readonly Reserve[],
): Promise<void> {
  const { terms } = await deps.cases.chain(record.caseId, tx);
  const request = {
    caseId: chainCaseId(record.caseId),
    payee: (terms as ChainTerms).payee,
    amount: amountMinor.toString(),
    obligors: reserves.map(({ partyId }) => chainPartyId(partyId)),
    amounts: reserves.map((reserve) => reserve.amountMinor.toString()),
  };
  await deps.outbox.enqueue(tx, {
    key: `case:${record.caseId}:advance`,
    contract: "CompensationFund",
    method: "advance",
    args: [request],
  });
}
