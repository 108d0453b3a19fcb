import { bytesToHex, fromPrefixedHex } from "../../domain/log/bytes.ts";
import { storageRootOf, storageValue } from "../../domain/log/state-proof.ts";
import { ChainError } from "./errors.ts";
import { type ChainNode, hex } from "./node.ts";

interface RpcBlock {
  readonly hash?: string;
  readonly stateRoot: string;
}

interface RpcProof {
  readonly accountProof: readonly string[];
  readonly storageProof: readonly { readonly proof: readonly string[] }[];
}

/**
 * Asks for `eth_getProof` and walks it under the block's state root: a proof that does not hold would make every receipt
 * that carries it invalid.
 *
 * @param slots Storage slots as `0x` hex.
 * @param at The block, which the node may not have yet, or have no more.
 * @returns The node's answer as it is.
 * @throws LogError `log.bad_proof` for a proof of something else, ChainError `chain.unreachable` when the node has another
 *   block there or none, Error when it has no such state.
 */
export async function proveState(
  node: ChainNode,
  contract: string,
  slots: readonly string[],
  at: { readonly number: number; readonly hash: string },
): Promise<unknown> {
  const { number: blockNumber } = at;
  const block = await node.send<RpcBlock | null>("eth_getBlockByNumber", [hex(blockNumber), false]);
  if (block?.hash?.toLowerCase() !== at.hash.toLowerCase())
    throw new ChainError(
      "chain.unreachable",
      `the node does not have block ${blockNumber} as ${at.hash} now`,
    );
  const answer = await node.send<RpcProof>("eth_getProof", [contract, slots, hex(blockNumber)]);
  const stateRoot = fromPrefixedHex(block.stateRoot.toLowerCase(), "stateRoot", 32);
  const storage = storageRootOf(stateRoot, contract.toLowerCase(), nodesOf(answer.accountProof));
  if (storage === null) throw new Error(`block ${blockNumber} has no contract at ${contract}`);
  for (const [n, slot] of slots.entries())
    storageValue(storage, fromPrefixedHex(slot, "slot", 32), nodesOf(answer.storageProof[n]?.proof ?? []));
  return answer;
}

const nodesOf = (proof: readonly string[]): string[] =>
  proof.map((node) => bytesToHex(fromPrefixedHex(node.toLowerCase(), "proof")));
