/** C2SP tlog-witness: what a log asks of a witness, and what a witness may answer. */
import { equalBytes, fromBase64, toBase64, utf8ToBytes } from "./bytes.ts";
import { type CheckpointNote, parseAnyCheckpoint } from "./checkpoint.ts";
import { verifyEd25519 } from "./ed25519.ts";
import { LogError } from "./errors.ts";
import { EMPTY_ROOT, HASH_BYTES } from "./hash.ts";
import { verifyConsistency } from "./proofs.ts";
import { formatNote, formatSignature, type NoteSignature, type VerifierKey } from "./signed-note.ts";

/** Longest body of `add-checkpoint` read, in bytes. */
export const MAX_REQUEST_BYTES = 65_536;

const MAX_PROOF_LINES = 63;
/** C2SP signed-note has every reader take as many; one is left for a cosignature. */
const MOST_LINES_KEPT = 15;

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

/** What a witness goes by, of each log it knows. */
export interface WitnessMemory {
  /** What was cosigned last; null before the first. */
  seenOf(origin: string): Seen | null;
  /** Every root kept for a size: the cosigned one, and those that were signed by the log and never proved. */
  rootsOf(origin: string, size: number): readonly Uint8Array[];
}

/** A checkpoint the log signed, whatever is answered to it. */
interface SignedByLog {
  readonly checkpoint: CheckpointNote;
  /** What to keep of it. Anybody can put lines below a note, so of those it has the log's alone. */
  readonly note: string;
  /** The log signed another root for this size before, which no proof can mend. */
  readonly contradicts: boolean;
}

/** A witness's judgement; `status` is the answer's HTTP status. */
export type Judgement =
  | { readonly status: 403 | 404; readonly why: string }
  | (SignedByLog & { readonly status: 200 })
  /** Another size was cosigned last, or another root at this size; `seen` is the size to start from. */
  | (SignedByLog & { readonly status: 409; readonly seen: number })
  | (SignedByLog & { readonly status: 400; readonly why: string })
  /** `isUnproved`: nobody has shown that it extends what was cosigned. Anybody can send a bad proof, so it proves nothing. */
  | (SignedByLog & { readonly status: 422; readonly why: string; readonly isUnproved: boolean });

/**
 * Decides whether a checkpoint may be cosigned, in the order C2SP tlog-witness gives its rules.
 *
 * @param keys Keys trusted for each origin.
 * @throws LogError `log.bad_note` or `log.bad_checkpoint` for what is no checkpoint.
 */
export function judge(
  request: AddCheckpoint,
  keys: readonly VerifierKey[],
  memory: WitnessMemory,
): Judgement {
  const checkpoint = parseAnyCheckpoint(request.note);
  const { origin, size, root } = checkpoint;
  const trusted = keys.filter((key) => key.name === origin);
  if (trusted.length === 0) return { status: 404, why: "This witness does not know the log." };
  const own = linesBy(checkpoint, trusted);
  if (own.length === 0) return { status: 403, why: "No known key of the log signed this checkpoint." };
  const note = formatNote(
    checkpoint.text,
    [...own, ...linesNamed(checkpoint, trusted)].slice(0, MOST_LINES_KEPT),
  );
  const contradicts = memory.rootsOf(origin, size).some((kept) => !equalBytes(kept, root));
  return judgeGrowth(request, { checkpoint, note, contradicts }, memory.seenOf(origin));
}

const isBy = (key: VerifierKey, line: NoteSignature): boolean =>
  line.name === key.name && equalBytes(line.keyId, key.keyId);

/** One good line of each key, of the few looked at: checking is dear, and anybody may ask. */
function linesBy({ text, signatures }: CheckpointNote, keys: readonly VerifierKey[]): string[] {
  const message = utf8ToBytes(text);
  const good = keys.map((key) => {
    const claimed = signatures.filter((line) => isBy(key, line)).slice(0, MOST_LINES_KEPT);
    return claimed.find(({ signature }) => verifyEd25519(key.publicKey, message, signature));
  });
  return good.filter((line) => line !== undefined).map(formatSignature);
}

/** Lines of other keys of the log, as the one it signs for its contract with; nobody here can check them. */
function linesNamed({ origin, signatures }: CheckpointNote, known: readonly VerifierKey[]): string[] {
  const others = signatures.filter((line) => line.name === origin && !known.some((key) => isBy(key, line)));
  return others.map(formatSignature);
}

function judgeGrowth({ oldSize, proof }: AddCheckpoint, signed: SignedByLog, seen: Seen | null): Judgement {
  const { size, root } = signed.checkpoint;
  const last = seen?.size ?? 0;
  if (oldSize > size) return { status: 400, why: "The old size is larger than the checkpoint's.", ...signed };
  if (oldSize !== last) return { status: 409, seen: last, ...signed };
  if (seen === null || last === 0) {
    if (proof.length === 0 && (size > 0 || equalBytes(root, EMPTY_ROOT))) return { status: 200, ...signed };
    return { status: 422, why: "The proof from the empty log is empty.", isUnproved: false, ...signed };
  }
  if (size === last && !equalBytes(seen.root, root)) return { status: 409, seen: last, ...signed };
  const claim = { size1: last, root1: seen.root, size2: size, root2: root, proof };
  if (verifyConsistency(claim)) return { status: 200, ...signed };
  const why = "The proof does not lead from the last cosigned root to this one.";
  return { status: 422, why, isUnproved: true, ...signed };
}

const bad = (message: string): LogError => new LogError("log.bad_checkpoint", message);
