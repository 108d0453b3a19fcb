/** The steps of a verification that ask a chain. */
import { SourcesDiffer } from "./agreeing-view.ts";
import { bytesToHex, equalBytes, fromHex } from "./bytes.ts";
import type { AnchorRecord, ChainView } from "./chain-view.ts";
import { formatSeconds, parseSeconds } from "./instants.ts";
import type { ReceiptAnchor } from "./receipt.ts";
import { stateProved } from "./verify-state.ts";
import type { Context, StepName, StepResult } from "./verify-steps.ts";
import { dunno, no, ok } from "./verify-steps.ts";

type ChainCheck = (context: Context, chain: ChainView) => Promise<StepResult>;

/** An RPC endpoint that fails, or one of another chain, leaves the question open and says nothing against the receipt. */
export async function asked(step: StepName, context: Context, check: ChainCheck): Promise<StepResult> {
  const { chain, contract } = context.options;
  const { log } = context.receipt;
  if (contract !== undefined && contract.toLowerCase() !== log.contract)
    return dunno(step, "other_contract", log.contract);
  if (chain === undefined) return dunno(step, "no_chain");
  try {
    if ((await chain.chainId()) !== log.chainId) return dunno(step, "other_chain", String(log.chainId));
    return await check(context, chain);
  } catch (error) {
    if (error instanceof SourcesDiffer) return dunno(step, "sources_differ", error.message);
    return dunno(step, "unreachable", error instanceof Error ? error.message : String(error));
  }
}

export async function checkKeys({ receipt, logId }: Context, chain: ChainView): Promise<StepResult> {
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

export async function checkAnchor(context: Context, chain: ChainView): Promise<StepResult> {
  const { receipt, logId, note } = context;
  if (note === null || receipt.anchor === undefined) return dunno("anchor", "not_anchored");
  const { contract } = receipt.log;
  const id = bytesToHex(logId);
  const record = await chain.anchorOf(contract, id, note.size, receipt.anchor.transaction);
  if (record === null) return dunno("anchor", "transaction_unknown", receipt.anchor.transaction);
  const differing = differs(receipt.anchor, record);
  if (differing !== null) return no("anchor", "block_differs", differing);
  const root = await chain.rootAt(contract, id, note.size, record.blockTime);
  if (root === null) return dunno("anchor", "no_root", String(note.size));
  if (!equalBytes(fromHex(root, "root", 32), note.root)) return no("anchor", "root_differs", root);
  const faulty = faultOfProof(context, record);
  return faulty ?? ok("anchor", "recorded", receipt.anchor.blockTime);
}

/** A proof that is carried has to hold, also where the chain answers without it: what is false is never shown as valid. */
function faultOfProof(context: Context, { stateRoot }: AnchorRecord): StepResult | null {
  if (context.receipt.anchor?.stateProof === undefined) return null;
  if (stateRoot === undefined) return dunno("anchor", "no_state_root");
  const proved = stateProved(context, fromHex(stateRoot, "stateRoot", 32));
  if (typeof proved === "string") return no("anchor", "bad_state_proof", proved);
  const isWhole =
    equalBytes(proved.root, context.note!.root) && proved.promiseKey > 0 && proved.checkpointKey > 0;
  return isWhole ? null : no("anchor", "bad_state_proof", "it shows something else");
}

function differs(claimed: ReceiptAnchor, recorded: AnchorRecord): string | null {
  if (claimed.blockNumber !== recorded.blockNumber) return "blockNumber";
  if (claimed.blockHash !== recorded.blockHash) return "blockHash";
  return claimed.blockTime === formatSeconds(recorded.blockTime) ? null : "blockTime";
}
