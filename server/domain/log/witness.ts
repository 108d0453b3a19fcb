/** C2SP tlog-witness: what a log asks of a witness, and what a witness may answer. */
import { equalBytes, fromBase64, toBase64 } from "./bytes.ts";
import { type CheckpointNote, parseCheckpoint, verifyLogLine } from "./checkpoint.ts";
import { LogError } from "./errors.ts";
import { EMPTY_ROOT, HASH_BYTES } from "./hash.ts";
import { verifyConsistency } from "./proofs.ts";
import type { VerifierKey } from "./signed-note.ts";

/** Longest body of `add-checkpoint` read, in bytes. */
export const MAX_REQUEST_BYTES = 65_536;

const MAX_PROOF_LINES = 63;

/** A request to cosign: the checkpoint, and the proof that it extends what the witness saw last. */
export interface AddCheckpoint {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  /** The signed note, as sent. */
  readonly note: string;
}

/** Writes the body of `add-checkpoint`. */
export function formatAddCheckpoint({ oldSize, proof, note }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join("")}\n${note}`;
}

/**
 * Reads the body of `add-checkpoint`; checks its form alone.
 *
 * @throws LogError `log.bad_checkpoint` or `log.bad_encoding`.
 */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const cut = body.indexOf("\n\n");
  if (cut < 0) throw bad("A request is an old size, proof lines, an empty line and a checkpoint.");
  const [old, ...lines] = body.slice(0, cut).split("\n");
  const size = /^old (0|[1-9]\d{0,15})$/.exec(old ?? "")?.[1];
  if (size === undefined || !Number.isSafeInteger(Number(size)))
    throw bad("The first line is `old` and a size without leading zeros.");
  if (lines.length > MAX_PROOF_LINES) throw bad(`A proof has at most ${MAX_PROOF_LINES} lines.`);
  return { oldSize: Number(size), proof: lines.map(readHash), note: body.slice(cut + 2) };
}

function readHash(line: string): Uint8Array {
  const hash = fromBase64(line, "proof line");
  if (hash.length !== HASH_BYTES) throw bad("A proof line is one hash of 32 bytes.");
  return hash;
}

/** What a witness has cosigned last of a log. */
export interface Seen {
  readonly size: number;
  readonly root: Uint8Array;
}

/** A witness's judgement; `status` is the answer's HTTP status. */
export type Judgement =
  | { readonly status: 200; readonly checkpoint: CheckpointNote }
  /** Another size was cosigned last, or another root at this size; `seen` is the size to start from. */
  | { readonly status: 409; readonly seen: number; readonly contradicts: boolean }
  | { readonly status: 400 | 403 | 404 | 422; readonly why: string; readonly contradicts: boolean };

/**
 * Decides whether a checkpoint may be cosigned, in the order C2SP tlog-witness gives its rules.
 *
 * @param keys Keys trusted for each origin.
 * @param seenOf What was cosigned last of an origin; null before the first.
 */
export function judge(
  request: AddCheckpoint,
  keys: readonly VerifierKey[],
  seenOf: (origin: string) => Seen | null,
): Judgement {
  const checkpoint = parseCheckpoint(request.note);
  const trusted = keys.filter((key) => key.name === checkpoint.origin);
  if (trusted.length === 0) return refuse(404, "This witness does not know the log.");
  if (!trusted.some((key) => verifyLogLine(checkpoint, key)))
    return refuse(403, "No known key of the log signed this checkpoint.");
  const seen = seenOf(checkpoint.origin);
  if (request.oldSize > checkpoint.size) return refuse(400, "The old size is larger than the checkpoint's.");
  if (request.oldSize !== (seen?.size ?? 0)) return conflict(seen, checkpoint);
  return judgeGrowth(request, checkpoint, seen);
}

function judgeGrowth({ proof }: AddCheckpoint, checkpoint: CheckpointNote, seen: Seen | null): Judgement {
  if (seen !== null && seen.size === checkpoint.size && !equalBytes(seen.root, checkpoint.root))
    return conflict(seen, checkpoint);
  if (seen === null || seen.size === 0) {
    const isEmpty = checkpoint.size === 0 ? equalBytes(checkpoint.root, EMPTY_ROOT) : true;
    return proof.length === 0 && isEmpty
      ? { status: 200, checkpoint }
      : refuse(422, "The proof from the empty log is empty.");
  }
  const claim = { size1: seen.size, root1: seen.root, size2: checkpoint.size, root2: checkpoint.root, proof };
  return verifyConsistency(claim)
    ? { status: 200, checkpoint }
    : {
        ...refuse(422, "The proof does not lead from the last cosigned root to this one."),
        contradicts: true,
      };
}

function conflict(seen: Seen | null, { size, root }: CheckpointNote): Judgement {
  const contradicts = seen !== null && seen.size === size && !equalBytes(seen.root, root);
  return { status: 409, seen: seen?.size ?? 0, contradicts };
}

const refuse = (status: 400 | 403 | 404 | 422, why: string) => ({ status, why, contradicts: false }) as const;

const bad = (message: string): LogError => new LogError("log.bad_checkpoint", message);
