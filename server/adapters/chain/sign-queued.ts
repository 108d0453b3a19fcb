import {
  failQueued,
  highestNonce,
  nextQueued,
  type QueuedCall,
  recordSigned,
} from "../postgres/chain-calls.ts";
import { estimateGas, hex } from "./node.ts";
import { revertOf } from "./revert.ts";
import { addressOf, broadcast, readConditions, type SenderContext } from "./sender-context.ts";

/** What came of the queue; `waiting` when calls are left in it. */
export interface Signed {
  readonly signed: number;
  readonly waiting: boolean;
}

/** Signs and sends queued calls in order, as many as there is room for. */
export async function signQueued(context: SenderContext, inFlight: number, mined: number): Promise<Signed> {
  const { db, options, signer } = context;
  const room = options.maxInFlight - inFlight;
  const queued = room > 0 ? await nextQueued(db.kysely, room) : [];
  if (queued.length === 0) return { signed: 0, waiting: room <= 0 };
  const today = await readConditions(context);
  let budgetWei = await gasFunds(context);
  let signed = 0;
  for (const call of queued) {
    const outcome = await estimate(context, call);
    if (outcome.kind === "refused") {
      // It may need what is in flight to be in a block first; only alone is a refusal final.
      if (inFlight + signed > 0) return { signed, waiting: true };
      await failQueued(db.kysely, call.id, outcome.name, outcome.detail);
      continue;
    }
    budgetWei -= outcome.gasLimit * today.fees.maxFeePerGas + call.valueWei;
    if (!affords(context, budgetWei)) return { signed, waiting: true };
    const nonce = Math.max(mined, (await highestNonce(db.kysely, signer.address)) + 1);
    const { calldata: data, valueWei } = call;
    const target = { to: addressOf(context, call.contract), data, valueWei, nonce };
    const attempt = signer.sign(context.node.chainId, { ...target, gasLimit: outcome.gasLimit, ...today });
    if (!(await recordSigned(db.kysely, call.id, attempt))) return { signed, waiting: false };
    signed += 1;
    await broadcast(context, call.id, attempt.raw);
  }
  return { signed, waiting: signed === room };
}

type Estimate =
  | { readonly kind: "accepted"; readonly gasLimit: bigint }
  | { readonly kind: "refused"; readonly name: string; readonly detail: string };

/** Tries a call on the state the next block will find. The limit leaves a quarter on top: state may change before it is in a block. */
async function estimate(context: SenderContext, call: QueuedCall): Promise<Estimate> {
  const { book, node, signer } = context;
  const request = {
    from: signer.address,
    to: addressOf(context, call.contract),
    data: call.calldata,
    value: hex(call.valueWei),
  };
  try {
    const gas = await estimateGas(node, request);
    return { kind: "accepted", gasLimit: gas + gas / 4n + 20_000n };
  } catch (error) {
    const revert = revertOf(book, error);
    if (revert === undefined) throw error;
    return { kind: "refused", ...revert };
  }
}

async function gasFunds({ node, signer }: SenderContext): Promise<bigint> {
  return BigInt(await node.send<string>("eth_getBalance", [signer.address, "latest"]));
}

function affords({ alarms, signer }: SenderContext, leftWei: bigint): boolean {
  if (leftWei >= 0n) {
    alarms.clear("chain.no_gas_funds");
    return true;
  }
  alarms.raise("chain.no_gas_funds", `${signer.address} lacks ${-leftWei} wei for the next call`);
  return false;
}
