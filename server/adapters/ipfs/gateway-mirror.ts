import type { CID } from "multiformats/cid";
import { verified } from "./cid.ts";
import type { BlockMirror } from "./embedded-blocks.ts";

const FETCH_MILLISECONDS = 10_000;
/** The largest block IPFS nodes exchange. */
const MAX_BLOCK_BYTES = 2 * 1024 * 1024;

/**
 * Fetches blocks from a trustless gateway, another server of this product for one. What it answers is believed only
 * when it hashes to the address.
 *
 * @param url Base address, such as `https://copy.example`.
 */
export function gatewayMirror(url: string): BlockMirror["fetch"] {
  return async (cid) => {
    try {
      const response = await fetch(new URL(`/ipfs/${cid}?format=raw`, url), {
        headers: { accept: "application/vnd.ipld.raw" },
        signal: AbortSignal.timeout(FETCH_MILLISECONDS),
      });
      return response.ok ? await readBlock(cid, response) : null;
    } catch {
      // Out of reach or altered there: for whoever asked, this copy has no such block.
      return null;
    }
  };
}

async function readBlock(cid: CID, { body }: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body ?? []) {
    size += piece.length;
    if (size > MAX_BLOCK_BYTES) throw new RangeError("the mirror sent more than a block");
    pieces.push(piece);
  }
  return verified(cid, Buffer.concat(pieces));
}
