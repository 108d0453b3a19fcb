/**
 * Which events speak of an item, and in what order. An item inherits what happened to its parent only while it
 * was inside; an event declared an error stays on record and stops counting.
 */
import { canonicalEpc } from "./epc-uri.ts";
import { bareWord, type EpcisEvent } from "./event.ts";

/** An event as recorded, with what the server knows of it beside its own words. */
export interface RecordedEvent {
  readonly eventId: string;
  readonly event: EpcisEvent;
  readonly eventHash: string;
  /** GLN whose registered key signed the event; null: unsigned, whoever handed it in. */
  readonly signer: string | null;
  /** When the server took it in; the only time here that nobody outside can choose. */
  readonly recordTime: string;
}

/** Identifiers an event names as the thing it is about, canonical where they are GS1's. */
export function epcsOf(event: EpcisEvent): string[] {
  const lists = [event.epcList, event.childEPCs, event.inputEPCList, event.outputEPCList];
  const named = [
    ...lists.flatMap((list) => list ?? []),
    ...(event.parentID === undefined ? [] : [event.parentID]),
  ];
  return [...new Set(named.map(canonicalId))];
}

/** Gives an identifier's canonical form, or the identifier itself when it is not GS1's. */
export function canonicalId(uri: string): string {
  return canonicalEpc(uri) ?? uri;
}

/** Orders by claimed time, then by when the server took the event in. */
export function inTime(events: readonly RecordedEvent[]): RecordedEvent[] {
  const keyed = events.map((recorded) => ({ recorded, times: timesOf(recorded) }));
  keyed.sort(
    ({ recorded: a, times: x }, { recorded: b, times: y }) =>
      x.claimed - y.claimed || x.taken - y.taken || (a.eventId < b.eventId ? -1 : 1),
  );
  return keyed.map(({ recorded }) => recorded);
}

interface Times {
  readonly claimed: number;
  readonly taken: number;
}

/** Reading one item orders its events several times over. */
const known = new WeakMap<RecordedEvent, Times>();

function timesOf(recorded: RecordedEvent): Times {
  const times = known.get(recorded) ?? {
    claimed: Date.parse(recorded.event.eventTime),
    taken: Date.parse(recorded.recordTime),
  };
  known.set(recorded, times);
  return times;
}

/** Events that count: not error declarations, and not declared an error by one (EPCIS 2.0 section 7.4.1.4). */
export function standing(events: readonly RecordedEvent[]): RecordedEvent[] {
  const declared = new Set<string>();
  for (const { event, eventHash } of events) {
    if (event.errorDeclaration === undefined) continue;
    // The hash leaves the declaration out, so a declaration and the event it withdraws share one.
    declared.add(eventHash);
    if (event.eventID !== undefined) declared.add(event.eventID);
  }
  return events.filter(
    ({ event, eventHash }) =>
      event.errorDeclaration === undefined &&
      !declared.has(eventHash) &&
      (event.eventID === undefined || !declared.has(event.eventID)),
  );
}

/**
 * Selects what happened to an item: its own events and those of whatever contained it, between the ADD that put
 * it in and the DELETE that took it out. `events` may hold more than the item's, in any order.
 */
export function historyOf(item: string, events: readonly RecordedEvent[]): RecordedEvent[] {
  const packing: Packing = new Map();
  let inside: ReadonlyMap<string, string> = new Map();
  const found: RecordedEvent[] = [];
  for (const recorded of inTime(standing(events))) {
    const named = epcsOf(recorded.event);
    if (named.includes(item) || named.some((epc) => inside.has(epc))) found.push(recorded);
    if (repack(packing, recorded.event)) inside = containers(item, packing);
  }
  return found;
}

/** Containers of each thing, with the claimed time at which it was put in. */
type Packing = Map<string, Map<string, string>>;

/** Applies an aggregation; tells whether it was one. A DELETE that names a parent and no child takes everything out of it. */
function repack(packing: Packing, event: EpcisEvent): boolean {
  if (event.type !== "AggregationEvent" || event.parentID === undefined) return false;
  const parent = canonicalId(event.parentID);
  const children = (event.childEPCs ?? []).map(canonicalId);
  if (event.action === "ADD") for (const child of children) putInto(packing, child, parent, event.eventTime);
  if (event.action !== "DELETE") return true;
  for (const child of children.length === 0 ? packing.keys() : children) packing.get(child)?.delete(parent);
  return true;
}

function putInto(packing: Packing, child: string, parent: string, since: string): void {
  const parents = packing.get(child) ?? new Map<string, string>();
  packing.set(child, parents);
  if (!parents.has(parent)) parents.set(parent, since);
}

/** What a thing is in, and what that is in, innermost first, each since it holds the thing; what contains itself ends. */
function containers(item: string, packing: Packing): Map<string, string> {
  const found = new Map<string, string>();
  const open: (readonly [string, string | null])[] = [[item, null]];
  for (const [thing, inSince] of open) {
    for (const [parent, since] of packing.get(thing) ?? []) {
      if (parent === item || found.has(parent)) continue;
      const later = inSince === null || Date.parse(since) > Date.parse(inSince) ? since : inSince;
      found.set(parent, later);
      open.push([parent, later]);
    }
  }
  return found;
}

export interface Container {
  /** Canonical identifier of what the item is in. */
  readonly id: string;
  /** Claimed time since which it is in there. */
  readonly since: string;
}

/** What an item is in now, the innermost first. `events` as for {@link historyOf}: its containers' own packing counts too. */
export function containersOf(item: string, events: readonly RecordedEvent[]): Container[] {
  const packing: Packing = new Map();
  const aggregations = standing(events).filter(({ event }) => event.type === "AggregationEvent");
  for (const { event } of inTime(aggregations)) repack(packing, event);
  return [...containers(item, packing)].map(([id, since]) => ({ id, since }));
}

/** Seconds a record may come after the time it claims before it can count as written back into the past. */
export const BACK_DATED_AFTER_SECONDS = 86_400;

/**
 * Tells which events were written back into the past: taken in more than a day after the time they claim, when
 * a later happening of the same item was on record already. Late alone is no fault; many systems report nightly.
 */
export function backDated(history: readonly RecordedEvent[]): Set<string> {
  const flagged = new Set<string>();
  const arrivals = history
    .map(({ eventId, event, recordTime }) => ({
      eventId,
      claimed: Date.parse(event.eventTime),
      taken: Date.parse(recordTime),
    }))
    .sort((a, b) => a.taken - b.taken);
  let latest = Number.NEGATIVE_INFINITY;
  let atOnce: number[] = [];
  arrivals.forEach(({ eventId, claimed, taken }, i) => {
    // What came in the same moment, one document say, was on record neither before nor after.
    if (i > 0 && arrivals[i - 1]!.taken < taken) {
      latest = atOnce.reduce((most, time) => Math.max(most, time), latest);
      atOnce = [];
    }
    atOnce.push(claimed);
    if (taken - claimed > BACK_DATED_AFTER_SECONDS * 1000 && latest > claimed) flagged.add(eventId);
  });
  return flagged;
}

/** Bare business step and disposition, whatever spelling of CBV they came in. */
export const stepOf = (event: EpcisEvent): string | null => bareWord(event.bizStep);
export const dispositionOf = (event: EpcisEvent): string | null => bareWord(event.disposition);
