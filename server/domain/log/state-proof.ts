/** Proofs of `eth_getProof` (EIP-1186): what a contract had in a storage slot, under the state root of a block header. */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { uintWord } from "./abi.ts";
import { concatBytes, fromPrefixedHex, readUint } from "./bytes.ts";
import { decodeRlp, isList } from "./rlp.ts";
import { badProof, readTrie } from "./trie-proof.ts";

const ACCOUNT_ITEMS = 4;
const STORAGE_ROOT = 2;

/** Slot of the mapping of roots and of that of keys in `EvidenceLog`, which nobody can upgrade. */
const ROOTS_SLOT = 0;
const KEYS_SLOT = 7;

/** Storage slot of `EvidenceLog.rootAt`. */
export function rootSlot(logId: Uint8Array, size: number, anchoredAt: number): Uint8Array {
  const perLog = mapped(logId, uintWord(ROOTS_SLOT));
  return mapped(uintWord(anchoredAt), mapped(uintWord(size), perLog));
}

/** Storage slot of `EvidenceLog.keyActiveAt`. */
export function keySlot(logId: Uint8Array, use: "checkpoint" | "promise", key: string): Uint8Array {
  const perLog = mapped(logId, uintWord(KEYS_SLOT));
  const address = concatBytes(new Uint8Array(12), fromPrefixedHex(key.toLowerCase(), "key", 20));
  return mapped(address, mapped(uintWord(use === "checkpoint" ? 0 : 1), perLog));
}

const mapped = (key: Uint8Array, slot: Uint8Array): Uint8Array => keccak_256(concatBytes(key, slot));

/**
 * Reads the storage root of a contract from its account proof.
 *
 * @param proof RLP nodes from the state root down, lower-case hex without prefix.
 * @returns Null when the proof shows that there is no such account.
 * @throws LogError `log.bad_proof` when it does not lead from the state root.
 */
export function storageRootOf(
  stateRoot: Uint8Array,
  contract: string,
  proof: readonly string[],
): Uint8Array | null {
  const key = keccak_256(fromPrefixedHex(contract, "contract", 20));
  const account = readTrie(stateRoot, key, proof);
  if (account === null) return null;
  const fields = decodeRlp(account);
  const root = isList(fields) && fields.length === ACCOUNT_ITEMS ? fields[STORAGE_ROOT] : undefined;
  if (!(root instanceof Uint8Array) || root.length !== 32) throw badProof("the account is none");
  return root;
}

/**
 * Reads a storage slot from its proof; zero where the proof shows the slot empty.
 *
 * @throws LogError `log.bad_proof`.
 */
export function storageValue(storageRoot: Uint8Array, slot: Uint8Array, proof: readonly string[]): bigint {
  const value = readTrie(storageRoot, keccak_256(slot), proof);
  if (value === null) return 0n;
  const bytes = decodeRlp(value);
  if (!(bytes instanceof Uint8Array) || bytes.length > 32) throw badProof("the slot holds no word");
  return readUint(bytes);
}
