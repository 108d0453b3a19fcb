import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { rpc } from "./anvil.ts";
import { replaceDurably } from "./durable-file.ts";

/** What survives a power cut: everything up to this block. Written as `saved.json`. */
export interface SavedHead {
  readonly blockNumber: number;
  readonly blockHash: string;
}

const unzip = promisify(gunzip);

/** Files of saved chain state, newest first. */
export function stateFiles(folder: string): string[] {
  return [join(folder, "state.json"), join(folder, "state.previous.json")].filter((file) => existsSync(file));
}

/** Highest block of the node. */
export async function readHead(rpcUrl: string): Promise<SavedHead> {
  type Block = { number: string; hash: string };
  const block = await rpc<Block>(rpcUrl, "eth_getBlockByNumber", ["latest", false]);
  return { blockNumber: Number(block.number), blockHash: block.hash };
}

/**
 * Writes the whole chain to disk and only then says so in `saved.json`. The head is read before the dump, so a block
 * mined in between is in the dump but not yet promised.
 */
export async function saveState(rpcUrl: string, folder: string): Promise<SavedHead> {
  const head = await readHead(rpcUrl);
  const dump = await rpc<string>(rpcUrl, "anvil_dumpState", []);
  const state = await unzip(Buffer.from(dump.slice(2), "hex"));
  replaceDurably(join(folder, "state.json"), state, join(folder, "state.previous.json"));
  replaceDurably(join(folder, "saved.json"), `${JSON.stringify(head)}\n`);
  return head;
}
