/** Holding a followed log against what others were shown: the contract, witnesses and other monitors. */
import { bytesToHex } from "./bytes.ts";
import type { ChainLog } from "./chain-log.ts";
import { type CheckpointNote, parseAnyCheckpoint, verifyLogLine } from "./checkpoint.ts";
import { LogError } from "./errors.ts";
import type { LogIdentity } from "./log-identity.ts";
import { fetched, type LogSource } from "./log-source.ts";
import { Alarm, type AlarmKind } from "./monitor-alarm.ts";
import type { KeptNotes } from "./monitor-follow.ts";
import type { Counts } from "./monitor-state.ts";
import { verifyConsistency } from "./proofs.ts";
import { consistencyRanges } from "./ranges.ts";
import { parseVerifierKey } from "./signed-note.ts";
import { hashRange, type TileId, tilePath, tilesOf, tileWidth } from "./tiles.ts";

/** Each of its sizes proves the same once more. */
const ANOTHER_HISTORY = "another history";

/** A size whose note was checked, and recomputed or proved. */
export interface KnownHead {
  readonly size: number;
  readonly note: string;
}

/**
 * Computes the root the log had at an earlier size from its tiles, and proves it a beginning of what is known.
 *
 * @throws Alarm when the tiles do not belong to the signed root.
 */
export async function rootAtSize(
  log: LogIdentity,
  known: KnownHead,
  source: LogSource,
  size: number,
): Promise<string> {
  const { root } = signedByLog(log, known.note);
  if (size === known.size) return bytesToHex(root);
  const whole = { start: 0, end: size };
  const ranges = consistencyRanges(size, known.size);
  const tiles = new Map<string, Uint8Array>();
  for (const id of tilesOf([whole, ...ranges])) {
    const path = tilePath(id, tileWidth(id, known.size));
    tiles.set(`${id.level}/${id.index}`, await fetched(source, path, known.note));
  }
  const at = ({ level, index }: TileId) => tiles.get(`${level}/${index}`);
  const earlier = hashRange(whole, at);
  const proof = ranges.map((range) => hashRange(range, at));
  if (verifyConsistency({ size1: size, root1: earlier, size2: known.size, root2: root, proof }))
    return bytesToHex(earlier);
  const what = "The log's tiles do not lead to its signed root.";
  throw new Alarm("tile_differs", what, [known.note]);
}

/** What the contract itself has recorded against the log. */
export function recordedOnChain(isForked: boolean, counts: Counts, note: string): Alarm[] {
  const notes = note === "" ? [] : [note];
  const counted = (kind: AlarmKind, count: number, one: string, many: string): Alarm[] =>
    count === 0
      ? []
      : [new Alarm(kind, `The contract counts ${count === 1 ? `1 ${one}` : `${count} ${many}`}.`, notes)];
  return [
    ...(isForked ? [new Alarm("forked_on_chain", "The contract has marked the log as forked.", notes)] : []),
    ...counted("late_promise", counts.late, "promise that was kept late", "promises that were kept late"),
    ...counted("overdue_promise", counts.overdue, "promise never kept", "promises never kept"),
    ...counted(
      "refused_entry",
      counts.refused,
      "requested entry never included",
      "requested entries never included",
    ),
  ];
}

/** The contract never takes a count back, so a lower one is of a node that is behind. */
export const highestCounts = (known: Counts, chain: ChainLog): Counts => ({
  late: Math.max(known.late, chain.lateCount),
  overdue: Math.max(known.overdue, chain.overdueCount),
  refused: Math.max(known.refused, chain.refusedCount),
});

/**
 * Holds the log against the contract's newest root.
 *
 * @param kept Every note followed so far: the contract judges a checkpoint of exactly the anchored size.
 * @throws Alarm when the two differ.
 */
export async function compareWithAnchor(
  log: LogIdentity,
  known: KnownHead,
  source: LogSource,
  chain: Pick<ChainLog, "size" | "root" | "anchoredAt">,
  kept: KeptNotes,
): Promise<void> {
  if (chain.size > known.size) {
    const what = "The contract anchored a larger size than the log shows.";
    throw new Alarm("chain_ahead", what, known.note === "" ? [] : [known.note]);
  }
  if (chain.size === 0 || (await rootAtSize(log, known, source, chain.size)) === chain.root) return;
  const at = new Date(chain.anchoredAt * 1000).toISOString().replace(".000Z", "Z");
  const what = `The contract anchored another root of size ${chain.size} at ${at}.`;
  const note = chain.size === known.size ? known.note : (kept(chain.size) ?? known.note);
  throw new Alarm("chain_root_differs", what, [note], ANOTHER_HISTORY);
}

/**
 * Holds the log against a checkpoint that somebody else was shown, as a witness or another monitor keeps it.
 *
 * @returns False when that checkpoint is ahead of what is known and can only be judged later.
 * @throws Alarm when both cannot be of one history.
 * @throws LogError `log.bad_signature` for what the log did not sign: that is whose who shows it, not the log's.
 */
export async function compareWithOther(
  log: LogIdentity,
  known: KnownHead,
  source: LogSource,
  other: string,
): Promise<boolean> {
  const theirs = signedByLog(log, other);
  if (theirs.size > known.size) return false;
  const root = bytesToHex(theirs.root);
  if (theirs.size === 0 || (await rootAtSize(log, known, source, theirs.size)) === root) return true;
  const what = `Somebody else was shown another root of size ${theirs.size}: ${root}.`;
  throw new Alarm(
    "witness_differs",
    what,
    [known.note, other],
    `${ANOTHER_HISTORY}, ${worthOf(log, known, theirs)}`,
  );
}

/** Only two notes of one size, both with the contract's line, can be taken there: a better pair is kept beside a worse one. */
function worthOf({ origin }: LogIdentity, { size }: KnownHead, theirs: CheckpointNote): string {
  const lines = theirs.signatures.filter(({ name }) => name === origin);
  return `${theirs.size === size ? "one size" : "two sizes"}, ${lines.length > 1 ? "full" : "bare"}`;
}

/** The contract's line may have been left out on the way to who keeps it; the log's own proves who signed. */
function signedByLog(log: LogIdentity, note: string): CheckpointNote {
  const read = parseAnyCheckpoint(note);
  if (read.origin === log.origin && verifyLogLine(read, parseVerifierKey(log.verifierKey))) return read;
  throw new LogError("log.bad_signature", "This checkpoint is not signed by the log's Ed25519 key.");
}
