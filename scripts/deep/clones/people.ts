/**
 * People who scan, and how wrongly their scans are placed. A network resolves to the wrong city for as long as
 * somebody is on it, so asking again does not help; only a phone that gives its own position is right.
 */
import { type City, cities, distanceKm } from "../../../server/domain/provenance/cities.ts";
import type { Dice } from "./dice.ts";

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Networks that an edge places in another city: gateways of mobile carriers, companies, private tunnels. */
const WRONG_NETWORK = 0.03;
/** Of those, how many come out in another country. */
const WRONG_COUNTRY = 0.25;
const SHARES_POSITION = 0.15;
const NO_PLACE = 0.05;
const ON_MOBILE = 0.4;

export const home = cities.filter(({ country }) => country === "CN");
const abroad = cities.filter(({ country }) => country !== "CN");
/** Parcels go where people live: the first cities of the table are the largest. */
const crowded = home.slice(0, 30);

export interface Scan {
  readonly at: number;
  readonly device: string;
  readonly city: string | null;
  /** Where the place came from: the phone itself, or the edge's guess of its network. */
  readonly from: "device" | "edge" | null;
  readonly code: "outer" | "inner";
}

interface Network {
  readonly seemsIn: City | null;
}

export interface Phone {
  readonly device: string;
  readonly shares: boolean;
  readonly mobile: Network;
}

let made = 0;

const network = (dice: Dice): Network => {
  if (!dice.chance(WRONG_NETWORK)) return { seemsIn: null };
  return { seemsIn: dice.pick(dice.chance(WRONG_COUNTRY) ? abroad : home) };
};

/** A household or shop: its phones share one network, and stand in one city until somebody travels. */
export interface Place {
  readonly city: City;
  readonly wireless: Network;
}

export const placeIn = (dice: Dice, city: City): Place => ({ city, wireless: network(dice) });
export const somewhere = (dice: Dice): Place => placeIn(dice, dice.pick(dice.chance(0.8) ? crowded : home));

/** A place too far from another to be the same town or its suburbs. */
export function farFrom(dice: Dice, other: City): Place {
  for (;;) {
    const place = somewhere(dice);
    if (distanceKm(place.city, other) > 300) return place;
  }
}

export const placeAbroad = (dice: Dice): Place => placeIn(dice, dice.pick(abroad));

export function phone(dice: Dice): Phone {
  made += 1;
  return { device: `d${made}`, shares: dice.chance(SHARES_POSITION), mobile: network(dice) };
}

/** One scan as the server would note it down. */
export function scan(dice: Dice, who: Phone, where: Place, at: number, code: Scan["code"] = "outer"): Scan {
  const base = { at, device: who.device, code };
  if (who.shares) return { ...base, city: where.city.key, from: "device" };
  if (dice.chance(NO_PLACE)) return { ...base, city: null, from: null };
  const { seemsIn } = dice.chance(ON_MOBILE) ? who.mobile : where.wireless;
  return { ...base, city: (seemsIn ?? where.city).key, from: "edge" };
}

/** Scans of one phone over days: the first at `from`, most of the others soon after. */
export function scansOf(dice: Dice, who: Phone, where: Place, from: number, most: number): Scan[] {
  const scans = [scan(dice, who, where, from)];
  let at = from;
  for (let more = dice.whole(0, most - 1); more > 0; more -= 1) {
    at += dice.wait(dice.chance(0.6) ? HOUR / 2 : 6 * DAY);
    scans.push(scan(dice, who, where, at));
  }
  return scans;
}
