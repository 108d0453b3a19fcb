/** What a monitor writes down: its state, and the evidence of what it was shown. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LogIdentity } from "../../domain/log/log-identity.ts";
import {
  type Alarm,
  type Followed,
  formatFollowed,
  NOTHING_FOLLOWED,
  parseFollowed,
} from "../../domain/log/monitor.ts";

/** Reads the state; nothing when this is the first run. */
export function readState(folder: string): Followed {
  try {
    return parseFollowed(readFileSync(join(folder, "state.json"), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return NOTHING_FOLLOWED;
    throw error;
  }
}

/** Replaces the state in one step, so that a kill leaves the old or the new one. */
export function writeState(folder: string, state: Followed): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "state.json");
  writeFileSync(`${file}.new`, formatFollowed(state), { flush: true });
  renameSync(`${file}.new`, file);
}

export interface Report {
  readonly at: string;
  readonly kind: string;
  readonly what: string;
  readonly origin: string;
  /** Folder with the checkpoints, this report and who the log is. */
  readonly evidence: string;
}

/** Keeps everything that proves an alarm, in a folder of its own. */
export function keepEvidence(folder: string, log: LogIdentity, alarm: Alarm): Report {
  const at = new Date().toISOString();
  const evidence = join(folder, "evidence", `${at.replaceAll(/[:.]/g, "-")}-${alarm.kind}`);
  mkdirSync(evidence, { recursive: true });
  const report = { at, kind: alarm.kind, what: alarm.message, origin: log.origin, evidence };
  const put = (name: string, text: string) => writeFileSync(join(evidence, name), text, { flush: true });
  alarm.checkpoints.forEach((note, n) => {
    put(`checkpoint-${n + 1}.note`, note);
  });
  put("log.json", `${JSON.stringify(log, null, 2)}\n`);
  put("report.json", `${JSON.stringify(report, null, 2)}\n`);
  return report;
}
