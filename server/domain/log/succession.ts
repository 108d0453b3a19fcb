/** How a log goes on from another: its entry 0 commits to the last checkpoint of the one before. */
import { commit } from "../evidence/commitment.ts";
import { uintWord } from "./abi.ts";
import { bytesToHex, concatBytes } from "./bytes.ts";
import { encodeEntry } from "./entry.ts";
import { formatMinute } from "./instants.ts";

/** A log's last checkpoint. */
export interface LastCheckpoint {
  readonly logId: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
}

/** What entry 0 commits to: log, size and root, a word each; nothing in it is secret, so its salt is zero. */
export const lastCheckpointBytes = ({ logId, size, root }: LastCheckpoint): Uint8Array =>
  concatBytes(logId, uintWord(size), root);

/** Salt of entry 0. */
export const OPEN_SALT: Uint8Array = new Uint8Array(32);

/** Commitment of entry 0, as `EvidenceLog.checkpointCommitment` computes it. */
export const successionCommitment = (last: LastCheckpoint): Uint8Array =>
  commit(lastCheckpointBytes(last), OPEN_SALT);

/** Makes entry 0 of the log after. */
export function successionEntry(last: LastCheckpoint, now: Date): { text: string; bytes: Uint8Array } {
  return encodeEntry({
    commitment: bytesToHex(successionCommitment(last)),
    receivedAt: formatMinute(now),
    subject: "log",
    type: "checkpoint",
  });
}
