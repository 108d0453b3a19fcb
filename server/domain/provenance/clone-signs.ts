/**
 * Signs that an item's code was copied, read from where and when it was scanned. Scans are placed by networks that
 * are sometimes wrong for as long as somebody is on them, families share an item, and things travel and are sold on:
 * so no single scan in a strange place raises an alarm, only what honest use cannot explain.
 */
import { type City, cityDistanceKm, cityOf } from "./cities.ts";

/** One scan: when, by which device (a pseudonym for this item alone), where at most by city, and of which code. */
export interface Sighting {
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  readonly device: string;
  readonly city: string | null;
  /** Whether the phone gave its position or the edge placed its network; null where there is no city. */
  readonly from: "device" | "edge" | null;
  readonly code: "outer" | "inner";
}

/** What the item's own records say; milliseconds since 1970, null where they say nothing. */
export interface ItemLife {
  readonly commissionedAt: number | null;
  readonly deliveredAt: number | null;
  readonly destroyedAt: number | null;
  /** ISO 3166-1 countries it was sold for; null: everywhere. */
  readonly countries: readonly string[] | null;
}

export const cloneSignNames = [
  "before_commissioning",
  "after_destruction",
  "impossible_state",
  "two_places",
  "burst",
  "inner_code_reused",
  "outside_region",
] as const;
export type CloneSignName = (typeof cloneSignNames)[number];

export interface CloneSign {
  readonly sign: CloneSignName;
  /** An alarm turns the band red; a notice is shown and decides nothing. */
  readonly weight: "alarm" | "notice";
}

/** Where the rules draw their lines; see `docs/copied-codes.md` for what each line costs and catches. */
export interface CloneThresholds {
  /** No traveller is faster. */
  readonly maxSpeedKmh: number;
  /** Two cities nearer than this are one: centres stand for whole cities, and suburbs belong to either. */
  readonly nearKm: number;
  /** One phone scanning this long before the item was commissioned; sooner it may be a worker on the line. */
  readonly earlyHours: number;
  /** Two phones scanning this long before it was commissioned. */
  readonly earlyByTwoHours: number;
  readonly destroyedGraceHours: number;
  /** An inner code opened this long before the parcel arrived. */
  readonly openedEarlyHours: number;
  readonly burstDevices: number;
  readonly burstDays: number;
  /** Phones in so many cities within so many days: no parcel gets about like that. */
  readonly spreadCities: number;
  readonly spreadDays: number;
  /** Impossible journeys between different phones, where no phone gave its own position. */
  readonly clashes: number;
  readonly clashCities: number;
  readonly innerDevices: number;
  /** A second phone opens the inner code this long after the first: no family tries for so long. */
  readonly innerDays: number;
  readonly innerFarDays: number;
}

export const cloneThresholds: CloneThresholds = {
  maxSpeedKmh: 900,
  nearKm: 100,
  earlyHours: 72,
  earlyByTwoHours: 36,
  destroyedGraceHours: 6,
  openedEarlyHours: 48,
  burstDevices: 12,
  burstDays: 14,
  spreadCities: 4,
  spreadDays: 10,
  clashes: 3,
  clashCities: 4,
  innerDevices: 3,
  innerDays: 6,
  innerFarDays: 3,
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Placed extends Sighting {
  readonly place: City;
}

/** Reads the signs; sightings may come in any order. */
export function cloneSigns(
  life: ItemLife,
  sightings: readonly Sighting[],
  limits: CloneThresholds = cloneThresholds,
): CloneSign[] {
  const inTime = [...sightings].sort((a, b) => a.at - b.at);
  const placed = inTime.flatMap((sighting): Placed[] => {
    const place = sighting.city === null ? undefined : cityOf(sighting.city);
    return place === undefined ? [] : [{ ...sighting, place }];
  });
  const alarms: [CloneSignName, boolean][] = [
    ["before_commissioning", isTooEarly(life, inTime, limits)],
    ["after_destruction", isAfterEnd(life, inTime, limits)],
    ["impossible_state", isOpenedUnderWay(life, inTime, limits)],
    ["two_places", isSpread(placed, limits) || isInTwoPlaces(placed, limits)],
    ["burst", isBurst(inTime, limits)],
    ["inner_code_reused", isInnerReused(inTime, limits)],
  ];
  const signs = alarms.filter(([, stands]) => stands).map(([sign]) => ({ sign, weight: "alarm" }) as const);
  return isOutside(life, placed) ? [...signs, { sign: "outside_region", weight: "notice" }] : signs;
}

const devicesOf = (sightings: readonly Sighting[]): number =>
  new Set(sightings.map(({ device }) => device)).size;

function isTooEarly(
  { commissionedAt }: ItemLife,
  all: readonly Sighting[],
  limits: CloneThresholds,
): boolean {
  if (commissionedAt === null) return false;
  const before = (hours: number) => all.filter(({ at }) => at < commissionedAt - hours * HOUR);
  return before(limits.earlyHours).length > 0 || devicesOf(before(limits.earlyByTwoHours)) > 1;
}

function isAfterEnd({ destroyedAt }: ItemLife, all: readonly Sighting[], limits: CloneThresholds): boolean {
  return destroyedAt !== null && all.some(({ at }) => at > destroyedAt + limits.destroyedGraceHours * HOUR);
}

function isOpenedUnderWay(
  { deliveredAt }: ItemLife,
  all: readonly Sighting[],
  limits: CloneThresholds,
): boolean {
  if (deliveredAt === null) return false;
  const arrived = deliveredAt - limits.openedEarlyHours * HOUR;
  return all.some(({ at, code }) => code === "inner" && at < arrived);
}

/** Whether nobody could have carried it from one to the other in time. */
function clash(a: Placed, b: Placed, limits: CloneThresholds): boolean {
  if (a.device === b.device || a.place === b.place) return false;
  const km = cityDistanceKm(a.place, b.place) - limits.nearKm;
  return km > 0 && km / limits.maxSpeedKmh > Math.abs(b.at - a.at) / HOUR;
}

/** Longest time a journey anywhere takes at the highest speed; later sightings cannot clash. */
const longestHours = (limits: CloneThresholds): number => 20_100 / limits.maxSpeedKmh;

/**
 * Two phones that gave their own positions need one impossible journey. Where the edge guessed, a wrong network
 * explains one strange city; several clashes among several cities it does not.
 */
function isInTwoPlaces(placed: readonly Placed[], limits: CloneThresholds): boolean {
  const seen = new Set<string>();
  const inClash = new Set<City>();
  for (const [i, a] of placed.entries()) {
    for (let j = i + 1; j < placed.length && placed[j]!.at - a.at < longestHours(limits) * HOUR; j += 1) {
      const b = placed[j]!;
      if (!clash(a, b, limits)) continue;
      if (a.from === "device" && b.from === "device") return true;
      if (seen.size < limits.clashes) seen.add([a.device, b.device].sort().join(" "));
      inClash.add(a.place).add(b.place);
      if (seen.size >= limits.clashes && inClash.size >= limits.clashCities) return true;
    }
  }
  return false;
}

/** Slides a window of days over sightings in time; true when one of its contents passes. */
function someWindow<T extends Sighting>(
  all: readonly T[],
  days: number,
  passes: (window: T[]) => boolean,
): boolean {
  let end = 0;
  return all.some((first, i) => {
    const before = end;
    while (end < all.length && all[end]!.at - first.at <= days * DAY) end += 1;
    // What lies within a window looked at before is not looked at again.
    return end > before && passes(all.slice(i, end));
  });
}

function isSpread(placed: readonly Placed[], limits: CloneThresholds): boolean {
  return someWindow(placed, limits.spreadDays, (window) => apart(window, limits) >= limits.spreadCities);
}

/** How many phones stand in cities that are all apart from each other, counted no further than is enough. */
function apart(window: readonly Placed[], { nearKm, spreadCities: enough }: CloneThresholds): number {
  const chosen: Placed[] = [];
  for (const one of window) {
    const isNew = chosen.every(
      (other) => other.device !== one.device && cityDistanceKm(other.place, one.place) > nearKm,
    );
    if (isNew) chosen.push(one);
    if (chosen.length === enough) break;
  }
  return chosen.length;
}

function isBurst(all: readonly Sighting[], limits: CloneThresholds): boolean {
  return someWindow(all, limits.burstDays, (window) => devicesOf(window) >= limits.burstDevices);
}

/** Beyond one second phone of the same household, soon after the first. */
function isInnerReused(all: readonly Sighting[], limits: CloneThresholds): boolean {
  const uses = all.filter(({ code }) => code === "inner");
  const [first] = uses;
  if (first === undefined) return false;
  if (devicesOf(uses) >= limits.innerDevices) return true;
  return uses.some((use) => {
    const days = (use.at - first.at) / DAY;
    return (
      use.device !== first.device &&
      (days > limits.innerDays || (days > limits.innerFarDays && isFar(first, use, limits)))
    );
  });
}

function isFar(a: Sighting, b: Sighting, { nearKm }: CloneThresholds): boolean {
  const [one, other] = [cityOf(a.city ?? ""), cityOf(b.city ?? "")];
  return one !== undefined && other !== undefined && cityDistanceKm(one, other) > nearKm;
}

/** Goods travel with their owners, so this alone says little. */
function isOutside({ countries }: ItemLife, placed: readonly Placed[]): boolean {
  return countries !== null && placed.some(({ place }) => !countries.includes(place.country));
}
