/** Recovery of a line of logs: a period that ended after the backup, and those that followed it. */
import { bytesToHex, equalBytes, fromHex } from "../domain/log/bytes.ts";
import type { ChainLog } from "../domain/log/chain-log.ts";
import { LogError } from "../domain/log/errors.ts";
import { type LogIdentity, logIdOf } from "../domain/log/log-identity.ts";
import {
  type NamedSource,
  type PublishedEntry,
  publishedEntries,
  RecoveryRefused,
  readShown,
  type Shown,
} from "../domain/log/recovery.ts";
import { type LastCheckpoint, successionEntry } from "../domain/log/succession.ts";
import {
  type PublishedPeriod,
  type RecoveringLog,
  type RecoveryReading,
  type RecoveryReport,
  reachOf,
  recoverLog,
} from "./recover-log.ts";

/** How one log gave way to the next. */
export interface Succession {
  /** Last checkpoint of the log before, as the contract has it. */
  readonly last: LastCheckpoint;
  readonly to: LogIdentity;
  /** Whether the contract knows the successor; where not, the server still has to register it. */
  readonly isRegistered: boolean;
  /** Entry 0 of the successor as it was published; null while nothing of it was. */
  readonly first: PublishedEntry | null;
}

/** The line of logs in the database, all in one transaction. */
export interface RecoveringLine {
  /** Takes hold of a log the database has. */
  log(identity: LogIdentity): Promise<RecoveringLog>;
  /** Closes a log and begins the one after it; answers whether that one's entry 0 was new. */
  succeed(succession: Succession): Promise<boolean>;
  /** Hands what closed logs were still to take in to an open one; answers how many entries. */
  carryOver(from: readonly LogIdentity[], to: LogIdentity): Promise<number>;
}

export interface LineRecoveryDeps extends RecoveryReading {
  /** The oldest log that the database does not have as sealed. */
  readonly first: LogIdentity;
  /** The log after it where the contract has none yet: the one the database has, or that the operator names. */
  readonly named: LogIdentity | null;
  /** Who a log is that goes on from another, by its id; null where nothing tells. */
  readonly identify: (logId: string) => Promise<LogIdentity | null>;
  readonly sources: (logId: string) => Promise<readonly NamedSource[]>;
  /** What others were shown. */
  readonly seen: (log: LogIdentity) => Promise<readonly Shown[]>;
  readonly chain: {
    readonly log: (logId: string) => Promise<ChainLog>;
    /** Sizes and roots anchored since the backup, oldest first. */
    readonly anchors: (logId: string) => Promise<readonly Shown[]>;
    /** Names of those of our keys that the contract does not know for this log. */
    readonly unknownKeys: (logId: string) => Promise<readonly string[]>;
  };
  /** Runs the work in one transaction: all of it is kept, or with `false` nothing. */
  readonly hold: <T>(work: (line: RecoveringLine) => Promise<T>, keep: boolean) => Promise<T>;
}

/** What became of one log. */
export interface PeriodReport extends RecoveryReport {
  readonly origin: string;
  readonly isSealed: boolean;
  /** Whether its entry 0, the last checkpoint of the log before it, was written now. */
  readonly isBegun: boolean;
}

export interface LineReport {
  /** Oldest first. */
  readonly periods: readonly PeriodReport[];
  /** Entries that the last log takes instead of logs that were sealed without them. */
  readonly carried: number;
}

/** A successor the contract does not know yet was never anchored, and so never published. */
interface UnregisteredPeriod {
  readonly log: LogIdentity;
  readonly chain: null;
}

type Period = PublishedPeriod | UnregisteredPeriod;

/**
 * Brings the logs of a restored database up to what was published: the one it has as current, and where that was sealed
 * since, those that go on from it. All in one transaction, or nothing. Safe to repeat.
 *
 * @param keep False to check everything and change nothing.
 * @throws RecoveryRefused when a source, the contract or somebody else was shown another history, or a longer one; and
 * where a period ended and nothing tells how the line goes on.
 */
export async function recoverLine(deps: LineRecoveryDeps, keep: boolean): Promise<LineReport> {
  const periods = await readPeriods(deps);
  refuseSourceless(periods);
  return await deps.hold((line) => recoverPeriods(deps, line, periods), keep);
}

async function recoverPeriods(
  deps: LineRecoveryDeps,
  line: RecoveringLine,
  periods: readonly Period[],
): Promise<LineReport> {
  const reports: PeriodReport[] = [];
  for (const [at, period] of periods.entries()) {
    const before = periods[at - 1] as PublishedPeriod | undefined;
    const isBegun = before !== undefined && (await begin(deps, line, before, period));
    reports.push({ ...(await recoverPeriod(deps, line, period)), isBegun });
  }
  const logs = periods.map(({ log }) => log);
  return { periods: reports, carried: await line.carryOver(logs.slice(0, -1), logs.at(-1)!) };
}

/** The contract knows a log up to its last anchor alone: without a source nobody could say that nothing is missing. */
function refuseSourceless(periods: readonly Period[]): void {
  if (periods.some((period) => period.chain !== null && period.sources.length > 0)) return;
  throw new RecoveryRefused(
    "no_source",
    "Nothing says where the log is: DATA_DIR keeps neither copies nor tail of it, and no source given shows it. Give --from.",
  );
}

async function recoverPeriod(
  deps: LineRecoveryDeps,
  line: RecoveringLine,
  period: Period,
): Promise<Omit<PeriodReport, "isBegun">> {
  const { origin } = period.log;
  const nothing = { from: 0, to: 0, anchored: 0, known: 0, anchors: 0, erased: 0 };
  if (period.chain === null) return { ...nothing, origin, isSealed: false };
  const report = await recoverLog(period, await line.log(period.log), deps);
  return { ...report, origin, isSealed: period.chain.isSealed };
}

/** Follows the line by what the contract says of it. */
async function readPeriods(deps: LineRecoveryDeps): Promise<Period[]> {
  const periods: Period[] = [await readPeriod(deps, deps.first)];
  for (;;) {
    const { log, chain } = periods.at(-1)!;
    if (chain === null || !chain.isSealed) return periods;
    periods.push(await readNext(deps, log, chain));
  }
}

async function readNext(
  deps: LineRecoveryDeps,
  { origin }: LogIdentity,
  { successor }: ChainLog,
): Promise<Period> {
  if (/[^0]/.test(successor)) {
    const log = await deps.identify(successor);
    if (log !== null) return await readPeriod(deps, log);
    throw new RecoveryRefused(
      "successor_unknown",
      `${origin} was sealed and goes on in log ${successor}, and none of the sources shows that one as made by this ` +
        "installation's LOG_ED25519_KEY and PLATFORM_ID. Give a source of it, or its origin with --origin; where that " +
        "is given, the key is not the one it was registered with.",
    );
  }
  if (deps.named !== null) return { log: deps.named, chain: null };
  throw new RecoveryRefused(
    "period_ended",
    `${origin} was sealed, and the contract has no log after it: give --origin with the origin redress rotate was given ` +
      "for it, or where nobody knows it any more, with one that was never used. The server registers it.",
  );
}

async function readPeriod(deps: LineRecoveryDeps, log: LogIdentity): Promise<PublishedPeriod> {
  const logId = bytesToHex(logIdOf(log));
  const chain = await askChain(deps, log, logId);
  if (chain.isForked)
    throw new RecoveryRefused(
      "forked_on_chain",
      `The contract has marked ${log.origin} as forked: it cannot go on.`,
    );
  await refuseUnknownKeys(deps, log, logId);
  const sources = await deps.sources(logId);
  const shown: Shown[] = [];
  for (const source of sources) shown.push(readShown(log, await source.checkpoint(), source.name));
  const [seen, anchors] = [await deps.seen(log), await deps.chain.anchors(logId)];
  return { log, chain, sources, shown, seen, anchors };
}

async function askChain(
  { chain }: LineRecoveryDeps,
  { origin }: LogIdentity,
  logId: string,
): Promise<ChainLog> {
  try {
    return await chain.log(logId);
  } catch (error) {
    if (!(error instanceof LogError) || error.code !== "log.not_registered") throw error;
    throw new RecoveryRefused(
      "keys_missing",
      `The contract knows no log ${origin} of LOG_ED25519_KEY and PLATFORM_ID of these settings: take those it has run on.`,
    );
  }
}

/** What another key signs the contract would refuse, after it was promised. */
async function refuseUnknownKeys(
  { chain }: LineRecoveryDeps,
  { origin }: LogIdentity,
  logId: string,
): Promise<void> {
  const unknown = await chain.unknownKeys(logId);
  if (unknown.length === 0) return;
  throw new RecoveryRefused(
    "keys_missing",
    `The contract does not know ${unknown.join(" and ")} of these settings for ${origin}: take the keys the log has run on.`,
  );
}

/** Begins a log with the last checkpoint of the one before, which is complete by now. */
async function begin(
  deps: LineRecoveryDeps,
  line: RecoveringLine,
  before: PublishedPeriod,
  period: Period,
): Promise<boolean> {
  const { size, root } = before.chain;
  const last = { logId: logIdOf(before.log), size, root: fromHex(root, "root", 32) };
  const first = period.chain === null ? null : await firstEntry(deps, period);
  if (first !== null) refuseOtherFirst(last, first, before.log, period.log);
  return await line.succeed({ last, to: period.log, isRegistered: period.chain !== null, first });
}

async function firstEntry(
  { sha256 }: RecoveryReading,
  period: PublishedPeriod,
): Promise<PublishedEntry | null> {
  const to = reachOf(period);
  for await (const [first] of publishedEntries({ from: 0, to }, period.sources, sha256)) return first ?? null;
  return null;
}

function refuseOtherFirst(
  last: LastCheckpoint,
  { bytes, entry }: PublishedEntry,
  before: LogIdentity,
  { origin }: LogIdentity,
): void {
  const at = new Date(entry.receivedAt);
  if (!Number.isNaN(at.getTime()) && equalBytes(successionEntry(last, at).bytes, bytes)) return;
  throw new RecoveryRefused(
    "other_history",
    `Entry 0 of ${origin} is not the last checkpoint of ${before.origin}, size ${last.size}.`,
  );
}
