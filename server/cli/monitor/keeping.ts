/** What a monitor writes down: its state, every note it followed, and the evidence of what it was shown. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LogError } from "../../domain/log/errors.ts";
import type { LogIdentity } from "../../domain/log/log-identity.ts";
import type { Alarm } from "../../domain/log/monitor-alarm.ts";
import type { KeptNotes } from "../../domain/log/monitor-follow.ts";
import {
  type Finding,
  type Followed,
  formatFollowed,
  NOTHING_FOLLOWED,
  parseFollowed,
} from "../../domain/log/monitor-state.ts";
import { lockFolder } from "../folder-lock.ts";
import { keepFile } from "../keep-file.ts";
import { type NoteFile, openNoteFile } from "../note-file.ts";

export interface MonitorFolder {
  /** What was remembered last. */
  state(): Followed;
  readonly kept: KeptNotes;
  /** Replaces the state in one step, and keeps its note where it is of a new size. */
  remember(state: Followed): Promise<void>;
  /** Keeps everything that proves an alarm, in a folder of its own. */
  report(log: LogIdentity, alarm: Alarm): Promise<Finding>;
  /** Lets go of the folder. */
  close(): void;
}

/**
 * Opens the folder for one process, until it is closed.
 *
 * @throws Error when another process has it, or what is in it cannot be gone on from.
 */
export function openMonitorFolder(folder: string): MonitorFolder {
  const unlock = lockFolder(folder, "monitor");
  try {
    return { ...openLocked(folder), close: unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}

function openLocked(folder: string): Omit<MonitorFolder, "close"> {
  const file = join(folder, "state.json");
  const notes = openNoteFile(join(folder, "notes.jsonl"));
  let state = readState(file);
  return {
    state: () => state,
    kept: (size) => {
      const found = notes.upTo(size);
      return found?.size === size ? found.note : null;
    },
    remember: async (next) => {
      // A state of before notes were kept has one, which is the oldest then.
      for (const { size, note } of [state, next]) await keepNewer(notes, size, note);
      await keepFile(file, formatFollowed(next));
      state = next;
    },
    report: (log, alarm) => keepEvidence(folder, log, alarm),
  };
}

/** Nothing when this is the first run. */
function readState(file: string): Followed {
  if (!existsSync(file)) return NOTHING_FOLLOWED;
  try {
    return parseFollowed(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof LogError) throw new Error(`${file}: ${error.message}`);
    throw error;
  }
}

async function keepNewer(notes: NoteFile, size: number, note: string): Promise<void> {
  if (note !== "" && size > (notes.newest()?.size ?? -1)) await notes.keep({ size, note });
}

async function keepEvidence(folder: string, log: LogIdentity, alarm: Alarm): Promise<Finding> {
  const at = new Date().toISOString();
  const evidence = join(folder, "evidence", `${at.replaceAll(/[:.]/g, "-")}-${alarm.kind}`);
  const about = alarm.about === alarm.message ? {} : { about: alarm.about };
  const finding = { at, kind: alarm.kind, what: alarm.message, ...about, evidence };
  const put = (name: string, text: string) => keepFile(join(evidence, name), text);
  for (const [n, note] of alarm.checkpoints.entries()) await put(`checkpoint-${n + 1}.note`, note);
  await put("log.json", `${JSON.stringify(log, null, 2)}\n`);
  await put("report.json", `${JSON.stringify({ ...finding, origin: log.origin }, null, 2)}\n`);
  return finding;
}
