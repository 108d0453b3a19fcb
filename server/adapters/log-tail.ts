/**
 * Keeps beside the database what a log has published and no anchor's copies reach yet. Restoring the database from a backup
 * does not take it back, so it tells how far the log had signed, and has the entries.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SeenHead } from "../app/log-fork.ts";
import { bytesToHex } from "../domain/log/bytes.ts";
import { parseCheckpoint } from "../domain/log/checkpoint.ts";
import type { NamedSource } from "../domain/log/recovery.ts";
import { parseTilePath } from "../domain/log/tiles.ts";

/** The first `width` entries of a bundle, packed. */
export interface TailBundle {
  readonly index: number;
  readonly width: number;
  readonly bytes: Uint8Array;
}

export interface LogTail {
  /** The signed note kept last; null before the first, and where a power cut left less than all of it. */
  note(): Promise<string | null>;
  /**
   * Keeps bundles, then the note that signs them; what the note does not need, or lies before the given bundle, goes.
   * A kill leaves the old note or the new one, with all bundles of it.
   */
  keep(note: string, bundles: readonly TailBundle[], firstIndex: number): Promise<void>;
  readonly source: NamedSource;
}

const NOTE = "checkpoint";

/** @param logId Lower-case hex. */
export function openLogTail(dataDir: string, logId: string): LogTail {
  const folder = join(dataDir, "log-tail", logId);
  const read = (name: string) => readFile(join(folder, name)).catch(nullWhereAbsent);
  const note = async () => {
    const kept = (await read(NOTE))?.toString("utf8") ?? null;
    return kept !== null && isWhole(kept) ? kept : null;
  };
  return {
    note,
    keep: async (signed, bundles, firstIndex) => {
      await mkdir(folder, { recursive: true });
      for (const { index, width, bytes } of bundles) await put(folder, nameOf(index, width), bytes);
      await put(folder, NOTE, signed);
      const newest = new Map(bundles.map(({ index, width }) => [index, width]));
      for (const name of await readdir(folder)) {
        const [, index, width] = /^(\d+)-(\d+)$/.exec(name) ?? [];
        if (index === undefined) continue;
        const isOlder = (newest.get(Number(index)) ?? Number(width)) !== Number(width);
        if (isOlder || Number(index) < firstIndex) await rm(join(folder, name));
      }
    },
    source: {
      name: folder,
      checkpoint: async () => {
        const kept = await note();
        if (kept === null) throw new Error(`${folder} has no checkpoint`);
        return kept;
      },
      tile: async (path) => {
        const name = parseTilePath(path.replace(/^tile\//, ""));
        return name?.level === "entries" ? await read(nameOf(name.index, name.width)) : null;
      },
    },
  };
}

/** The newest head this machine kept of a log; null where it kept none. */
export async function readTailHead(tail: Pick<LogTail, "note">): Promise<SeenHead | null> {
  const note = await tail.note();
  if (note === null) return null;
  const { origin, size, root } = parseCheckpoint(note);
  return { origin, size, root: bytesToHex(root) };
}

function isWhole(note: string): boolean {
  try {
    parseCheckpoint(note);
    return true;
  } catch {
    return false;
  }
}

const nameOf = (index: number, width: number): string => `${index}-${width}`;

/** Not synced: after a power failure the database is what counts, and it was. */
async function put(folder: string, name: string, content: Uint8Array | string): Promise<void> {
  await writeFile(join(folder, `${name}.new`), content);
  await rename(join(folder, `${name}.new`), join(folder, name));
}

function nullWhereAbsent(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
  throw error;
}
