/** The steps of a verification that need the receipt alone. */
import { commit } from "../evidence/commitment.ts";
import { bytesToHex, fromHex, utf8ToBytes } from "./bytes.ts";
import { type JsonObject, parseCanonicalObject } from "./canonical-json.ts";
import { type CheckpointNote, signaturesBy, verifyEip712Line, verifyLogLine } from "./checkpoint.ts";
import { verifyCosignature } from "./cosignature.ts";
import { reachesTooFar, verifyPromise } from "./promise.ts";
import { verifyInclusion } from "./proofs.ts";
import { parseVerifierKey } from "./signed-note.ts";
import { namesSigner, submissionOf } from "./submission.ts";
import type { Context, StepResult } from "./verify-steps.ts";
import { absent, dunno, no, ok } from "./verify-steps.ts";
import { countingWitnesses, isAbout, isQuorum } from "./witness-policy.ts";

/** One for the ecosystem, one for the contract. */
const LINES_OF_LOG = 2;
/** Names shown of witnesses nobody asked for. */
const MAX_NAMES = 5;

/** A witness cosigns any log, so that cosignatures alone do not make a log the one that was meant. */
export function checkLog({ receipt, options }: Context): StepResult {
  const { verifierKey } = receipt.log;
  return options.policy === undefined || isAbout(options.policy, verifierKey)
    ? ok("log", "listed", verifierKey)
    : dunno("log", "other_log", verifierKey);
}

export function checkStatement({ receipt, entry, logId }: Context): StepResult {
  if (receipt.statement === undefined || receipt.salt === undefined)
    return absent("statement", "not_included");
  const statement = parseCanonicalObject(receipt.statement, "log.bad_statement", "statement");
  const commitment = commit(utf8ToBytes(receipt.statement), fromHex(receipt.salt, "salt", 32));
  if (bytesToHex(commitment) !== entry.commitment) return no("statement", "commitment_differs");
  return namesSigner(statement) ? checkSigner(statement, receipt, logId) : ok("statement", "commitment_fits");
}

/** A signature for another log is genuine, but nobody who has the receipt alone can tell whether this log goes on from that one. */
function checkSigner(statement: JsonObject, { log }: Context["receipt"], logId: Uint8Array): StepResult {
  const submission = submissionOf(statement, log);
  if (submission === null) return no("statement", "bad_signature");
  return submission.signedFor === bytesToHex(logId)
    ? ok("statement", "signed", submission.signer)
    : dunno("statement", "signed_for_other_log", submission.signedFor);
}

export function checkDocument({ receipt, options }: Context): StepResult {
  if (options.documentHash === undefined) return absent("document", "not_given");
  if (receipt.statement === undefined) return dunno("document", "no_statement");
  const statement = parseCanonicalObject(receipt.statement, "log.bad_statement", "statement");
  const expected = Object.hasOwn(statement, "documentHash") ? statement.documentHash : undefined;
  if (expected === undefined) return dunno("document", "no_document");
  if (expected !== options.documentHash) return no("document", "hash_differs");
  const sm3 = Object.hasOwn(statement, "documentSm3") ? statement.documentSm3 : undefined;
  if (sm3 === undefined || options.documentSm3 === undefined) return ok("document", "hash_fits");
  return sm3 === options.documentSm3 ? ok("document", "both_hashes_fit") : no("document", "sm3_differs");
}

/**
 * A promise given anew for what is in the tree already, as after a recovery or for an entry taken from the contract, may
 * run longer than a day from the time of receipt: its inclusion is what counts then.
 */
export function checkPromise({ receipt, entry, logId, leaf }: Context): StepResult {
  const { promise, log } = receipt;
  if (promise.leafHash !== bytesToHex(leaf)) return no("promise", "other_leaf");
  if (promise.logId !== bytesToHex(logId)) return no("promise", "other_log");
  if (promise.chainId !== log.chainId || promise.contract !== log.contract)
    return no("promise", "other_contract");
  if (!verifyPromise(promise)) return no("promise", "bad_signature");
  if (!reachesTooFar(promise, entry.receivedAt)) return ok("promise", "signed", promise.promisedBy);
  return receipt.inclusion === undefined
    ? dunno("promise", "too_far", promise.promisedBy)
    : ok("promise", "given_later", promise.promisedBy);
}

export function checkInclusion({ receipt, leaf, note }: Context): StepResult {
  if (receipt.inclusion === undefined || note === null) return dunno("inclusion", "not_integrated");
  const { index } = receipt.inclusion;
  const proof = receipt.inclusion.proof.map((hash) => fromHex(hash, "inclusion.proof", 32));
  return verifyInclusion({ index, size: note.size, leafHash: leaf, proof }, note.root)
    ? ok("inclusion", "leads_to_root", `${index} of ${note.size}`)
    : no("inclusion", "other_root");
}

export function checkCheckpoint({ receipt, logId, note }: Context): StepResult {
  if (note === null || receipt.checkpointSigner === undefined) return dunno("checkpoint", "not_integrated");
  const { log, checkpointSigner } = receipt;
  if (note.origin !== log.origin) return no("checkpoint", "other_origin");
  if (!verifyLogLine(note, parseVerifierKey(log.verifierKey))) return no("checkpoint", "bad_log_signature");
  if (!verifyEip712Line(note, log, logId, checkpointSigner))
    return no("checkpoint", "bad_contract_signature");
  return ok("checkpoint", "signed", bytesToHex(note.root));
}

/**
 * Every line of the note has to be accounted for; a line nobody can check could have been altered unseen. A cosignature
 * shows that somebody signed: anybody can make a key under any name, so only a policy makes a witness of him.
 */
export function checkWitnesses({ receipt, note, options }: Context): StepResult {
  if (note === null || receipt.witnesses === undefined) return absent("witnesses", "none");
  const fault = faultOfWitnesses(note, receipt.witnesses);
  if (fault !== null) return fault;
  const names = receipt.witnesses.map((text) => parseVerifierKey(text).name);
  const unknown = names.length === 0 ? absent("witnesses", "none") : selfDeclared(names);
  if (options.policy === undefined) return unknown;
  const counting = { notOf: receipt.log.operatorParty };
  const able = countingWitnesses(options.policy, counting);
  const count = receipt.witnesses.filter((text) => able.has(text)).length;
  if (!isQuorum(options.policy, new Set(receipt.witnesses), counting))
    return dunno("witnesses", "too_few", String(count));
  return count === 0 ? unknown : ok("witnesses", "signed", String(count));
}

function faultOfWitnesses(note: CheckpointNote, witnesses: readonly string[]): StepResult | null {
  for (const [at, text] of witnesses.entries()) {
    const key = parseVerifierKey(text);
    const [signature, ...more] = signaturesBy(note, key);
    if (signature === undefined || more.length > 0 || witnesses.indexOf(text) !== at)
      return no("witnesses", "line_missing", key.name);
    if (verifyCosignature(note.text, signature, key) === null)
      return no("witnesses", "bad_signature", key.name);
  }
  return note.signatures.length === witnesses.length + LINES_OF_LOG ? null : no("witnesses", "unknown_line");
}

function selfDeclared(names: readonly string[]): StepResult {
  const more = names.length > MAX_NAMES ? ["…"] : [];
  const shown = [...names.slice(0, MAX_NAMES), ...more].join(", ");
  return absent("witnesses", "self_declared", `${names.length} (${shown})`);
}
