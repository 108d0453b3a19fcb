import { commit } from "../../../../server/domain/evidence/commitment.ts";
import { bytesToHex, utf8ToBytes } from "../../../../server/domain/log/bytes.ts";
import { canonicalJson } from "../../../../server/domain/log/canonical-json.ts";
import type { ChainView } from "../../../../server/domain/log/chain-view.ts";
import { signCheckpoint } from "../../../../server/domain/log/checkpoint.ts";
import { cosign, witnessKey } from "../../../../server/domain/log/cosignature.ts";
import { ed25519PublicKey } from "../../../../server/domain/log/ed25519.ts";
import { addressOfKey } from "../../../../server/domain/log/eip712.ts";
import { encodeEntry } from "../../../../server/domain/log/entry.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import { logIdOf, logVerifierKey } from "../../../../server/domain/log/log-identity.ts";
import { signPromise } from "../../../../server/domain/log/promise.ts";
import { inclusionRanges } from "../../../../server/domain/log/ranges.ts";
import type { Receipt } from "../../../../server/domain/log/receipt.ts";
import { formatReceipt } from "../../../../server/domain/log/receipt.ts";
import { formatVerifierKey, parseNote } from "../../../../server/domain/log/signed-note.ts";
import { hashRange } from "../../../../server/domain/log/tiles.ts";
import { TreeEdge } from "../../../../server/domain/log/tree.ts";
import { bytes32 } from "../../../support/keys.ts";

export const KEYS = { ed25519: bytes32(1), checkpoint: bytes32(2), promise: bytes32(3) };
export const WITNESS = { name: "witness.example/1", seed: bytes32(4) };
export const DOCUMENT_HASH = "7b0a7f38b1d2b9b3a4df5b1f0f3a6cbf0a4b1b7c3bd0a9c7a0c2a5b3e1f6d7c8";

const ORIGIN = "test.redress.example/log/1";
export const IDENTITY = {
  chainId: 31337,
  contract: `0x${"c0".repeat(20)}`,
  operatorParty: "platform",
  origin: ORIGIN,
  verifierKey: logVerifierKey(ORIGIN, ed25519PublicKey(KEYS.ed25519)),
};
export const LOG_ID = logIdOf(IDENTITY);
export const PROMISED_BY = Date.parse("2026-11-22T10:00:00Z") / 1000;
export const ANCHOR = {
  transaction: `0x${"ab".repeat(32)}`,
  blockNumber: 1234,
  blockHash: `0x${"cd".repeat(32)}`,
  blockTime: "2026-11-21T10:05:07Z",
};

type Statement = Readonly<Record<string, unknown>>;
const SAID: Statement = {
  v: "redress.statement/1",
  documentHash: DOCUMENT_HASH,
  submitter: "merchant-1",
};

/**
 * A receipt with the parts every one gets in time: entry 5 of 11, one witness, anchored. Those that only some carry are in
 * `completeReceipt`.
 */
export function fullReceipt(
  change: Partial<Receipt> = {},
  said: Statement = SAID,
  about: { readonly type?: string; readonly subject?: string } = {},
): string {
  const statement = canonicalJson(said);
  const salt = bytes32(9);
  const entry = encodeEntry({
    commitment: bytesToHex(commit(utf8ToBytes(statement), salt)),
    receivedAt: "2026-11-21T10:00:00Z",
    subject: "case-1f3a",
    type: "chat.transcript",
    ...about,
  });
  const leaf = leafHash(entry.bytes);
  const { root, proof } = tree(leaf);
  const checkpoint = { origin: ORIGIN, size: 11, root };
  const signer = addressOfKey(KEYS.checkpoint);
  const by = { domain: IDENTITY, logId: LOG_ID, verifierKey: IDENTITY.verifierKey, signer, keys: KEYS };
  const { note } = signCheckpoint(checkpoint, by);
  const line = cosign(parseNote(note).text, WITNESS.name, WITNESS.seed, 1_795_000_000);
  return formatReceipt({
    entry: entry.text,
    statement,
    salt: bytesToHex(salt),
    log: IDENTITY,
    promise: signPromise(
      { domain: IDENTITY, logId: LOG_ID, leafHash: leaf, promisedBy: PROMISED_BY },
      KEYS.promise,
    ),
    inclusion: { index: 5, proof },
    checkpoint: note + line,
    checkpointSigner: signer,
    witnesses: [formatVerifierKey(witnessKey(WITNESS.name, WITNESS.seed))],
    anchor: ANCHOR,
    ...change,
  });
}

function tree(leaf: Uint8Array): { root: Uint8Array; proof: string[] } {
  const edge = new TreeEdge();
  for (let i = 0; i < 11; i++) edge.append(i === 5 ? leaf : leafHash(Uint8Array.of(i)));
  const root = edge.root();
  const [tile] = edge.takeChanged();
  const proof = inclusionRanges(5, 11).map((range) => bytesToHex(hashRange(range, () => tile!.hashes)));
  return { root, proof };
}

/** A chain on which exactly this receipt's root was anchored, by exactly its transaction. */
export function chainOf(text: string): ChainView {
  const receipt = JSON.parse(text) as Receipt;
  const root = Buffer.from(receipt.checkpoint!.split("\n")[2]!, "base64").toString("hex");
  const logId = bytesToHex(LOG_ID);
  const isOurs = (contract: string, id: string): boolean => contract === IDENTITY.contract && id === logId;
  const anchor = { ...ANCHOR, blockTime: Date.parse(ANCHOR.blockTime) / 1000 };
  return {
    chainId: async () => IDENTITY.chainId,
    rootAt: async (contract, id, size) => (isOurs(contract, id) && size === 11 ? root : null),
    keyActiveAt: async (contract, id, use, key) =>
      isOurs(contract, id) && key === addressOfKey(KEYS[use === "promise" ? "promise" : "checkpoint"])
        ? 1
        : 0,
    anchorOf: async (contract, id, size, transaction) =>
      isOurs(contract, id) && size === 11 && transaction === ANCHOR.transaction ? anchor : null,
  };
}
