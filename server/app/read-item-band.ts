import type { CloneSign } from "../domain/provenance/clone-signs.ts";
import type { HolderInterval } from "../domain/provenance/custody.ts";
import { dispositionOf } from "../domain/provenance/history.ts";
import type { ItemView } from "../schema/item.ts";
import type { ScanSummary } from "./ports-labels.ts";
import type { StoredEvent } from "./ports-provenance.ts";
import { standingOf } from "./read-item-state.ts";

const ALARMING = new Set(["recalled", "destroyed", "stolen"]);

/** What is known of the item's scans, and for whom the band is made. */
export interface Seen {
  readonly scans: ScanSummary;
  readonly signs: readonly CloneSign[];
  /** The phone it is read for; null: nobody's. */
  readonly device: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How long the phone that opened the inner code, or read the tag, gets its green again. */
const GREEN_MILLISECONDS = 24 * 3_600_000;
/** A phone alone with the item for longer than this has scanned it before. */
const ONE_LOOK_MILLISECONDS = 30 * 60_000;

/**
 * Gives the band of the scan page. The outer code can be copied by anybody, so it earns green never: that is for
 * an inner code opened for the first time, or a tag that answered.
 */
export function bandOf(
  history: readonly StoredEvent[],
  custody: readonly HolderInterval[],
  seen: Seen,
): Pick<ItemView, "band" | "bandReason"> {
  if (history.length === 0) return { band: "grey", bandReason: "unknown" };
  const alarming = standingAlarm(history.filter(mayAlarm(history, custody)));
  if (alarming !== null) return { band: "red", bandReason: alarming };
  const own = ownOf(seen);
  return alarmOf(seen, own?.band === "green") ?? own ?? othersOf(seen);
}

type Band = Pick<ItemView, "band" | "bandReason">;

/** Copies of the outer code are about; whoever just opened the inner code or read the tag holds no copy. */
const OF_OUTER_CODE = new Set(["two_places", "burst"]);

function alarmOf({ scans, signs, device }: Seen, isGreen: boolean): Band | null {
  const isLate = scans.ownOpeningAt !== null && scans.opened?.device !== device;
  if (isLate) return { band: "red", bandReason: "already_activated" };
  const alarm = signs.find(({ sign, weight }) => weight === "alarm" && !(isGreen && OF_OUTER_CODE.has(sign)));
  return alarm === undefined ? null : { band: "red", bandReason: alarm.sign };
}

function ownOf({ scans, now }: Seen): Band | null {
  const isRecent = (at: Date | null) => at !== null && now - at.getTime() < GREEN_MILLISECONDS;
  if (isRecent(scans.ownOpeningAt)) return { band: "green", bandReason: "opened_now" };
  if (isRecent(scans.ownTagAt)) return { band: "green", bandReason: "tag_answered" };
  if (scans.ownOpeningAt !== null) return { band: "grey", bandReason: "opened_by_you" };
  return null;
}

function othersOf({ scans, device, now }: Seen): Band {
  if (scans.opened !== null) return { band: "amber", bandReason: "opened_before" };
  if (scans.count > 1 || (scans.count === 1 && device === null))
    return { band: "amber", bandReason: "seen_before" };
  const isAgain = scans.firstAt !== null && now - scans.firstAt.getTime() > ONE_LOOK_MILLISECONDS;
  return { band: "grey", bandReason: isAgain ? "only_you" : "first_scan" };
}

/** Whoever first told of the item, and those who confirmed holding it: no stranger turns a band red. */
function mayAlarm(
  history: readonly StoredEvent[],
  custody: readonly HolderInterval[],
): (event: StoredEvent) => boolean {
  const first = history[0]?.submitter;
  const holders = new Set(custody.filter(({ confirmed }) => confirmed).map(({ gln }) => gln));
  return ({ submitter, signer }) => submitter === first || (signer !== null && holders.has(signer));
}

/** A persistent disposition holds until it is unset; a plain one until the next event says otherwise. */
function standingAlarm(history: readonly StoredEvent[]): string | null {
  const said = standingOf(history);
  const last = history.map(({ event }) => dispositionOf(event)).findLast((word) => word !== null);
  if (last != null) said.add(last);
  return [...ALARMING].find((word) => said.has(word)) ?? null;
}
