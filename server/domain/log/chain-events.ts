/** Events of `EvidenceLog` that tell something of a root, as plain JSON-RPC calls ask for them. */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { uintWord } from "./abi.ts";
import { bytesToHex, utf8ToBytes } from "./bytes.ts";

const ANCHORED = keccak_256(utf8ToBytes("Anchored(bytes32,uint64,bytes32)"));

const prefixed = (word: Uint8Array): string => `0x${bytesToHex(word)}`;

/**
 * Topics of the event by which the contract says that it took a root; the root is the event's data.
 *
 * @param logId Lower-case hex.
 * @param size Leaves under the root; any size when left out.
 * @returns `0x` hex.
 */
export function anchoredTopics(logId: string, size?: number): string[] {
  const topics = [prefixed(ANCHORED), `0x${logId}`];
  return size === undefined ? topics : [...topics, prefixed(uintWord(size))];
}
