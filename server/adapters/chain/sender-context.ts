import { isError } from "ethers";
import { markBroadcast } from "../postgres/chain-calls.ts";
import type { Database } from "../postgres/database.ts";
import type { Alarms } from "./alarms.ts";
import type { ContractBook } from "./contract-book.ts";
import { ChainError } from "./errors.ts";
import { capFees, type Fees, suggestFees } from "./fees.ts";
import type { FinalityPolicy } from "./finality.ts";
import { type ChainNode, hex } from "./node.ts";
import type { CallSigner } from "./signer.ts";

export interface SenderOptions {
  readonly finality: FinalityPolicy;
  /** Most transactions in flight at once; nodes keep few of one account. */
  readonly maxInFlight?: number;
  /** Seconds after which a transaction that is in no block is offered to the node again. */
  readonly rebroadcastSeconds?: number;
  /** Seconds after which the oldest transaction is replaced by one with higher fees. */
  readonly stallSeconds?: number;
  /** Most that is ever offered for a unit of gas, in wei. */
  readonly maxFeePerGas?: bigint;
}

export interface SenderDeps {
  readonly db: Database;
  readonly node: ChainNode;
  readonly book: ContractBook;
  readonly signer: CallSigner;
  readonly alarms: Alarms;
  readonly options: SenderOptions;
}

/** What every step of a pass needs, options filled in. */
export type SenderContext = SenderDeps & { readonly options: Required<SenderOptions> };

/** Number of transactions of the account in blocks up to the given one, which is the next nonce there. */
export async function minedNonce({ node, signer }: SenderContext, block: number | "latest"): Promise<number> {
  const tag = block === "latest" ? block : hex(block);
  return Number(await node.send<string>("eth_getTransactionCount", [signer.address, tag]));
}

/** What a transaction signed now offers, and when now is. */
export async function readConditions({
  node,
  options,
}: SenderContext): Promise<{ fees: Fees; head: number }> {
  const fees = capFees(await suggestFees(node), options.maxFeePerGas);
  return { fees, head: Number(await node.send<string>("eth_blockNumber", [])) };
}

/** Gives the node a call's transaction and notes that it has been given. */
export async function broadcast(context: SenderContext, callId: string, raw: string): Promise<void> {
  if (await offer(context, raw)) await markBroadcast(context.db.kysely, callId);
}

/** Gives the node a transaction; false when it is to be given again as soon as it can be. */
export async function offer({ alarms, node }: SenderContext, raw: string): Promise<boolean> {
  try {
    await node.send("eth_sendRawTransaction", [raw]);
    alarms.clear("chain.node_refuses");
    return true;
  } catch (error) {
    if (error instanceof ChainError) throw error;
    if (isError(error, "INSUFFICIENT_FUNDS")) {
      alarms.raise("chain.no_gas_funds", "the node refuses a transaction for want of funds");
      return false;
    }
    if (!hasItAlready(error)) alarms.raise("chain.node_refuses", messageOf(error));
    return true;
  }
}

/** Waiting there, in a block, or replaced by a dearer one: the follower finds out which. */
function hasItAlready(error: unknown): boolean {
  if (isError(error, "NONCE_EXPIRED") || isError(error, "REPLACEMENT_UNDERPRICED")) return true;
  // JSON-RPC has no code for this, and each node words it differently.
  return /already ?(known|imported)|known transaction/i.test(messageOf(error));
}

function messageOf(error: unknown): string {
  const answer = (error as { error?: { message?: unknown } }).error?.message;
  return typeof answer === "string" ? answer : String(error);
}

export function addressOf({ book }: SenderContext, contract: string): string {
  return book.address(contract as Parameters<ContractBook["address"]>[0]);
}
