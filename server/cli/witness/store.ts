/** What a witness must never forget: every checkpoint it has signed, and what the log signed besides. */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { equalBytes } from "../../domain/log/bytes.ts";
import { parseAnyCheckpoint } from "../../domain/log/checkpoint.ts";
import type { Seen, WitnessMemory } from "../../domain/log/witness.ts";
import { lockFolder } from "../folder-lock.ts";
import { type KeptNote, type NoteFile, openNoteFile } from "../note-file.ts";
import { type Keeping, keepContradiction, openUnproved, type UnprovedNotes } from "./shown-notes.ts";

export interface WitnessStore extends WitnessMemory {
  /** Durable when it resolves: only then may the cosignature leave. */
  keep(origin: string, signed: Required<KeptNote>): Promise<void>;
  /** The last kept checkpoint up to a size, or the newest; with our cosignature below it. */
  checkpoint(originHash: string, size?: number): string | null;
  /** Keeps a checkpoint the log signed without a proof that it extends what was cosigned. */
  keepUnproved(origin: string, note: string): Promise<Keeping>;
  /**
   * Keeps a checkpoint beside every kept one of its size that has another root.
   *
   * @returns The folders that are new, each with both.
   */
  keepContradictions(origin: string, note: string): Promise<string[]>;
  /** Lets go of the folder. */
  close(): void;
}

interface OfOneLog {
  readonly hash: string;
  readonly signed: NoteFile;
  readonly unproved: UnprovedNotes;
}

/** Name of an origin in files and paths. */
export const originHash = (origin: string): string => createHash("sha256").update(origin).digest("hex");

/**
 * Opens the folder for one process.
 *
 * @throws Error when another process holds it, or when it is damaged: a witness that forgot must not go on.
 */
export function openWitnessStore(folder: string, origins: readonly string[]): WitnessStore {
  // Two processes on one folder could sign two histories between them.
  const unlock = lockFolder(folder, "witness");
  try {
    return { ...openLocked(folder, origins), close: unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}

function openLocked(folder: string, origins: readonly string[]): Omit<WitnessStore, "close"> {
  const logs = new Map(origins.map((origin) => [origin, openLog(folder, originHash(origin))]));
  // Logs it no longer cosigns are still shown to whoever asks.
  const retired = new Map(
    hashesIn(folder)
      .filter((hash) => ![...logs.values()].some((log) => log.hash === hash))
      .map((hash) => [hash, openNoteFile(join(folder, `${hash}.jsonl`))]),
  );
  const seen = new Map([...logs].map(([origin, { signed }]) => [origin, seenIn(signed.newest())]));
  const logOf = (origin: string): OfOneLog => {
    const log = logs.get(origin);
    if (log === undefined) throw new Error(`${origin} is not a log of this witness`);
    return log;
  };
  return {
    seenOf: (origin) => seen.get(origin) ?? null,
    rootsOf: (origin, size) => notesAt(logOf(origin), size).map((note) => parseAnyCheckpoint(note).root),
    keep: async (origin, note) => {
      await logOf(origin).signed.keep(note);
      const head = headOf(note.note);
      seen.set(origin, head);
      logOf(origin).unproved.forget(head);
    },
    checkpoint: (hash, size = Number.MAX_SAFE_INTEGER) => {
      const own = [...logs.values()].find((log) => log.hash === hash)?.signed ?? retired.get(hash);
      const found = own?.upTo(size) ?? null;
      return found === null ? null : `${found.note}${found.cosignature ?? ""}`;
    },
    keepUnproved: (origin, note) => logOf(origin).unproved.keep(note),
    keepContradictions: (origin, note) => keepBeside(folder, logOf(origin), note),
  };
}

const openLog = (folder: string, hash: string): OfOneLog => ({
  hash,
  signed: openNoteFile(join(folder, `${hash}.jsonl`)),
  unproved: openUnproved(folder, hash),
});

const hashesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => /^([0-9a-f]{64})\.jsonl$/.exec(name)?.[1] ?? []);

const headOf = (note: string): Seen => {
  const { size, root } = parseAnyCheckpoint(note);
  return { size, root };
};

const seenIn = (kept: KeptNote | null): Seen | null => (kept === null ? null : headOf(kept.note));

/** Every note kept for a size, the cosigned one first and with our cosignature. */
function notesAt({ signed, unproved }: OfOneLog, size: number): string[] {
  const own = signed.upTo(size);
  const ours = own?.size === size ? [`${own.note}${own.cosignature ?? ""}`] : [];
  return [...ours, ...unproved.at(size)];
}

async function keepBeside(folder: string, log: OfOneLog, note: string): Promise<string[]> {
  const { size, root } = headOf(note);
  const isOfRoot = (kept: string): boolean => equalBytes(headOf(kept).root, root);
  const others = notesAt(log, size).filter((kept) => !isOfRoot(kept));
  const folders: string[] = [];
  // Where the new one was cosigned it stands first, and what nobody proved beside it.
  const own = log.signed.upTo(size);
  const isOurs = own?.size === size && isOfRoot(own.note);
  for (const other of others) {
    const pair = isOurs ? ([note, other] as const) : ([other, note] as const);
    const into = await keepContradiction(folder, log.hash, ...pair);
    if (into !== null) folders.push(into);
  }
  return folders;
}
