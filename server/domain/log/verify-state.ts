/** The steps of a verification that are proved under the state root of a block header. */
import type { BlockHeader } from "./block-header.ts";
import { equalBytes, uintBytes } from "./bytes.ts";
import { LogError } from "./errors.ts";
import { formatSeconds, parseSeconds } from "./instants.ts";
import type { ReceiptAnchor } from "./receipt.ts";
import { keySlot, rootSlot, storageRootOf, storageValue } from "./state-proof.ts";
import type { Context, StepResult } from "./verify-steps.ts";
import { dunno, no, ok } from "./verify-steps.ts";
import { checkTransactionUnder } from "./verify-transaction.ts";

/** What the contract had stored, as the receipt's proof shows it. */
interface Proved {
  /** Zeros where there was no root. */
  readonly root: Uint8Array;
  /** Unix times from which the keys count; 0 for none of the log's. */
  readonly checkpointKey: number;
  readonly promiseKey: number;
}

/** Reads the proof a receipt carries under a state root; answers in words when it does not hold. */
export function stateProved(context: Context, stateRoot: Uint8Array): Proved | string {
  const { log, anchor, promise, checkpointSigner } = context.receipt;
  const { stateProof, blockTime } = anchor as ReceiptAnchor;
  if (stateProof === undefined || checkpointSigner === undefined || context.note === null)
    return "there is no proof";
  try {
    const storage = storageRootOf(stateRoot, log.contract, stateProof.account);
    if (storage === null) return "there was no such contract";
    const at = rootSlot(context.logId, context.note.size, parseSeconds(blockTime, "anchor.blockTime"));
    const key = (use: "checkpoint" | "promise", address: string, proof: readonly string[]) =>
      Number(storageValue(storage, keySlot(context.logId, use, address), proof));
    return {
      root: uintBytes(storageValue(storage, at, stateProof.root), 32),
      checkpointKey: key("checkpoint", checkpointSigner, stateProof.checkpointKey),
      promiseKey: key("promise", promise.signer, stateProof.promiseKey),
    };
  } catch (error) {
    if (error instanceof LogError) return error.message;
    throw error;
  }
}

/** Keys, anchor and transaction by a header alone: no chain is asked, and the header's giver is the one who is believed. */
export function checkByHeader(context: Context, header: BlockHeader): StepResult[] {
  const { log, anchor } = context.receipt;
  const { contract } = context.options;
  const both = (make: (step: "keys" | "anchor") => StepResult) => [make("keys"), make("anchor")];
  if (contract !== undefined && contract.toLowerCase() !== log.contract)
    return both((step) => dunno(step, "other_contract", log.contract));
  if (anchor === undefined) return both((step) => dunno(step, "not_anchored"));
  if (anchor.stateProof === undefined) return both((step) => dunno(step, "no_state_proof"));
  if (header.hash !== anchor.blockHash) return both((step) => dunno(step, "other_header", anchor.blockHash));
  if (header.number !== anchor.blockNumber || formatSeconds(header.time) !== anchor.blockTime)
    return [dunno("keys", "other_header", anchor.blockHash), no("anchor", "block_differs", header.hash)];
  const proved = stateProved(context, header.stateRoot);
  if (typeof proved === "string")
    return [dunno("keys", "no_state_proof"), no("anchor", "bad_state_proof", proved)];
  return [keysStep(context, proved), anchorStep(context, proved), checkTransactionUnder(context, header)];
}

function keysStep({ receipt }: Context, { promiseKey, checkpointKey }: Proved): StepResult {
  const { promise, checkpointSigner } = receipt;
  if (promiseKey === 0 || promiseKey > parseSeconds(promise.promisedBy, "promise.promisedBy"))
    return dunno("keys", "unknown_promise_key", promise.signer);
  if (checkpointKey === 0) return dunno("keys", "unknown_checkpoint_key", checkpointSigner);
  return ok("keys", "registered");
}

function anchorStep({ receipt, note }: Context, { root }: Proved): StepResult {
  if (root.every((byte) => byte === 0)) return dunno("anchor", "no_root");
  return equalBytes(root, note!.root)
    ? ok("anchor", "proved", receipt.anchor?.blockTime)
    : no("anchor", "root_differs");
}
