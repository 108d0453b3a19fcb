/**
 * Who held an item since when, read from its events. Shipping is an offer; custody moves when the receiver's
 * own signed record takes the item over. An offer nobody took stays visible as an unconfirmed hand-over.
 */
import { conditionOf, type ObservedCondition } from "./condition.ts";
import { bareWord, type EpcisEvent } from "./event.ts";
import { canonicalId, type RecordedEvent, stepOf } from "./history.ts";

/** One holder's interval. */
export interface HolderInterval {
  /** Canonical identifier of the holder: a party's Digital Link, or the pseudonym of a buyer. */
  readonly holder: string;
  /** The holder's GLN; null for a buyer, who never has one. */
  readonly gln: string | null;
  readonly from: string;
  /** Null while the holder still has it. */
  readonly to: string | null;
  /** False: named by the giver, not taken over by the holder's own signed record. */
  readonly confirmed: boolean;
  /** What was recorded of the item when this interval began; good found later in it was good then too. */
  readonly atStart: readonly ObservedCondition[];
  /** Damage found while the holder had it, or when the next one took it over. */
  readonly atEnd: readonly ObservedCondition[];
  readonly evidenceIds: readonly string[];
}

const OFFERS = new Set(["shipping", "departing", "consigning"]);
const TAKEOVERS = new Set(["receiving", "accepting"]);

interface Draft {
  holder: string;
  from: string;
  to: string | null;
  confirmed: boolean;
  atStart: ObservedCondition[];
  found: ObservedCondition[];
  evidenceIds: string[];
}

/**
 * Reads custody.
 *
 * @param item Canonical identifier of the item.
 * @param history Its events in time order, as `historyOf` gives them.
 */
export function readCustody(item: string, history: readonly RecordedEvent[]): HolderInterval[] {
  const drafts: Draft[] = [];
  for (const recorded of history) {
    const condition = conditionOf(recorded, item);
    const moved = follow(drafts, recorded);
    if (condition !== null) note(drafts.at(-1), condition, moved !== null);
  }
  return drafts.map(({ found, ...draft }, i) => ({
    ...draft,
    gln: glnOf(draft.holder),
    atEnd: [...found, ...(drafts[i + 1]?.atStart ?? [])],
  }));
}

/** Damage does not heal by itself: good now was good before, bad now stays bad. */
function note(current: Draft | undefined, condition: ObservedCondition, atTakeOver: boolean): void {
  const list = atTakeOver || condition.state === "good" ? current?.atStart : current?.found;
  list?.push(condition);
}

/** Applies one event; gives the interval the event's condition belongs to when the event started it. */
function follow(drafts: Draft[], recorded: RecordedEvent): Draft | null {
  const { event } = recorded;
  const step = stepOf(event);
  const [from, to] = [possessor(event, "sourceList"), possessor(event, "destinationList")];
  if (drafts.length === 0)
    return begin(drafts, recorded, from ?? (recorded.signer && partyOf(recorded.signer)));
  if (step === null || to === null) return null;
  if (OFFERS.has(step)) return offer(drafts, recorded, to);
  return TAKEOVERS.has(step) ? takeOver(drafts, recorded, to) : null;
}

function begin(drafts: Draft[], recorded: RecordedEvent, holder: string | null): Draft | null {
  if (holder === null) return null;
  const confirmed = recorded.signer !== null && partyOf(recorded.signer) === holder;
  return start(drafts, recorded, holder, confirmed);
}

function offer(drafts: Draft[], recorded: RecordedEvent, to: string): Draft | null {
  const current = drafts.at(-1)!;
  if (current.holder === to || !mayOffer(drafts, recorded.signer)) return null;
  if (current.confirmed) return start(drafts, recorded, to, false);
  // A second offer before anybody took the first: the item never left, so the first offer falls away.
  if (drafts.length > 1) drafts.pop();
  drafts.at(-1)!.to = null;
  return drafts.at(-1)!.holder === to ? null : start(drafts, recorded, to, false);
}

/** Only who has the item, or last confirmed having it, offers it; an unsigned offer stays an unconfirmed one. */
function mayOffer(drafts: readonly Draft[], signer: string | null): boolean {
  const confirmed = drafts.findLast((draft) => draft.confirmed) ?? drafts[0]!;
  return signer === null || partyOf(signer) === confirmed.holder;
}

function takeOver(drafts: Draft[], recorded: RecordedEvent, to: string): Draft {
  const current = drafts.at(-1)!;
  const confirmed = isConfirmed(recorded, to);
  if (current.holder !== to) return start(drafts, recorded, to, confirmed);
  if (!current.confirmed && confirmed) {
    const giver = drafts.at(-2);
    if (giver !== undefined) giver.to = recorded.event.eventTime;
    current.from = recorded.event.eventTime;
    current.confirmed = true;
  }
  current.evidenceIds.push(recorded.eventId);
  return current;
}

/**
 * The receiver's own signature confirms. A buyer has no key: there the deliverer's word counts where it speaks
 * against the deliverer, that is where it records damage.
 */
function isConfirmed(recorded: RecordedEvent, to: string): boolean {
  if (recorded.signer === null) return false;
  if (glnOf(to) !== null) return partyOf(recorded.signer) === to;
  return conditionOf(recorded, "")?.state === "bad";
}

function start(drafts: Draft[], recorded: RecordedEvent, holder: string, confirmed: boolean): Draft {
  const previous = drafts.at(-1);
  const at = recorded.event.eventTime;
  if (previous !== undefined) previous.to = at;
  const draft: Draft = {
    holder,
    from: at,
    to: null,
    confirmed,
    atStart: [],
    found: [],
    evidenceIds: [recorded.eventId],
  };
  drafts.push(draft);
  return draft;
}

const possessor = (event: EpcisEvent, list: "sourceList" | "destinationList"): string | null =>
  partyIn(event, list, "possessing_party");

/** The party an event names in a role on one side; null when it names none. */
export function partyIn(
  event: EpcisEvent,
  list: "sourceList" | "destinationList",
  role: "possessing_party" | "owning_party",
): string | null {
  const found = (event[list] ?? []).find((entry) => bareWord(entry.type) === role);
  const id = found?.source ?? found?.destination;
  return id === undefined ? null : canonicalId(id);
}

/** Canonical identifier of the party behind a GLN. */
export const partyOf = (gln: string): string => `https://id.gs1.org/417/${gln}`;

/** The GLN in a party's identifier; null when it is a pseudonym. */
export function glnOf(party: string): string | null {
  return /^https:\/\/id\.gs1\.org\/(?:417|414)\/(\d{13})$/.exec(party)?.[1] ?? null;
}
