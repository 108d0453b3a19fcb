import { readFile } from "node:fs/promises";
import { z } from "zod";
import { type FinalityRule, parseFinalityRule } from "../../domain/log/finality.ts";
import type { ChainNode } from "./node.ts";

/**
 * What counts as final on a chain: the node's own tag, a number of blocks on top, or, for a development chain, what
 * its supervisor has saved and synced.
 */
export type FinalityPolicy = FinalityRule | { readonly kind: "saved"; readonly path: string };

const savedBlock = z.object({ blockNumber: z.int().min(0), blockHash: z.string() });

/**
 * Parses `tag:finalized`, `tag:safe`, `tag:latest`, `depth:N` or `saved:<path of the supervisor's JSON file>`.
 *
 * @throws Error naming the forms that are understood.
 */
export function parseFinality(text: string): FinalityPolicy {
  const rule = parseFinalityRule(text);
  if (rule !== null) return rule;
  if (/^saved:./s.test(text)) return { kind: "saved", path: text.slice("saved:".length) };
  throw new Error(`Finality is tag:finalized, tag:safe, tag:latest, depth:N or saved:<file>, not ${text}`);
}

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
