/** What parties do to a case besides handing in evidence, each in one transaction. */
import { everyoneIn } from "../domain/case/decide.ts";
import { CaseError } from "../domain/case/errors.ts";
import { type CaseCommand, CLAIMANT } from "../domain/case/types.ts";
import { acceptance, appealWaiver, objection, type Signable } from "../domain/party/case-signing.ts";
import type { AnswerClaim, ObjectStep, SignedStep } from "../schema/case.ts";
import { type CaseStep, stepCase } from "./case-steps.ts";
import { chainPartyId, NOBODY, ROUND } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";
import { orderOf } from "./file-claim.ts";
import { type ChainTerms, openOnChain } from "./open-on-chain.ts";
import type { Tx } from "./ports.ts";
import type { CaseRecord, CaseSignature } from "./ports-cases.ts";
import { proposeWhenReady } from "./propose-finding.ts";
import { requireSigned } from "./require-signed.ts";

/** A merchant's or another obligor's answer to the claim. */
export async function answerClaim(deps: Deps, caseId: string, by: string, input: AnswerClaim): Promise<void> {
  await step(deps, caseId, { type: "answer", by, ...input }, async (tx, done) => {
    const opened = done.events.some(({ type }) => type === "disputed");
    if (opened) await openOnChain(deps, tx, done.record, await orderOf(deps, done.record));
  });
}

/** Says that a party will hand in nothing more; when all have, the engine proposes at once. */
export async function waiveEvidence(deps: Deps, caseId: string, by: string): Promise<void> {
  await step(deps, caseId, { type: "waive_evidence", by });
  await proposeWhenReady(deps, caseId);
}

export async function withdrawClaim(deps: Deps, caseId: string, by: string, reason: string): Promise<void> {
  await step(deps, caseId, { type: "withdraw", by, reason });
}

/** Accepts the proposal by signature; when all have signed, the chain is asked to make it final at once. */
export async function acceptProposal(
  deps: Deps,
  caseId: string,
  by: string,
  input: SignedStep,
): Promise<void> {
  await step(deps, caseId, { type: "accept_proposal", by }, async (tx, done) => {
    const [proposal] = await deps.cases.findings(caseId, tx);
    const signable = acceptance(
      registryAt(deps),
      caseId,
      ROUND,
      (proposal?.chainHash ?? "").replace(/^0x/, ""),
    );
    await requireSigned(deps, done.record, by, signable, input);
    await deps.cases.addSignature(tx, caseId, "accept", { partyId: by, ...input });
    if (done.after.status !== "PROPOSED" || !everyoneIn(done.after, done.after.accepted)) return;
    await enqueueWithAll(deps, tx, done.record, "accept", "acceptProposal", [proposal?.chainHash]);
  });
}

/** Objects to the proposal by signature: from here on a person decides. */
export async function objectToProposal(
  deps: Deps,
  caseId: string,
  by: string,
  input: ObjectStep,
): Promise<void> {
  const { reason, ...signature } = input;
  await step(deps, caseId, { type: "object", by, reason }, async (tx, done) => {
    await requireSigned(deps, done.record, by, objection(registryAt(deps), caseId, ROUND), signature);
    await deps.outbox.enqueue(tx, {
      key: `case:${caseId}:object`,
      contract: "CaseRegistry",
      method: "object",
      args: [await termsOf(deps, caseId, tx), chainSignature({ partyId: by, ...signature })],
    });
  });
}

/** Gives up the appeal by signature; with everybody's the ruling is carried out at once. */
export async function waiveAppeal(deps: Deps, caseId: string, by: string, input: SignedStep): Promise<void> {
  await step(deps, caseId, { type: "waive_appeal", by }, async (tx, done) => {
    await requireSigned(deps, done.record, by, await appealWaiverOf(deps, caseId), input);
    await deps.cases.addSignature(tx, caseId, "waive", { partyId: by, ...input });
    if (done.after.status !== "DECIDED" || !everyoneIn(done.after, done.after.waived)) return;
    await enqueueWithAll(deps, tx, done.record, "waive", "waiveAppeal", []);
  });
}

/** What a waiver of the appeal against the present ruling is signed over. */
export async function appealWaiverOf(deps: Deps, caseId: string): Promise<Signable> {
  const { disputeId, ruling } = await deps.cases.chain(caseId);
  if (disputeId === null || ruling === null) {
    throw new CaseError("case.forbidden_transition", "There is no ruling to appeal against yet.");
  }
  return appealWaiver(registryAt(deps), caseId, ROUND, disputeId, ruling);
}

export function registryAt({ chain }: Pick<Deps, "chain">) {
  return { chainId: chain.chainId, contract: chain.address("CaseRegistry") };
}

/** One command and what goes with it, committed together. */
async function step(
  deps: Deps,
  caseId: string,
  command: CaseCommand,
  also?: (tx: Tx, done: CaseStep) => Promise<void>,
): Promise<void> {
  const now = await deps.clock.now();
  await deps.uow.run(async (tx) => {
    const done = await stepCase(deps, tx, caseId, command, now);
    if (done.events.length > 0) await also?.(tx, done);
  });
}

/** Terms exactly as filed on chain. */
export async function termsOf(deps: Pick<Deps, "cases">, caseId: string, tx?: Tx): Promise<ChainTerms> {
  const { terms } = await deps.cases.chain(caseId, tx);
  if (terms === null) throw new CaseError("case.forbidden_transition", "The case is not on chain.");
  return terms as ChainTerms;
}

async function enqueueWithAll(
  deps: Deps,
  tx: Tx,
  record: CaseRecord,
  signed: string,
  method: string,
  args: readonly unknown[],
): Promise<void> {
  const signatures = await deps.cases.signatures(record.caseId, signed, tx);
  const ordered = record.parties
    .toSorted((a, b) => rank(a.role) - rank(b.role))
    .map(({ partyId }) => signatures.find((signature) => signature.partyId === partyId))
    .filter((signature) => signature !== undefined);
  await deps.outbox.enqueue(tx, {
    key: `case:${record.caseId}:${method}`,
    contract: "CaseRegistry",
    method,
    args: [await termsOf(deps, record.caseId, tx), ...args, ordered.map(chainSignature)],
  });
}

/** The contract wants the claimant's first, then the respondents' in the order of the terms. */
const rank = (role: string): number => (role === "claimant" ? 0 : 1);

export function chainSignature({ partyId, signer, signature }: CaseSignature) {
  const id = partyId === CLAIMANT ? NOBODY : chainPartyId(partyId);
  return { partyId: id, signer, signature };
}
