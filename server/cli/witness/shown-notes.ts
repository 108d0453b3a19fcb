/** What a log signed and was not cosigned for: kept once per size and root, and no more than a bound, whoever sends it. */
import { existsSync, readdirSync, readFileSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { parseAnyCheckpoint } from "../../domain/log/checkpoint.ts";
import type { Seen } from "../../domain/log/witness.ts";
import { keepFile } from "../keep-file.ts";

/** Kept of one log: one is enough to prove a fork, and a stolen key must not fill the disk. */
export const MOST_KEPT = 100;

/** `kept` is answered once; later the same one is `known`. */
export type Keeping = "kept" | "known" | "full";

/** Checkpoints the log signed, for which nobody has shown that they extend what was cosigned. */
export interface UnprovedNotes {
  /** Notes kept for a size. */
  at(size: number): readonly string[];
  keep(note: string): Promise<Keeping>;
  /** Forgets one that was proved after all. */
  forget(head: Seen): void;
}

const nameOf = (hash: string, { size, root }: Seen): string =>
  `${hash.slice(0, 16)}-${size}-${bytesToHex(root).slice(0, 16)}`;

/** @param hash SHA-256 of the log's origin, hex. */
export function openUnproved(folder: string, hash: string): UnprovedNotes {
  const into = join(folder, "unproved");
  const notes = new Map(
    namesOf(into, new RegExp(`^${hash.slice(0, 16)}-\\d+-[0-9a-f]{16}\\.note$`)).map((name) => [
      name.slice(0, -".note".length),
      readFileSync(join(into, name), "utf8"),
    ]),
  );
  return {
    at: (size) => [...notes.values()].filter((note) => parseAnyCheckpoint(note).size === size),
    keep: async (note) => {
      const name = nameOf(hash, parseAnyCheckpoint(note));
      if (notes.has(name)) return "known";
      if (notes.size >= MOST_KEPT) return "full";
      await keepFile(join(into, `${name}.note`), note);
      notes.set(name, note);
      return "kept";
    },
    forget: (head) => {
      const name = nameOf(hash, head);
      if (notes.delete(name)) unlinkSync(join(into, `${name}.note`));
    },
  };
}

/**
 * Keeps two checkpoints of one size and different roots side by side.
 *
 * @param first The one that was kept before.
 * @returns The folder of both; null when they were kept already, or the bound is reached.
 */
export async function keepContradiction(
  folder: string,
  hash: string,
  first: string,
  shown: string,
): Promise<string | null> {
  const all = join(folder, "contradictions");
  const into = join(all, nameOf(hash, parseAnyCheckpoint(shown)));
  if (existsSync(join(into, "shown.note"))) return null;
  if (namesOf(all, new RegExp(`^${hash.slice(0, 16)}-\\d+-`)).length >= MOST_KEPT) return null;
  await keepFile(join(into, "signed.note"), first);
  await keepFile(join(into, "shown.note"), shown);
  return into;
}

function namesOf(folder: string, pattern: RegExp): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => pattern.test(name)) : [];
}
