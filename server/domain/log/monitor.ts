/**
 * What a monitor holds against a log: whoever was shown two stories, an altered tile or a broken promise has it in hand.
 * Reads through a source it does not trust and goes on from nothing but its own state. One finding ends no look: whatever can
 * still be compared is.
 */
import type { ChainLog } from "./chain-log.ts";
import type { LogIdentity } from "./log-identity.ts";
import type { LogSource } from "./log-source.ts";
import { Alarm, type AlarmKind } from "./monitor-alarm.ts";
import { compareWithAnchor, compareWithOther, highestCounts, recordedOnChain } from "./monitor-compare.ts";
import { followLog, type KeptNotes } from "./monitor-follow.ts";
import type { Finding, Followed } from "./monitor-state.ts";

/** Somebody else who was shown the log. */
export interface OtherView {
  readonly name: string;
  /** The newest checkpoint they were shown; null when none. */
  checkpoint(): Promise<string | null>;
}

/** What one look goes by. */
export interface LookAt {
  readonly log: LogIdentity;
  readonly source: LogSource;
  /** What the contract says; null when it was not asked, or is out of reach. */
  readonly chain: ChainLog | null;
  readonly others: readonly OtherView[];
  readonly kept: KeptNotes;
  /** Called as soon as a step is proved: a kill must not make the monitor forget what it was shown. */
  readonly remember: (state: Followed) => Promise<void>;
}

export interface Look {
  readonly state: Followed;
  readonly alarms: readonly Alarm[];
  /** Why something could not be compared. */
  readonly troubles: readonly string[];
  /** Who is ahead of the log, and can only be compared later. */
  readonly later: readonly string[];
}

/** Follows the log and compares it with everybody, collecting what is wrong. */
export async function look(known: Followed, at: LookAt): Promise<Look> {
  const alarms: Alarm[] = [];
  const troubles: string[] = [];
  const later: string[] = [];
  const attempt = async (who: string, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof Alarm) alarms.push(error);
      else troubles.push(`${who}: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  };
  const { log, source, chain, others, kept } = at;
  let state = known;
  const isFollowed = await attempt("the log", async () => {
    const followed = await followLog(log, known, source, kept);
    await at.remember(followed);
    state = followed;
  });
  if (chain !== null) {
    state = withChain(state, chain);
    alarms.push(...recordedOnChain(chain.isForked, state.counts, state.note));
    // How far the log has come is only known when it could be followed.
    if (isFollowed || chain.size <= state.size)
      await attempt("the chain's root", () => compareWithAnchor(log, state, source, chain, kept));
  }
  for (const other of others) {
    await attempt(other.name, async () => {
      const theirs = await other.checkpoint();
      if (theirs !== null && !(await compareWithOther(log, state, source, theirs))) later.push(other.name);
    });
  }
  return { state, alarms: distinct(alarms), troubles, later };
}

const withChain = (state: Followed, chain: ChainLog): Followed => ({
  ...state,
  counts: highestCounts(state.counts, chain),
  successor: /[^0]/.test(chain.successor) ? chain.successor : state.successor,
});

const distinct = (alarms: readonly Alarm[]): Alarm[] =>
  alarms.filter((one, n) => alarms.findIndex((other) => isSame(other, one)) === n);

const isSame = (a: Pick<Alarm, "kind" | "about">, b: Pick<Alarm, "kind" | "about">): boolean =>
  a.kind === b.kind && a.about === b.about;

const isOf = ({ kind, what, about = what }: Finding, alarm: Alarm): boolean => isSame({ kind, about }, alarm);

/** Two notes signed by the log prove these, whatever it shows later. */
const FOR_GOOD: readonly AlarmKind[] = ["two_roots", "witness_differs"];

const BY_CHAIN: readonly AlarmKind[] = [
  ...(["late_promise", "overdue_promise", "refused_entry", "forked_on_chain"] as const),
  ...(["chain_root_differs", "chain_ahead"] as const),
];

export interface Sorted {
  /** Not reported before. */
  readonly fresh: readonly Alarm[];
  /** Reported before, and standing. */
  readonly standing: readonly Finding[];
  /** Reported before, and not found by a look that could have. */
  readonly ended: readonly Finding[];
}

/**
 * Tells what is new from what was reported before.
 *
 * @param isChainAsked Whether the contract answered at this look.
 */
export function sortFindings(
  findings: readonly Finding[],
  { alarms, troubles }: Pick<Look, "alarms" | "troubles">,
  isChainAsked: boolean,
): Sorted {
  const isKnown = (alarm: Alarm) => findings.some((finding) => isOf(finding, alarm));
  const isFound = (finding: Finding) => alarms.some((alarm) => isOf(finding, alarm));
  const isLooked = ({ kind }: Finding) =>
    troubles.length === 0 && !FOR_GOOD.includes(kind) && (isChainAsked || !BY_CHAIN.includes(kind));
  const stands = (finding: Finding) => isFound(finding) || !isLooked(finding);
  return {
    fresh: alarms.filter((alarm) => !isKnown(alarm)),
    standing: findings.filter(stands),
    // Where the same goes on with another number, the new alarm takes its place.
    ended: findings.filter((one) => !stands(one) && !alarms.some(({ kind }) => kind === one.kind)),
  };
}
