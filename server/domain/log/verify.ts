/**
 * Checks a receipt from bytes to chain. Pure but for the chain view handed in, so the server, the command line and
 * the phone run the same steps.
 */
import { commit } from "../evidence/commitment.ts";
import { bytesToHex, equalBytes, fromHex, utf8ToBytes } from "./bytes.ts";
import { parseCanonicalObject } from "./canonical-json.ts";
import type { AnchorRecord, ChainView } from "./chain-view.ts";
import type { CheckpointNote } from "./checkpoint.ts";
import { parseCheckpoint, signaturesBy, verifyEip712Line, verifyLogLine } from "./checkpoint.ts";
import { verifyCosignature } from "./cosignature.ts";
import type { Entry } from "./entry.ts";
import { parseEntry } from "./entry.ts";
import { LogError } from "./errors.ts";
import { leafHash } from "./hash.ts";
import { formatSeconds, parseSeconds } from "./instants.ts";
import { logIdOf } from "./log-identity.ts";
import { verifyPromise } from "./promise.ts";
import { verifyInclusion } from "./proofs.ts";
import type { Receipt, ReceiptAnchor } from "./receipt.ts";
import { parseReceipt } from "./receipt.ts";
import { parseVerifierKey } from "./signed-note.ts";

export type StepName =
  | "format"
  | "entry"
  | "statement"
  | "document"
  | "promise"
  | "inclusion"
  | "checkpoint"
  | "witnesses"
  | "keys"
  | "anchor";

/** `cannot_tell`: nothing contradicts it, but what would prove it is missing or out of reach. */
export type Verdict = "valid" | "invalid" | "cannot_tell";

export interface StepResult {
  readonly step: StepName;
  /** `absent`: the receipt leaves this part out, which it may. */
  readonly result: "valid" | "invalid" | "cannot_tell" | "absent";
  /** Stable key of the reason, e.g. `anchor.root_differs`. */
  readonly reason: string;
  readonly detail?: string;
}

export interface Verification {
  readonly verdict: Verdict;
  readonly steps: readonly StepResult[];
  /** Null when the receipt could not be read. */
  readonly receipt: Receipt | null;
}

export interface VerifyOptions {
  /** Asked about keys and anchor. Without one the verdict is at best `cannot_tell`. */
  readonly chain?: ChainView;
  /** SHA-256 of the document at hand, hex; compared with the statement's `documentHash`. */
  readonly documentHash?: string;
  /** The only contract believed, lower case; a receipt naming another one cannot be told. */
  readonly contract?: string;
}

/** What the steps hand on to each other. */
interface Context {
  readonly receipt: Receipt;
  readonly options: VerifyOptions;
  readonly logId: Uint8Array;
  readonly leaf: Uint8Array;
  readonly entry: Entry;
  readonly note: CheckpointNote | null;
}

const ok = (step: StepName, reason: string, detail?: string): StepResult =>
  result(step, "valid", reason, detail);
const no = (step: StepName, reason: string, detail?: string): StepResult =>
  result(step, "invalid", reason, detail);
const dunno = (step: StepName, reason: string, detail?: string): StepResult =>
  result(step, "cannot_tell", reason, detail);
const absent = (step: StepName, reason: string): StepResult => result(step, "absent", reason);

function result(step: StepName, outcome: StepResult["result"], reason: string, detail?: string): StepResult {
  return { step, result: outcome, reason: `${step}.${reason}`, ...(detail !== undefined && { detail }) };
}

/**
 * Verifies a receipt. Never throws for what the receipt says; every doubt becomes a step.
 *
 * @param text The receipt file, exactly as received.
 */
export async function verifyReceipt(text: string, options: VerifyOptions = {}): Promise<Verification> {
  const read = readAll(text, options);
  if ("steps" in read) return conclude(null, read.steps);
  const offline = [
    ok("format", "canonical"),
    ok("entry", "well_formed", bytesToHex(read.leaf)),
    guarded("statement", () => checkStatement(read)),
    guarded("document", () => checkDocument(read)),
    guarded("promise", () => checkPromise(read)),
    guarded("inclusion", () => checkInclusion(read)),
    guarded("checkpoint", () => checkCheckpoint(read)),
    guarded("witnesses", () => checkWitnesses(read)),
  ];
  // What is false already needs no chain, and the chain must not be asked about forged locators.
  if (offline.some((step) => step.result === "invalid")) return conclude(read.receipt, offline);
  return conclude(read.receipt, [
    ...offline,
    await asked("keys", read, checkKeys),
    await asked("anchor", read, checkAnchor),
  ]);
}

function conclude(receipt: Receipt | null, steps: readonly StepResult[]): Verification {
  const has = (outcome: StepResult["result"]) => steps.some((step) => step.result === outcome);
  return {
    verdict: has("invalid") ? "invalid" : has("cannot_tell") ? "cannot_tell" : "valid",
    steps,
    receipt,
  };
}

function readAll(text: string, options: VerifyOptions): Context | { steps: StepResult[] } {
  let step: StepName = "format";
  try {
    const receipt = parseReceipt(text);
    const logId = logIdOf(receipt.log);
    step = "entry";
    const entry = parseEntry(receipt.entry);
    const leaf = leafHash(utf8ToBytes(receipt.entry));
    step = "checkpoint";
    const note = receipt.checkpoint === undefined ? null : parseCheckpoint(receipt.checkpoint);
    return { receipt, options, logId, leaf, entry, note };
  } catch (error) {
    return { steps: [refused(step, error)] };
  }
}

function refused(step: StepName, error: unknown): StepResult {
  if (error instanceof LogError) return no(step, "malformed", error.message);
  throw error;
}

function guarded(step: StepName, check: () => StepResult): StepResult {
  try {
    return check();
  } catch (error) {
    return refused(step, error);
  }
}

function checkStatement({ receipt, entry }: Context): StepResult {
  if (receipt.statement === undefined || receipt.salt === undefined)
    return absent("statement", "not_included");
  parseCanonicalObject(receipt.statement, "log.bad_statement", "statement");
  const commitment = commit(utf8ToBytes(receipt.statement), fromHex(receipt.salt, "salt", 32));
  return bytesToHex(commitment) === entry.commitment
    ? ok("statement", "commitment_fits")
    : no("statement", "commitment_differs");
}

function checkDocument({ receipt, options }: Context): StepResult {
  if (options.documentHash === undefined) return absent("document", "not_given");
  if (receipt.statement === undefined) return dunno("document", "no_statement");
  const statement = parseCanonicalObject(receipt.statement, "log.bad_statement", "statement");
  const expected = Object.hasOwn(statement, "documentHash") ? statement.documentHash : undefined;
  if (expected === undefined) return dunno("document", "no_document");
  return expected === options.documentHash ? ok("document", "hash_fits") : no("document", "hash_differs");
}

function checkPromise({ receipt, logId, leaf }: Context): StepResult {
  const { promise, log } = receipt;
  if (promise.leafHash !== bytesToHex(leaf)) return no("promise", "other_leaf");
  if (promise.logId !== bytesToHex(logId)) return no("promise", "other_log");
  if (promise.chainId !== log.chainId || promise.contract !== log.contract)
    return no("promise", "other_contract");
  return verifyPromise(promise)
    ? ok("promise", "signed", promise.promisedBy)
    : no("promise", "bad_signature");
}

function checkInclusion({ receipt, leaf, note }: Context): StepResult {
  if (receipt.inclusion === undefined || note === null) return dunno("inclusion", "not_integrated");
  const { index } = receipt.inclusion;
  const proof = receipt.inclusion.proof.map((hash) => fromHex(hash, "inclusion.proof", 32));
  return verifyInclusion({ index, size: note.size, leafHash: leaf, proof }, note.root)
    ? ok("inclusion", "leads_to_root", `${index} of ${note.size}`)
    : no("inclusion", "other_root");
}

function checkCheckpoint({ receipt, logId, note }: Context): StepResult {
  if (note === null || receipt.checkpointSigner === undefined) return dunno("checkpoint", "not_integrated");
  const { log, checkpointSigner } = receipt;
  if (note.origin !== log.origin) return no("checkpoint", "other_origin");
  if (!verifyLogLine(note, parseVerifierKey(log.verifierKey))) return no("checkpoint", "bad_log_signature");
  if (!verifyEip712Line(note, log, logId, checkpointSigner))
    return no("checkpoint", "bad_contract_signature");
  return ok("checkpoint", "signed", bytesToHex(note.root));
}

/** Every line of the note has to be accounted for; a line nobody can check could have been altered unseen. */
function checkWitnesses({ receipt, note }: Context): StepResult {
  if (note === null || receipt.witnesses === undefined || receipt.checkpointSigner === undefined)
    return absent("witnesses", "none");
  const names: string[] = [];
  for (const text of receipt.witnesses) {
    const key = parseVerifierKey(text);
    const [signature, ...more] = signaturesBy(note, key);
    if (signature === undefined || more.length > 0 || names.includes(text))
      return no("witnesses", "line_missing", key.name);
    if (verifyCosignature(note.text, signature, key) === null)
      return no("witnesses", "bad_signature", key.name);
    names.push(text);
  }
  if (note.signatures.length !== receipt.witnesses.length + 2) return no("witnesses", "unknown_line");
  return names.length === 0 ? absent("witnesses", "none") : ok("witnesses", "signed", String(names.length));
}

type ChainCheck = (context: Context, chain: ChainView) => Promise<StepResult>;

/** An RPC endpoint that fails, or one of another chain, leaves the question open and says nothing against the receipt. */
async function asked(step: StepName, context: Context, check: ChainCheck): Promise<StepResult> {
  const { chain, contract } = context.options;
  const { log } = context.receipt;
  if (contract !== undefined && contract.toLowerCase() !== log.contract)
    return dunno(step, "other_contract", log.contract);
  if (chain === undefined) return dunno(step, "no_chain");
  try {
    if ((await chain.chainId()) !== log.chainId) return dunno(step, "other_chain", String(log.chainId));
    return await check(context, chain);
  } catch (error) {
    return dunno(step, "unreachable", error instanceof Error ? error.message : String(error));
  }
}

async function checkKeys({ receipt, logId }: Context, chain: ChainView): Promise<StepResult> {
  const { log, promise, checkpointSigner } = receipt;
  const id = bytesToHex(logId);
  const promiseKey = await chain.keyActiveAt(log.contract, id, "promise", promise.signer);
  if (promiseKey === 0 || promiseKey > parseSeconds(promise.promisedBy, "promise.promisedBy"))
    return dunno("keys", "unknown_promise_key", promise.signer);
  if (checkpointSigner === undefined) return ok("keys", "registered");
  const checkpointKey = await chain.keyActiveAt(log.contract, id, "checkpoint", checkpointSigner);
  return checkpointKey === 0
    ? dunno("keys", "unknown_checkpoint_key", checkpointSigner)
    : ok("keys", "registered");
}

async function checkAnchor({ receipt, logId, note }: Context, chain: ChainView): Promise<StepResult> {
  if (note === null || receipt.anchor === undefined) return dunno("anchor", "not_anchored");
  const root = await chain.rootAt(receipt.log.contract, bytesToHex(logId), note.size);
  if (root === null) return dunno("anchor", "no_root", String(note.size));
  if (!equalBytes(fromHex(root, "root", 32), note.root)) return no("anchor", "root_differs", root);
  const record = await chain.anchorOf(
    receipt.log.contract,
    bytesToHex(logId),
    note.size,
    receipt.anchor.transaction,
  );
  if (record === null) return dunno("anchor", "transaction_unknown", receipt.anchor.transaction);
  const differing = differs(receipt.anchor, record);
  return differing === null
    ? ok("anchor", "recorded", receipt.anchor.blockTime)
    : no("anchor", "block_differs", differing);
}

function differs(claimed: ReceiptAnchor, recorded: AnchorRecord): string | null {
  if (claimed.blockNumber !== recorded.blockNumber) return "blockNumber";
  if (claimed.blockHash !== recorded.blockHash) return "blockHash";
  return claimed.blockTime === formatSeconds(recorded.blockTime) ? null : "blockTime";
}
