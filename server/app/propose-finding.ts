import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { readyToPropose } from "../domain/case/decide.ts";
import { CaseError } from "../domain/case/errors.ts";
import { replay } from "../domain/case/evolve.ts";
import { type Answer, ENGINE } from "../domain/case/types.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import { CASES } from "../domain/party/reserved-ids.ts";
import {
  counterfactuals,
  decide,
  type Facts,
  type Finding,
  packByHash,
  ResponsibilityError,
} from "../domain/responsibility/index.ts";
import { stepCase } from "./case-steps.ts";
import { chainFindingHash, documentHashOf, toChainFinding } from "./chain-finding.ts";
import { ROUND } from "./chain-ids.ts";
import { caseFacts, changedFacts, withDisputes, withPatches } from "./compile-case-facts.ts";
import type { Deps } from "./deps.ts";
import type { Tx } from "./ports.ts";
import type { CaseRecord, FactPatch, FindingRecord } from "./ports-cases.ts";

/** A finding as bytes, before it is stored. */
export interface Decided {
  readonly facts: Facts;
  readonly finding: Finding;
  /** Canonical JSON of the finding: the same bytes on every machine, for ever. */
  readonly document: string;
}

/** Looks at a case that parties may still add to; the last one is taken while nobody can. */
const MOST_LOOKS = 3;

/**
 * Lets the engine propose as soon as the evidence window has closed or everybody waived the rest of it: compiles the
 * facts, decides, freezes the numbered candidates with the evidence, here and on chain. Whatever was acknowledged before the
 * freeze is in it. Safe to call at any time.
 */
export async function proposeWhenReady(deps: Deps, caseId: string): Promise<boolean> {
  const now = await deps.clock.now();
  const record = await deps.cases.get(caseId);
  if (record === null) return false;
  for (let looks = 1; looks <= MOST_LOOKS; looks++) {
    const seen = await lookAt(deps, record, now);
    if (seen === null) return false;
    const isFrozen = await deps.uow.run(async (tx) => {
      // Reading documents takes its time, and holds up nobody: only if more came in every time, those wait for the last look.
      await deps.cases.lock(tx, caseId);
      const isWhole = (await stateOf(deps, caseId, tx)) === seen.state;
      const last = looks < MOST_LOOKS || isWhole ? null : await lookAt(deps, record, now);
      const whole = isWhole ? seen : last;
      if (whole !== null) await freeze(deps, tx, record, whole, now);
      return whole !== null;
    });
    if (isFrozen) return true;
  }
  return false;
}

/** What a proposal is made from, and by which state of the case. */
interface Look {
  readonly state: string;
  readonly facts: Facts;
  readonly patches: readonly FactPatch[];
  readonly answers: readonly Answer[];
  readonly root: string;
}

/** Null when it is not time. The state is read first: what comes in later shows as another one. */
async function lookAt(deps: Deps, record: CaseRecord, now: Date): Promise<Look | null> {
  const { caseId } = record;
  const state = await stateOf(deps, caseId);
  const events = await deps.cases.events(caseId);
  const folded = replay(events.map(({ event }) => event));
  if (folded.status !== "EVIDENCE" || !readyToPropose(folded, now.toISOString())) return null;
  const { facts } = await caseFacts(deps, record);
  const patches = await deps.cases.facts(caseId);
  const root = evidenceRoot((await deps.cases.evidence(caseId)).map(({ leafHash }) => leafHash));
  return { state, facts, patches, answers: folded.answers, root };
}

/** Grows with whatever parties say and hand in; under the lock of the case nothing of it can change. */
async function stateOf({ cases }: Deps, caseId: string, tx?: Tx): Promise<string> {
  const [events, patches, evidence] = [
    await cases.events(caseId, tx),
    await cases.facts(caseId, tx),
    await cases.evidence(caseId, tx),
  ];
  return [events.length, patches.length, evidenceRoot(evidence.map(({ leafHash }) => leafHash))].join(" ");
}

async function freeze(
  deps: Deps,
  tx: Tx,
  record: CaseRecord,
  { facts, patches, answers, root }: Look,
  now: Date,
): Promise<void> {
  const findings = await storeCandidates(deps, tx, record, facts, patches, answers, now);
  const candidates = findings.map(({ number, by, findingHash }) => ({ number, by, findingHash }));
  await stepCase(deps, tx, record.caseId, { type: "propose", candidates }, now);
  await freezeOnChain(deps, tx, record.caseId, root, findings);
}

/** Runs the engine over facts under the pack that the case was filed under, whatever is in force now. */
export function decideOn(facts: Facts, { rulePackHash }: Pick<CaseRecord, "rulePackHash">): Decided {
  const finding = decide(facts, packByHash(rulePackHash));
  return { facts, finding, document: canonicalJson(finding) };
}

/** Number 1 is the proposal over what is not disputed; then one for each contesting party, over its own version too. */
async function storeCandidates(
  deps: Deps,
  tx: Tx,
  record: CaseRecord,
  facts: Facts,
  patches: readonly FactPatch[],
  answers: readonly Answer[],
  now: Date,
): Promise<FindingRecord[]> {
  const contesting = answers.filter(({ action }) => action === "contest").map(({ partyId }) => partyId);
  const versions = [
    { by: ENGINE, decided: decideOn(withDisputes(facts, patches), record) },
    ...contesting.map((by) => ({ by, decided: decideOn(versionOf(facts, patches, by), record) })),
  ].filter(
    ({ decided }, index, all) => all.findIndex((one) => one.decided.document === decided.document) === index,
  );
  const stored: FindingRecord[] = [];
  for (const [index, { by, decided }] of versions.entries()) {
    stored.push(await storeFinding(deps, tx, record, index + 1, by, decided, now));
  }
  return stored;
}

/** Later evidence can take the ground from a party's version; what cannot be read then counts as not made. */
function versionOf(facts: Facts, patches: readonly FactPatch[], by: string): Facts {
  try {
    return withPatches(facts, patches, by);
  } catch (error) {
    if (error instanceof ResponsibilityError) return facts;
    throw error;
  }
}

async function storeFinding(
  deps: Deps,
  tx: Tx,
  record: CaseRecord,
  number: number,
  by: string,
  { facts, finding, document }: Decided,
  at: Date,
): Promise<FindingRecord> {
  const factsText = canonicalJson(facts);
  const chainFinding = toChainFinding(record, deps.platformId, finding, document, ROUND);
  const statement = canonicalJson({
    v: "redress.finding/1",
    caseId: record.caseId,
    number,
    by,
    findingHash: documentHashOf(document),
    factsHash: documentHashOf(factsText),
    rulePack: { id: record.rulePackId, hash: record.rulePackHash },
  });
  const [entry] = await deps.log.accept(tx, [
    {
      type: "finding",
      subject: record.subject,
      statement: new TextEncoder().encode(statement),
      submitter: CASES,
      idempotencyKey: `finding:${record.caseId}:${ROUND}:${number}`,
      public: false,
    },
  ]);
  const stored: FindingRecord = {
    number,
    by,
    findingHash: documentHashOf(document),
    document,
    facts: factsText,
    chainHash: chainFindingHash(deps, chainFinding),
    chainFinding,
    counterfactuals: counterfactuals(facts, packByHash(record.rulePackHash), finding),
    leafHash: entry?.leafHash ?? "",
    at,
  };
  await deps.cases.addFinding(tx, record.caseId, stored);
  return stored;
}

async function freezeOnChain(
  deps: Deps,
  tx: Tx,
  caseId: string,
  root: string,
  findings: readonly FindingRecord[],
): Promise<void> {
  const { terms } = await deps.cases.chain(caseId, tx);
  await deps.outbox.enqueue(tx, {
    key: `case:${caseId}:freeze`,
    contract: "CaseRegistry",
    method: "freezeCandidates",
    args: [terms, `0x${root}`, findings.map(({ chainHash }) => chainHash)],
  });
}

/** One hash over all evidence of the case, in the order it was received: what is handed in later is not in it. */
export function evidenceRoot(leafHashes: readonly string[]): string {
  return bytesToHex(sha256(concatBytes(...leafHashes.map((leaf) => hexToBytes(leaf)))));
}

/** Runs the engine again with some facts changed, for people who want to see what would. Stores nothing. */
export async function whatIf(
  deps: Deps,
  caseId: string,
  set: readonly { path: string; value: unknown }[],
): Promise<{ record: CaseRecord; decided: Decided }> {
  const record = await deps.cases.get(caseId);
  if (record === null) throw new CaseError("case.not_found", "There is no such case.");
  const { facts } = await caseFacts(deps, record);
  return { record, decided: decideOn(changedFacts(facts, set), record) };
}
