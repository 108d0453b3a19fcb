import { hash } from "node:crypto";
import { bulkTree } from "../domain/log/bulk-promise.ts";
import { fromHex, fromPrefixedHex } from "../domain/log/bytes.ts";
import { type LogDomain, submissionDigest } from "../domain/log/eip712.ts";
import { LogError } from "../domain/log/errors.ts";
import type { CommitmentsAccepted, HandInCommitments } from "../schema/commitment.ts";
import type { CommitmentBatch, LogIntake, SignatureCheck, SubmitterSignatures, UnitOfWork } from "./ports.ts";
import type { PartyStore } from "./ports-cases.ts";

export interface CommitmentDeps {
  readonly uow: UnitOfWork;
  readonly log: LogIntake;
  readonly parties: Pick<PartyStore, "get">;
  readonly signatures: SignatureCheck;
  /** Which log submitters sign for. */
  readonly logTerms: { readonly identity: LogDomain; readonly logId: Uint8Array };
}

const MOST_ATTEMPTS = 3;

/**
 * Takes commitments whose documents stay with their owner. All of them are in the log's queue, durably, or none is.
 *
 * @param submitter Party id.
 * @throws LogError `log.bad_signature`, `log.idempotency_conflict`.
 */
export async function handInCommitments(
  deps: CommitmentDeps,
  submitter: string,
  input: HandInCommitments,
): Promise<CommitmentsAccepted> {
  const signed = await checkSigned(deps, submitter, input);
  const { idempotencyKey, items } = input;
  const accepted = await whenFree(() => accept(deps, { submitter, idempotencyKey, items, signed }));
  return {
    state: accepted.state,
    acceptedAt: accepted.acceptedAt.toISOString(),
    receivedAt: accepted.receivedAt,
    leafHashes: accepted.leafHashes,
    promise: accepted.promise,
  };
}

const accept = ({ uow, log }: CommitmentDeps, batch: CommitmentBatch) =>
  uow.run((tx) => log.acceptCommitments(tx, batch));

/** One who sends the same hand-in twice at once gets the first one's answer to both. */
async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LogError && error.code === "log.busy") || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

async function checkSigned(
  deps: CommitmentDeps,
  submitter: string,
  input: HandInCommitments,
): Promise<SubmitterSignatures | null> {
  const signatures = signaturesOf(input);
  if (signatures === null) return null;
  const signer = input.signer!.toLowerCase();
  const party = await deps.parties.get(submitter);
  if (!party?.signers.includes(signer)) throw badSignature("/signer", "a signer of the submitting party");
  const signed = digestsOf(deps, input).map((digest, i) => ({ digest, signature: signatures[i]! }));
  const signers = await deps.signatures.signersOf(signed);
  const wrong = signers.findIndex((found) => found !== signer);
  if (wrong < 0) return { signer, signatures };
  throw badSignature(
    input.signature === undefined ? `/items/${wrong}/signature` : "/signature",
    `Submission signed by ${signer}`,
  );
}

/** One signature for all, or one for each; null for none. */
function signaturesOf(input: HandInCommitments): Uint8Array[] | null {
  const { items, signature, signer } = input;
  const each = items.flatMap((item) => (item.signature === undefined ? [] : [item.signature]));
  if (signer === undefined && signature === undefined && each.length === 0) return null;
  if (signer === undefined) throw badSignature("/signer", "named where a signature is given");
  if (signature !== undefined && each.length > 0)
    throw badSignature("/signature", "one for all items or one for each, not both");
  const texts = signature === undefined ? each : [signature];
  if (texts.length === 0) throw badSignature("/signature", "given where a signer is named");
  if (signature === undefined && each.length !== items.length) {
    const without = items.findIndex((item) => item.signature === undefined);
    throw badSignature(`/items/${without}/signature`, "one for every item, or none");
  }
  return texts.map((text) => fromPrefixedHex(text, "signature", 65));
}

function digestsOf({ logTerms }: CommitmentDeps, { items, signature }: HandInCommitments): Uint8Array[] {
  const commitments = items.map(({ commitment }) => fromHex(commitment, "commitment", 32));
  const signedTrees = signature === undefined ? commitments.map((one) => [one]) : [commitments];
  return signedTrees.map((leaves) =>
    submissionDigest(logTerms.identity, logTerms.logId, bulkTree(leaves, sha256)),
  );
}

const sha256 = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");

const badSignature = (field: string, rule: string): LogError =>
  new LogError("log.bad_signature", "What was handed in is not signed as it says.", { field, rule });
