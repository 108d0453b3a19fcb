/** Where published logs are read from: an address, a folder of the same files, or the copies on IPFS. */
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openBlocks } from "../../adapters/ipfs/open-blocks.ts";
import { openLogTail } from "../../adapters/log-tail.ts";
import { readNewestList } from "../../adapters/newest-list.ts";
import type { DocumentBlocks } from "../../app/ports.ts";
import type { Config } from "../../config.ts";
import { parseCheckpoint } from "../../domain/log/checkpoint.ts";
import { BUNDLES, type CopyList, parseCopyList, type TileCopy } from "../../domain/log/copy-list.ts";
import { decodeBundle, encodeBundle } from "../../domain/log/entry-bundle.ts";
import { HASH_BYTES } from "../../domain/log/hash.ts";
import type { NamedSource } from "../../domain/log/recovery.ts";
import { parseTilePath } from "../../domain/log/tiles.ts";
import { httpSource, periodUrl } from "../monitor/sources.ts";
import { isHttpUrl } from "../rpc.ts";

/** Copies of the logs of a line. */
export interface LogSources {
  /** Those that show this log; empty where none does. */
  of(logId: string): Promise<readonly NamedSource[]>;
}

/**
 * Opens the copies an operator names, and those this machine kept by itself.
 *
 * @param idOf Id of the log of this operator that has an origin.
 */
export function openLogSources(
  config: Config,
  names: readonly string[],
  idOf: (origin: string) => string,
): LogSources {
  const places = names.map((name) => placeOf(config, name));
  const found = new Map<string, Promise<readonly NamedSource[]>>();
  const look = async (logId: string): Promise<readonly NamedSource[]> => {
    const named: NamedSource[] = [];
    for (const place of places) named.push(...(await place(logId)));
    const kept = await readNewestList(config.DATA_DIR, logId);
    const copies = kept === null ? [] : await placeOf(config, `ipfs:${kept}`)(logId);
    // What was published after the last anchor is nowhere else, unless somebody mirrors the log.
    const tail = openLogTail(config.DATA_DIR, logId);
    const tails = (await tail.note()) === null ? [] : [tail.source];
    const own = [...(named.length > 0 ? named : copies), ...tails];
    const shows = await Promise.all(own.map((source) => showsLog(source, logId, idOf)));
    return own.filter((_, at) => shows[at]);
  };
  return {
    of: (logId) => {
      const known = found.get(logId) ?? look(logId);
      found.set(logId, known);
      return known;
    },
  };
}

/** Where one name leads for a log: a copy may be of one log alone, or of several under their ids. */
type Place = (logId: string) => Promise<NamedSource[]>;

function placeOf(config: Config, name: string): Place {
  if (isHttpUrl(name)) return (logId) => urlSources(name, logId);
  if (!name.startsWith("ipfs:")) {
    if (!statSync(name, { throwIfNoEntry: false })?.isDirectory())
      throw new Error(`--from ${name} is no URL, no folder and no ipfs:CID`);
    return async (logId) => {
      const folder = [join(name, logId), name].find((one) => existsSync(join(one, "checkpoint")));
      return folder === undefined ? [] : [folderSource(folder)];
    };
  }
  return async (logId) => {
    const { IPFS_API_URL, BLOCKSTORE_DIR, IPFS_MIRROR_URL: url } = config;
    const mirror = url === "" ? undefined : { url, onRepair: () => {} };
    const { blocks } = await openBlocks(IPFS_API_URL, BLOCKSTORE_DIR, mirror);
    const source = copiesSource(blocks, name.slice("ipfs:".length), logId);
    return (await isOfLog(source)) ? [source] : [];
  };
}

async function isOfLog(source: NamedSource): Promise<boolean> {
  try {
    await source.checkpoint();
    return true;
  } catch (error) {
    if (error instanceof OtherLog) return false;
    throw error;
  }
}

/** A mirror of ours has each log under its id as well, and under `/log` the current one. */
async function urlSources(url: string, logId: string): Promise<NamedSource[]> {
  const own = urlSource(periodUrl(url, logId));
  const isThere = own.name !== url && (await own.checkpoint().then(Boolean, () => false));
  return [isThere ? own : urlSource(url)];
}

/** Whose checkpoint has another origin shows another log of the line, or of somebody else. */
async function showsLog(
  source: NamedSource,
  logId: string,
  idOf: (origin: string) => string,
): Promise<boolean> {
  return idOf(parseCheckpoint(await source.checkpoint()).origin) === logId;
}

/** A mirror under a URL prefix, e.g. `https://mirror.example/log`. */
const urlSource = (url: string): NamedSource => ({ name: url, ...httpSource(url) });

/** A folder with `checkpoint` and `tile/…`, as C2SP tlog-tiles names them. */
function folderSource(folder: string): NamedSource {
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
function copiesSource(blocks: Pick<DocumentBlocks, "get">, cid: string, logId: string): NamedSource {
  const copies = new Map<string, TileCopy>();
  let next: string | null = cid;
  let newest: CopyList | undefined;
  const readOne = async (): Promise<void> => {
    const list = parseCopyList(new TextDecoder().decode(await whole(blocks, next!)));
    if (list.logId !== logId) throw new OtherLog(`ipfs:${next} lists the copies of another log`);
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

class OtherLog extends Error {}

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
