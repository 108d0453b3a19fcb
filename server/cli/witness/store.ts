/** What a witness must never forget: every checkpoint it has signed, and every one that contradicts them. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseCheckpoint } from "../../domain/log/checkpoint.ts";
import type { Seen } from "../../domain/log/witness.ts";

/** A cosigned checkpoint as it is kept, one a line. */
interface Line {
  readonly size: number;
  readonly note: string;
  /** Our own signature line. */
  readonly cosignature: string;
}

export interface WitnessStore {
  /** What was cosigned last of an origin. */
  seenOf(origin: string): Seen | null;
  /** Durable when it resolves: only then may the cosignature leave. */
  keep(origin: string, line: Line): Promise<void>;
  /** The last kept checkpoint up to a size, or the newest; with our cosignature below it. */
  checkpoint(originHash: string, size?: number): Promise<string | null>;
  /** Keeps a checkpoint that contradicts the one signed before; answers the folder of both. */
  keepContradiction(origin: string, note: string): Promise<string>;
  close(): void;
}

/** Name of an origin in files and paths. */
export const originHash = (origin: string): string => createHash("sha256").update(origin).digest("hex");

/**
 * Opens the folder for one process.
 *
 * @throws Error when another process holds it, or when it is damaged: a witness that forgot must not go on.
 */
export function openWitnessStore(folder: string, origins: readonly string[]): WitnessStore {
  mkdirSync(folder, { recursive: true });
  const unlock = lock(join(folder, "lock"));
  const fileOf = (hash: string) => join(folder, `${hash}.jsonl`);
  const seen = new Map(origins.map((origin) => [origin, readLast(fileOf(originHash(origin)))]));
  return {
    seenOf: (origin) => seen.get(origin) ?? null,
    keep: async (origin, line) => {
      await append(fileOf(originHash(origin)), line);
      seen.set(origin, seenIn(line));
    },
    checkpoint: (hash, size) => readCheckpoint(fileOf(hash), size),
    keepContradiction: async (origin, note) => {
      const signed = await readCheckpoint(fileOf(originHash(origin)), parseCheckpoint(note).size);
      return keepBoth(folder, originHash(origin), signed ?? "", note);
    },
    close: unlock,
  };
}

const seenIn = ({ note }: Line): Seen => {
  const { size, root } = parseCheckpoint(note);
  return { size, root };
};

/** Two processes on one folder could sign two histories between them. */
function lock(path: string): () => void {
  const holder = holderOf(path);
  if (holder !== null) throw new Error(`process ${holder} is this witness already (${path})`);
  writeFileSync(path, String(process.pid));
  return () => unlinkSync(path);
}

function holderOf(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return null;
    process.kill(pid, 0);
    return pid;
  } catch {
    // No lock, or its process was killed.
    return null;
  }
}

/** A line cut off by a power failure was never answered, so it is dropped; damage before it is not forgiven. */
function readLast(file: string): Seen | null {
  const text = readIfThere(file);
  const end = text.lastIndexOf("\n") + 1;
  if (end < text.length) truncateSync(file, Buffer.byteLength(text.slice(0, end)));
  const last = text.slice(0, end).trimEnd().split("\n").at(-1) ?? "";
  if (last === "") return null;
  return seenIn(JSON.parse(last) as Line);
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

async function append(file: string, line: Line): Promise<void> {
  const handle = await open(file, "a");
  try {
    await handle.write(`${JSON.stringify(line)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readCheckpoint(file: string, size = Number.MAX_SAFE_INTEGER): Promise<string | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  const lines = text.split("\n").filter((line) => line !== "");
  const found = lines.map((line) => JSON.parse(line) as Line).findLast((line) => line.size <= size);
  return found === undefined ? null : found.note + found.cosignature;
}

function keepBoth(folder: string, hash: string, signed: string, shown: string): string {
  const name = createHash("sha256").update(shown).digest("hex").slice(0, 16);
  const into = join(folder, "contradictions", `${hash.slice(0, 16)}-${name}`);
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, "signed.note"), signed, { flush: true });
  writeFileSync(join(into, "shown.note"), shown, { flush: true });
  return into;
}
