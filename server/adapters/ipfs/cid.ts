import { createHash } from "node:crypto";
import { CID } from "multiformats/cid";
import { create } from "multiformats/hashes/digest";
import { BlocksError } from "./errors.ts";

const RAW = 0x55;
const DAG_PB = 0x70;
const SHA2_256 = 0x12;

/**
 * Reads a CID of the one kind this product makes: version 1, SHA-256, raw or dag-pb.
 *
 * @throws `blocks.cid_unsupported` for anything else.
 */
export function parseCid(text: string): CID {
  const cid = tryParse(text);
  const supported = cid !== undefined && cid.version === 1 && cid.multihash.code === SHA2_256;
  if (supported && (cid.code === RAW || cid.code === DAG_PB)) return cid;
  throw new BlocksError("blocks.cid_unsupported", "This is not the address of a document kept here.", {
    field: "cid",
    rule: "CID version 1 with SHA-256, raw or dag-pb",
  });
}

/** The address of bytes as one raw block. */
export function rawCid(bytes: Uint8Array): CID {
  return CID.createV1(RAW, create(SHA2_256, createHash("sha256").update(bytes).digest()));
}

/** Whether the CID names one block that is the document itself. */
export function isSingleBlock(cid: CID): boolean {
  return cid.code === RAW;
}

/**
 * Returns the bytes when they hash to the CID.
 *
 * @throws `blocks.altered` when they do not: stores and nodes return what they have without looking.
 */
export function verified(cid: CID, bytes: Uint8Array): Uint8Array {
  const digest = createHash("sha256").update(bytes).digest();
  const known = cid.multihash.code === SHA2_256 && digest.equals(cid.multihash.digest);
  if (known) return bytes;
  throw new BlocksError("blocks.altered", `Block ${cid} does not hash to its address.`);
}

/** The error for a block that is not there. */
export function missing(cid: CID, cause?: unknown): BlocksError {
  return new BlocksError("blocks.missing", `Block ${cid} is not here.`, { cause });
}

function tryParse(text: string): CID | undefined {
  try {
    return CID.parse(text);
  } catch {
    return undefined;
  }
}
