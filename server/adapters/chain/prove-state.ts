import { bytesToHex, fromPrefixedHex } from "../../domain/log/bytes.ts";
import { storageRootOf, storageValue } from "../../domain/log/state-proof.ts";
import { type ChainNode, hex } from "./node.ts";

interface RpcProof {
  readonly accountProof: readonly string[];
  readonly storageProof: readonly { readonly proof: readonly string[] }[];
}

/**
 * Asks for `eth_getProof` and walks it under the block's state root: a proof that does not hold would make every receipt
 * that carries it invalid.
 *
 * @param slots Storage slots as `0x` hex.
 * @returns The node's answer as it is.
 * @throws LogError `log.bad_proof` for a proof of something else, Error when the node has no such block or state.
 */
export async function proveState(
  node: ChainNode,
  contract: string,
  slots: readonly string[],
  blockNumber: number,
): Promise<unknown> {
  const block = await node.send<{ stateRoot: string } | null>("eth_getBlockByNumber", [
    hex(blockNumber),
    false,
  ]);
  if (block === null) throw new Error(`the node has no block ${blockNumber}`);
  const answer = await node.send<RpcProof>("eth_getProof", [contract, slots, hex(blockNumber)]);
  const stateRoot = fromPrefixedHex(block.stateRoot.toLowerCase(), "stateRoot", 32);
  const storage = storageRootOf(stateRoot, contract.toLowerCase(), nodesOf(answer.accountProof));
  if (storage === null) throw new Error(`block ${blockNumber} has no contract at ${contract}`);
  for (const [at, slot] of slots.entries())
    storageValue(storage, fromPrefixedHex(slot, "slot", 32), nodesOf(answer.storageProof[at]?.proof ?? []));
  return answer;
}

const nodesOf = (proof: readonly string[]): string[] =>
  proof.map((node) => bytesToHex(fromPrefixedHex(node.toLowerCase(), "proof")));
