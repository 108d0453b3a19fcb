import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { ChainNode } from "./node.ts";

/** `latest` is for chains whose every block is final at once, such as those of a Byzantine-fault-tolerant consensus. */
export type FinalityTag = "finalized" | "safe" | "latest";

/**
 * What counts as final on a chain: the node's own tag, a number of blocks on top, or, for a development chain, what
 * its supervisor has saved and synced.
 */
export type FinalityPolicy =
  | { readonly kind: "tag"; readonly tag: FinalityTag }
  | { readonly kind: "depth"; readonly blocks: number }
  | { readonly kind: "saved"; readonly path: string };

const savedBlock = z.object({ blockNumber: z.int().min(0), blockHash: z.string() });

/**
 * Parses `tag:finalized`, `tag:safe`, `tag:latest`, `depth:N` or `saved:<path of the supervisor's JSON file>`.
 *
 * @throws Error naming the forms that are understood.
 */
export function parseFinality(text: string): FinalityPolicy {
  const at = text.indexOf(":");
  const [kind, rest] = [text.slice(0, at), text.slice(at + 1)];
  if (kind === "tag" && isTag(rest)) return { kind, tag: rest };
  if (kind === "depth" && /^(0|[1-9]\d{0,5})$/.test(rest)) return { kind, blocks: Number(rest) };
  if (kind === "saved" && rest !== "") return { kind, path: rest };
  throw new Error(`Finality is tag:finalized, tag:safe, tag:latest, depth:N or saved:<file>, not ${text}`);
}

const isTag = (text: string): text is FinalityTag => ["finalized", "safe", "latest"].includes(text);

/** Number of the highest final block; 0, the block nobody can undo, when nothing above it is. */
export async function finalisedBlock(node: ChainNode, policy: FinalityPolicy): Promise<number> {
  switch (policy.kind) {
    case "tag":
      return (await node.header(policy.tag))?.number ?? 0;
    case "depth": {
      const head = await node.header("latest");
      return Math.max(0, (head?.number ?? 0) - policy.blocks);
    }
    case "saved":
      return await savedAndStillThere(node, policy.path);
  }
}

/** A saved block vouches for nothing once the node runs from an older state, or from another chain altogether. */
async function savedAndStillThere(node: ChainNode, path: string): Promise<number> {
  const saved = await readSaved(path);
  if (saved === undefined) return 0;
  const block = await node.header(saved.blockNumber);
  return block?.hash === saved.blockHash ? saved.blockNumber : 0;
}

async function readSaved(path: string) {
  try {
    return savedBlock.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return undefined;
    throw error;
  }
}
