/** Who owns an item since when, read from `owning_party`. A buyer goes by a pseudonym and is never named. */
import { glnOf, partyIn, partyOf } from "./custody.ts";
import type { RecordedEvent } from "./history.ts";

export interface OwnerInterval {
  /** GLN of the owner; null for a buyer. */
  readonly gln: string | null;
  readonly from: string;
  /** Null while it is the owner. */
  readonly to: string | null;
  /** True: the one who gave it away, or was its first owner, signed so. */
  readonly confirmed: boolean;
}

interface Draft {
  readonly owner: string;
  readonly from: string;
  to: string | null;
  confirmed: boolean;
}

/**
 * Reads ownership from an item's history in time order. It passes on by the word of whoever owns it: nobody makes himself
 * an owner, and what is not signed stays unconfirmed.
 */
export function readOwnership(history: readonly RecordedEvent[]): OwnerInterval[] {
  const drafts: Draft[] = [];
  for (const recorded of history) {
    const [from, to] = [partyIn(recorded.event, "sourceList", "owning_party"), ownerAfter(recorded)];
    const signer = recorded.signer === null ? null : partyOf(recorded.signer);
    const first = from ?? to;
    if (drafts.length === 0 && first !== null) drafts.push(begin(first, recorded, signer === first));
    if (to !== null) passOn(drafts, recorded, to, signer);
  }
  return drafts.map(({ owner, ...draft }) => ({ ...draft, gln: glnOf(owner) }));
}

function passOn(drafts: Draft[], recorded: RecordedEvent, to: string, signer: string | null): void {
  const current = drafts.at(-1)!;
  const mayGive = signer === null || signer === current.owner;
  if (current.owner === to || !mayGive) return;
  current.to = recorded.event.eventTime;
  drafts.push(begin(to, recorded, signer === current.owner));
}

const ownerAfter = (recorded: RecordedEvent) => partyIn(recorded.event, "destinationList", "owning_party");

const begin = (owner: string, recorded: RecordedEvent, confirmed: boolean): Draft => ({
  owner,
  from: recorded.event.eventTime,
  to: null,
  confirmed,
});
