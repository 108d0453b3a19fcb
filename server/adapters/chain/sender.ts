import { callsInFlight } from "../postgres/chain-calls.ts";
import { openElection } from "./election.ts";
import { ChainError } from "./errors.ts";
import { fillGap, freeTakenNonces, replaceStalled } from "./keep-in-flight.ts";
import { broadcast, minedNonce, type SenderContext, type SenderDeps } from "./sender-context.ts";
import { signQueued } from "./sign-queued.ts";

/** What one pass did; `waiting` when calls are left that only a block, funds or the node can move. */
export interface SenderPass {
  readonly elected: boolean;
  readonly signed: number;
  readonly waiting: boolean;
}

export interface Sender {
  /** Signs and sends what can be, once. Never called twice at a time. */
  pass(): Promise<SenderPass>;
  /** Lets another process send. */
  close(): Promise<void>;
}

const DEFAULTS = {
  maxInFlight: 16,
  rebroadcastSeconds: 5,
  stallSeconds: 60,
  maxFeePerGas: 500_000_000_000n,
};

/**
 * Sends the outbox's calls from one account. One process at a time is elected for it; each transaction is durable
 * before the node hears of it, and is offered again until a follower has found it in a block.
 */
export function openSender(deps: SenderDeps): Sender {
  const context: SenderContext = { ...deps, options: { ...DEFAULTS, ...deps.options } };
  const election = openElection(deps.db.pool, `redress sender ${deps.signer.address}`);
  return {
    pass: async () => {
      if (!(await election.held())) return { elected: false, signed: 0, waiting: false };
      return await withAlarms(context, () => sendOnce(context));
    },
    close: () => election.resign(),
  };
}

async function withAlarms(context: SenderContext, work: () => Promise<SenderPass>): Promise<SenderPass> {
  const { alarms } = context;
  try {
    await context.node.assertChain();
    alarms.clear("chain.wrong_chain");
    alarms.clear("chain.unreachable");
    return await work();
  } catch (error) {
    if (!(error instanceof ChainError)) throw error;
    if (error.code !== "chain.unreachable" && error.code !== "chain.wrong_chain") throw error;
    alarms.raise(error.code, error.message);
    return { elected: true, signed: 0, waiting: true };
  }
}

async function sendOnce(context: SenderContext): Promise<SenderPass> {
  const mined = await minedNonce(context, "latest");
  const inFlight = await callsInFlight(
    context.db.kysely,
    context.signer.address,
    context.options.rebroadcastSeconds,
  );
  await freeTakenNonces(context, inFlight);
  await fillGap(context, inFlight, mined);
  for (const call of inFlight) if (call.broadcastDue) await broadcast(context, call.id, call.raw);
  await replaceStalled(context, inFlight, mined);
  return { elected: true, ...(await signQueued(context, inFlight.length, mined)) };
}
