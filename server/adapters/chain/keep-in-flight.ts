import {
  attemptHashes,
  insertFiller,
  noncesBetween,
  recordReplacement,
  requeue,
  type SentCall,
} from "../postgres/chain-calls.ts";
import { capFees, raiseFees, suggestFees } from "./fees.ts";
import { finalisedBlock } from "./finality.ts";
import {
  addressOf,
  broadcast,
  minedNonce,
  offer,
  readConditions,
  type SenderContext,
} from "./sender-context.ts";

/**
 * A nonce that another transaction of this account has used can become ours again only by a reorganisation. Once that
 * use is final the call is signed anew; before, signing it anew could send it twice.
 */
export async function freeTakenNonces(context: SenderContext, inFlight: readonly SentCall[]): Promise<void> {
  const oldest = inFlight[0];
  if (oldest === undefined || oldest.ageSeconds < context.options.rebroadcastSeconds) return;
  const finalNonce = await minedNonce(context, await finalisedBlock(context.node, context.options.finality));
  for (const call of inFlight) {
    if (call.nonce >= finalNonce || (await isOurs(context, call))) continue;
    context.alarms.raise("chain.nonce_taken", `another transaction used nonce ${call.nonce}`);
    await requeue(context.db.kysely, call.id);
  }
}

async function isOurs({ db, node }: SenderContext, call: SentCall): Promise<boolean> {
  for (const hash of await attemptHashes(db.kysely, call.id)) {
    if ((await node.send("eth_getTransactionReceipt", [hash])) !== null) return true;
  }
  return false;
}

/**
 * A transaction behind a nonce that nobody uses would wait for ever. A nonce that a call of ours has is none of those:
 * the chain went back, and the call is in flight again as soon as a follower has seen it.
 */
export async function fillGap(
  context: SenderContext,
  inFlight: readonly SentCall[],
  mined: number,
): Promise<void> {
  const { db, options, signer } = context;
  const lowest = inFlight[0];
  if (lowest === undefined || lowest.nonce <= mined || lowest.ageSeconds < options.rebroadcastSeconds) return;
  const ours = await noncesBetween(db.kysely, signer.address, mined, lowest.nonce);
  const today = await readConditions(context);
  for (let nonce = mined; nonce < lowest.nonce; nonce += 1) {
    if (ours.has(nonce)) continue;
    const nothing = { to: signer.address, data: "0x", valueWei: 0n, gasLimit: 21_000n, nonce };
    const attempt = signer.sign(context.node.chainId, { ...nothing, ...today });
    await insertFiller(db.kysely, attempt);
    await offer(context, attempt.raw);
  }
}

/** The oldest transaction holds up all others: when blocks pass it by, it is offered for more. */
export async function replaceStalled(
  context: SenderContext,
  inFlight: readonly SentCall[],
  mined: number,
): Promise<void> {
  const { alarms, db, options, signer, node } = context;
  const oldest = inFlight[0];
  if (oldest === undefined || oldest.nonce !== mined || oldest.ageSeconds < options.stallSeconds) {
    alarms.clear("chain.stalled");
    return;
  }
  alarms.raise("chain.stalled", `nonce ${oldest.nonce} is in no block after ${oldest.ageSeconds} seconds`);
  const raised = raiseFees(oldest, await suggestFees(node));
  const fees = capFees(raised, options.maxFeePerGas);
  if (fees.maxFeePerGas < raised.maxFeePerGas) {
    alarms.raise("chain.fee_cap_reached", `the chain asks for ${raised.maxFeePerGas} wei a unit of gas`);
    return;
  }
  alarms.clear("chain.fee_cap_reached");
  const to = oldest.contract === null ? signer.address : addressOf(context, oldest.contract);
  const { nonce, calldata: data, valueWei, gasLimit } = oldest;
  const attempt = signer.sign(node.chainId, {
    to,
    data,
    valueWei,
    nonce,
    gasLimit,
    fees,
    head: (await readConditions(context)).head,
  });
  if (await recordReplacement(db.kysely, oldest.id, attempt))
    await broadcast(context, oldest.id, attempt.raw);
}
