import { LogError } from "../domain/log/errors.ts";
import { compareOrHalt } from "./log-anchoring.ts";
import { isFork, readUnseen, refuseFork, refuseUnseen, type SeenHead } from "./log-fork.ts";
import type { AnchorBook, LogHalt } from "./log-ports.ts";
import { compareWithWitnesses, type WitnessBook, type WitnessingDeps } from "./log-witnessing.ts";
import type { ChainReader } from "./ports.ts";

/** A log that may get a next batch. */
export interface ComparedLog {
  readonly origin: string;
  readonly book: AnchorBook;
  readonly witnessBook: WitnessBook;
  /** The newest head this machine kept beside the database; null where it kept none. */
  readonly remembered?: () => Promise<SeenHead | null>;
}

export interface GoingOnDeps extends Pick<WitnessingDeps, "witnesses" | "onTrouble"> {
  /** The logs that are not sealed, oldest first. */
  readonly logs: () => Promise<readonly ComparedLog[]>;
  readonly chain: Pick<ChainReader, "read">;
  readonly halt: LogHalt;
}

/**
 * Holds the database against everybody who has seen more of a log than an old backup may know: the contract, the
 * witnesses of the policy, its own tiles, and what a process wrote down before it ended. Stops intake for all processes while one of
 * them contradicts it, and lets it go on once none does. Witnesses out of reach stop nothing, but what one of them has
 * said stands until it answers again, or is taken out of the policy.
 *
 * @throws LogError `log.fork_refused`; and whatever the chain is out of reach with.
 */
export async function goOnOrHalt(deps: GoingOnDeps): Promise<void> {
  const { chain, halt } = deps;
  const standing = await halt.reason();
  // Only once everybody was asked: a log let go on between two questions would make promises.
  const stopping: LogHalt = { ...halt, goOn: async () => {} };
  const logs = await deps.logs();
  for (const log of logs) {
    await compareOrHalt({ book: log.book, chain, halt: stopping });
    if (log === logs.at(-1)) await refuseEnded(deps, log);
    const answered = await askOrHalt(deps, log);
    if (standing === null) continue;
    const silent = deps.witnesses.filter(({ key }) => !answered.has(key));
    const isSilent = silent.some(({ key }) => standing.includes(key));
    if (isSilent || !(await leadsToAll(log, readUnseen(standing))))
      throw new LogError("log.fork_refused", standing);
  }
  // Somebody else may have found another reason while these were asked; that one is not dealt with.
  if (standing !== null) await halt.goOn(standing);
}

async function askOrHalt(deps: GoingOnDeps, log: ComparedLog): Promise<Set<string>> {
  const { book, witnessBook } = log;
  try {
    await refuseDamaged(book);
    const seen = (await log.remembered?.()) ?? null;
    if (seen !== null && !(await leadsTo(log, seen)))
      throw refuseUnseen(seen, (await book.head())?.size ?? 0);
    return await compareWithWitnesses({ ...deps, book: witnessBook });
  } catch (error) {
    if (isFork(error)) await deps.halt.halt(error.message);
    throw error;
  }
}

/** A log is closed before it is sealed, and has a successor from then on: a database without one is from before that. */
async function refuseEnded({ chain, halt }: GoingOnDeps, { book, origin }: ComparedLog): Promise<void> {
  const { sealedAt } = (await chain.read("EvidenceLog", "logOf", [`0x${book.logId}`])) as {
    sealedAt: bigint;
  };
  if (sealedAt === 0n) return;
  const error = refuseFork(`the chain has sealed ${origin}, and the database knows no log after it`);
  await halt.halt(error.message);
  throw error;
}

async function refuseDamaged(book: AnchorBook): Promise<void> {
  const head = await book.head();
  if (head !== null && (await book.rootAt(head.size)) !== head.root)
    throw refuseFork(`the stored tiles do not lead to the root of size ${head.size}`);
}

async function leadsToAll(log: ComparedLog, heads: readonly SeenHead[]): Promise<boolean> {
  for (const seen of heads) if (!(await leadsTo(log, seen))) return false;
  return true;
}

/** Whether the log has what a process saw of it before the database went back. */
async function leadsTo({ origin, book }: ComparedLog, seen: SeenHead): Promise<boolean> {
  if (seen.origin !== origin || seen.size === 0) return true;
  const ours = (await book.head())?.size ?? 0;
  return ours >= seen.size && (await book.rootAt(seen.size)) === seen.root;
}
