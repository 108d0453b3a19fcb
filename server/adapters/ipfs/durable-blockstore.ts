import { mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FsBlockstoreInit } from "blockstore-fs";
import { FsBlockstore } from "blockstore-fs";
import { NextToLast } from "blockstore-fs/sharding";
import type { CID } from "multiformats/cid";
import { syncFolder, writeDurably } from "../durable-files.ts";
import { writeSmallFile } from "../workers/file-writer.ts";
import { missing, verified } from "./cid.ts";

/** Larger blocks go their own way: handing them to a thread costs more than it saves. */
const SMALL_BYTES = 128 * 1024;

/**
 * Blocks as files. A block that was put survives a power cut, and one whose bytes changed on disk is refused when it
 * is read; the plain store does neither.
 */
export class DurableBlockstore extends FsBlockstore {
  readonly #names = new NextToLast();
  readonly #knownFolders = new Set<string>();

  constructor(location: string, init: FsBlockstoreInit = {}) {
    super(location, init);
  }

  /** Folders found here need no look, and no sync of their parent, when a block is put into them. */
  override async open(): Promise<void> {
    await super.open();
    // One that a crash left before its parent was synced is on the disk from here on.
    await syncFolder(this.path);
    for (const name of await readdir(this.path)) this.#knownFolders.add(join(this.path, name));
  }

  override async put(cid: CID, value: Parameters<FsBlockstore["put"]>[1]): Promise<CID> {
    const bytes = verified(cid, await collect(value));
    const file = this.#fileOf(cid);
    await this.#makeFolder(dirname(file));
    await (bytes.length <= SMALL_BYTES ? writeSmallFile : writeDurably)(file, bytes);
    return cid;
  }

  override async *get(cid: CID): AsyncGenerator<Uint8Array> {
    yield await this.read(cid);
  }

  /**
   * Reads one block.
   *
   * @throws `blocks.missing`, `blocks.altered`
   */
  async read(cid: CID): Promise<Uint8Array> {
    const bytes = await readFile(this.#fileOf(cid)).catch((error: NodeJS.ErrnoException) => {
      throw error.code === "ENOENT" ? missing(cid, error) : error;
    });
    return verified(cid, bytes);
  }

  #fileOf(cid: CID): string {
    const { dir, file } = this.#names.encode(cid);
    return join(this.path, dir, file);
  }

  /** A new folder is an entry of its parent, which has to reach the disk as well. */
  async #makeFolder(folder: string): Promise<void> {
    if (this.#knownFolders.has(folder)) return;
    await mkdir(folder, { recursive: true });
    await syncFolder(this.path);
    this.#knownFolders.add(folder);
  }
}

async function collect(value: Parameters<FsBlockstore["put"]>[1]): Promise<Uint8Array> {
  if (value instanceof Uint8Array) return value;
  const pieces: Uint8Array[] = [];
  for await (const piece of value) pieces.push(piece);
  return Buffer.concat(pieces);
}
