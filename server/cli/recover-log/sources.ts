/** Where a published log is read from: an address, a folder of the same files, or the copies on IPFS. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentBlocks } from "../../app/ports.ts";
import { BUNDLES, type CopyList, parseCopyList, type TileCopy } from "../../domain/log/copy-list.ts";
import { decodeBundle, encodeBundle } from "../../domain/log/entry-bundle.ts";
import { HASH_BYTES } from "../../domain/log/hash.ts";
import type { NamedSource } from "../../domain/log/recovery.ts";
import { parseTilePath } from "../../domain/log/tiles.ts";
import { httpSource } from "../monitor/sources.ts";

/** A mirror under a URL prefix, e.g. `https://mirror.example/log`. */
export const urlSource = (url: string): NamedSource => ({ name: url, ...httpSource(url) });

/** A folder with `checkpoint` and `tile/…`, as C2SP tlog-tiles names them. */
export function folderSource(folder: string): NamedSource {
  return {
    name: folder,
    checkpoint: () => readFile(join(folder, "checkpoint"), "utf8"),
    tile: async (path) => {
      try {
        return await readFile(join(folder, path));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
  };
}

/**
 * The copies a list on IPFS names, and those before it; lists are read as far back as is needed.
 *
 * @throws Error, when it is read, for a list of another log.
 */
export function copiesSource(blocks: Pick<DocumentBlocks, "get">, cid: string, logId: string): NamedSource {
  const copies = new Map<string, TileCopy>();
  let next: string | null = cid;
  let newest: CopyList | undefined;
  const readOne = async (): Promise<void> => {
    const list = parseCopyList(new TextDecoder().decode(await whole(blocks, next!)));
    if (list.logId !== logId) throw new Error(`ipfs:${next} lists the copies of another log`);
    newest ??= list;
    next = list.previous;
    // The newest copy of a tile is its widest.
    for (const copy of list.copies) if (!copies.has(keyOf(copy))) copies.set(keyOf(copy), copy);
  };
  return {
    name: `ipfs:${cid}`,
    checkpoint: async () => {
      if (newest === undefined) await readOne();
      return newest!.checkpoint;
    },
    tile: async (path) => {
      const name = parseTilePath(path.replace(/^tile\//, ""));
      if (name === null) return null;
      const level = name.level === "entries" ? BUNDLES : name.level;
      const key = keyOf({ level, index: name.index });
      while (!copies.has(key) && next !== null) await readOne();
      const copy = copies.get(key);
      if (copy === undefined || copy.width < name.width) return null;
      return cut(await whole(blocks, copy.cid), level, name.width);
    },
  };
}

const keyOf = ({ level, index }: Pick<TileCopy, "level" | "index">): string => `${level}/${index}`;

/** A copy may have been made when the tile had grown further; what was there before is its beginning. */
function cut(bytes: Uint8Array, level: number, width: number): Uint8Array {
  return level === BUNDLES
    ? encodeBundle(decodeBundle(bytes).slice(0, width))
    : bytes.subarray(0, width * HASH_BYTES);
}

async function whole(blocks: Pick<DocumentBlocks, "get">, cid: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of blocks.get(cid)) pieces.push(piece);
  return Buffer.concat(pieces);
}
