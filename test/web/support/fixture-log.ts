/** A small real log: entries, promises, receipts and the chain's answers, made by the rules the pages check with. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { commit } from "../../../server/domain/evidence/commitment.ts";
import { canonicalJson } from "../../../server/domain/log/canonical-json.ts";
import { signCheckpoint } from "../../../server/domain/log/checkpoint.ts";
import { ed25519PublicKey } from "../../../server/domain/log/ed25519.ts";
import { addressOfKey } from "../../../server/domain/log/eip712.ts";
import { encodeEntry } from "../../../server/domain/log/entry.ts";
import { leafHash, nodeHash } from "../../../server/domain/log/hash.ts";
import { parseSeconds } from "../../../server/domain/log/instants.ts";
import { logIdOf, logVerifierKey } from "../../../server/domain/log/log-identity.ts";
import { signPromise } from "../../../server/domain/log/promise.ts";
import { formatReceipt, type Receipt } from "../../../server/domain/log/receipt.ts";

export const chainId = 31337;
export const evidenceLog = "0x00000000000000000000000000000000000e71de";
export const keys = {
  ed25519: sha256(utf8ToBytes("fixture ed25519")),
  checkpoint: sha256(utf8ToBytes("fixture checkpoint")),
  promise: sha256(utf8ToBytes("fixture promise")),
};
const origin = "redress.example/log/fixture";
const verifierKey = logVerifierKey(origin, ed25519PublicKey(keys.ed25519));
export const identity = { chainId, contract: evidenceLog, operatorParty: "mall", origin, verifierKey };
export const logId = logIdOf(identity);
export const signers = { checkpoint: addressOfKey(keys.checkpoint), promise: addressOfKey(keys.promise) };

const anchorInstant = "2026-11-12T08:00:00Z";
export const anchor = {
  transaction: `0x${"a1".repeat(32)}`,
  blockNumber: 42,
  blockHash: `0x${"b2".repeat(32)}`,
  blockTime: anchorInstant,
};
export const anchorSeconds = parseSeconds(anchorInstant, "anchor");

export interface FixtureEntry {
  readonly leaf: Uint8Array;
  readonly entry: string;
  readonly statement: string;
  readonly salt: string;
  readonly bytes: string;
}

/** Makes the entry of a document, salted by its number. */
export function makeEntry(number: number, type: string, bytes: string | Uint8Array): FixtureEntry {
  const document = typeof bytes === "string" ? utf8ToBytes(bytes) : bytes;
  const statement = canonicalJson({
    v: "redress.statement/1",
    documentHash: bytesToHex(sha256(document)),
    sizeBytes: document.length,
  });
  const salt = sha256(utf8ToBytes(`salt ${number}`));
  const commitment = bytesToHex(commit(utf8ToBytes(statement), salt));
  const entry = encodeEntry({ commitment, receivedAt: "2026-11-12T07:59:00Z", subject: "fixture", type });
  const text = typeof bytes === "string" ? bytes : "";
  return { leaf: leafHash(entry.bytes), entry: entry.text, statement, salt: bytesToHex(salt), bytes: text };
}

export function promiseFor(leaf: Uint8Array) {
  const promisedBy = parseSeconds("2026-11-13T07:59:00Z", "promisedBy");
  return signPromise({ domain: identity, logId, leafHash: leaf, promisedBy }, keys.promise);
}

const splitOf = (count: number): number => 2 ** Math.ceil(Math.log2(count) - 1);

export function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0]!;
  const split = splitOf(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

function inclusion(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  return index < split
    ? [...inclusion(leaves.slice(0, split), index), rootOf(leaves.slice(split))]
    : [...inclusion(leaves.slice(split), index - split), rootOf(leaves.slice(0, split))];
}

/** RFC 9162 section 2.1.4.1, by its recursion. */
export function consistency(leaves: readonly Uint8Array[], size: number, whole = true): Uint8Array[] {
  if (size === leaves.length) return whole ? [] : [rootOf(leaves)];
  const split = splitOf(leaves.length);
  return size <= split
    ? [...consistency(leaves.slice(0, split), size, whole), rootOf(leaves.slice(split))]
    : [...consistency(leaves.slice(split), size - split, false), rootOf(leaves.slice(0, split))];
}

/** The receipts of all entries against one anchored checkpoint. */
export function receiptsFor(entries: readonly FixtureEntry[]) {
  const leaves = entries.map(({ leaf }) => leaf);
  const root = rootOf(leaves);
  const by = { domain: identity, logId, verifierKey, keys, signer: signers.checkpoint };
  const { note } = signCheckpoint({ origin, size: entries.length, root }, by);
  const receipts = entries.map(({ leaf, entry, statement, salt }, index) => {
    const receipt: Receipt = {
      entry,
      statement,
      salt,
      log: identity,
      promise: promiseFor(leaf),
      inclusion: { index, proof: inclusion(leaves, index).map(bytesToHex) },
      checkpoint: note,
      checkpointSigner: signers.checkpoint,
      witnesses: [],
      anchor,
    };
    return formatReceipt(receipt);
  });
  return { root: bytesToHex(root), note, receipts, leaves, origin };
}
