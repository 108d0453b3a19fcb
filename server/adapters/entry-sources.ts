/** Where an entry that was requested by its CID is looked for beside our own blocks: gateways and files an operator names. */
import { open } from "node:fs/promises";
import { CID } from "multiformats/cid";
import type { EntrySource } from "../app/answer-log.ts";
import { MAX_ENTRY_BYTES } from "../domain/log/entry.ts";
import { LogError } from "../domain/log/errors.ts";
import { missing, parseCid } from "./ipfs/cid.ts";
import { readDag } from "./ipfs/document-dag.ts";
import { gatewayMirror } from "./ipfs/gateway-mirror.ts";

/** An entry fits into one block; however it was cut, a tree of more than these is none. */
const MOST_BLOCKS = 16;

/**
 * Fetches from a trustless gateway. Each block is believed only when it hashes to its address, in bounded time and size.
 *
 * @param url Base address, such as `https://ipfs.example`.
 */
export function gatewaySource(url: string): EntrySource {
  const fetchBlock = gatewayMirror(url);
  return {
    get: (text) => {
      let blocks = 0;
      const get = async (cid: CID): Promise<Uint8Array> => {
        blocks++;
        if (blocks > MOST_BLOCKS)
          throw new LogError("log.entry_too_large", `${text} is cut into more blocks than an entry has.`);
        const bytes = await fetchBlock(cid);
        if (bytes === null) throw missing(cid);
        return bytes;
      };
      return readDag(parseCid(ofVersionOne(text)), { get });
    },
  };
}

/** Nodes made addresses of version 0 for long; block and hash are the same under version 1. */
function ofVersionOne(text: string): string {
  try {
    return CID.parse(text).toV1().toString();
  } catch {
    return text;
  }
}

/** Reads the entry from a file, whatever it was named by: whoever asked named its leaf hash as well. */
export function fileSource(path: string): EntrySource {
  return {
    get: async function* () {
      const file = await open(path);
      try {
        // One byte more than an entry may have, so that a longer file is seen to be one.
        const { bytesRead, buffer } = await file.read(Buffer.alloc(MAX_ENTRY_BYTES + 1));
        yield new Uint8Array(buffer.subarray(0, bytesRead));
      } finally {
        await file.close();
      }
    },
  };
}
