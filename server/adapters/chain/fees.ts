import type { ChainNode } from "./node.ts";

/** What is offered for a unit of gas, in wei. */
export interface Fees {
  readonly maxFeePerGas: bigint;
  /** Null on a chain without a base fee, where `maxFeePerGas` is the price itself. */
  readonly maxPriorityFeePerGas: bigint | null;
}

const ONE_GWEI = 1_000_000_000n;

/** Offers the tip the node asks for and twice the base fee, which covers six full blocks of rises. */
export async function suggestFees(node: ChainNode): Promise<Fees> {
  const block = await node.send<{ baseFeePerGas?: string }>("eth_getBlockByNumber", ["latest", false]);
  if (block.baseFeePerGas === undefined) {
    return { maxFeePerGas: BigInt(await node.send<string>("eth_gasPrice", [])), maxPriorityFeePerGas: null };
  }
  const tip = await suggestTip(node);
  return { maxFeePerGas: 2n * BigInt(block.baseFeePerGas) + tip, maxPriorityFeePerGas: tip };
}

/**
 * Fees of a replacement: nodes take one only when both numbers grow by a tenth, so each grows by an eighth at least.
 */
export function raiseFees(old: Fees, suggested: Fees): Fees {
  const maxPriorityFeePerGas =
    old.maxPriorityFeePerGas === null
      ? null
      : larger(bump(old.maxPriorityFeePerGas), suggested.maxPriorityFeePerGas ?? 0n);
  return { maxFeePerGas: larger(bump(old.maxFeePerGas), suggested.maxFeePerGas), maxPriorityFeePerGas };
}

/** Lowers an offer to the most that may be paid. */
export function capFees(fees: Fees, capPerGas: bigint): Fees {
  const maxFeePerGas = smaller(fees.maxFeePerGas, capPerGas);
  const tip = fees.maxPriorityFeePerGas;
  return { maxFeePerGas, maxPriorityFeePerGas: tip === null ? null : smaller(tip, maxFeePerGas) };
}

const bump = (fee: bigint): bigint => fee + fee / 8n + 1n;
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

async function suggestTip(node: ChainNode): Promise<bigint> {
  try {
    return BigInt(await node.send<string>("eth_maxPriorityFeePerGas", []));
  } catch {
    // Not every node has the method; an unreachable one shows at the next call.
    return ONE_GWEI;
  }
}
