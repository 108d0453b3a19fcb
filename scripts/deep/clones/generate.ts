/**
 * Makes items with the scans they would see in two years, and says of each whether copies of its code are about. One in
 * a hundred has copies. Written before any rule or threshold, from what copiers and buyers are known to do, and not
 * changed to suit them; `run.ts` shows how well the rules find the copies.
 */
import type { Dice } from "./dice.ts";
import {
  DAY,
  farFrom,
  type Phone,
  type Place,
  phone,
  placeAbroad,
  placeIn,
  type Scan,
  scan,
  scansOf,
  somewhere,
} from "./people.ts";

const HOUR = DAY / 24;

export const copyKinds = [
  "once_inside",
  "outside_region",
  "two_places",
  "burst",
  "impossible_state",
  "inner_reused",
] as const;
export type CopyKind = (typeof copyKinds)[number];

/** Of a hundred copied items, how many are copied in which way. */
const SHARES: Readonly<Record<CopyKind, number>> = {
  once_inside: 40,
  outside_region: 12,
  two_places: 16,
  burst: 12,
  impossible_state: 10,
  inner_reused: 10,
};

export interface Life {
  readonly commissionedAt: number;
  /** Handed to the first buyer. */
  readonly deliveredAt: number | null;
  readonly destroyedAt: number | null;
  /** Countries it was sold for. */
  readonly countries: readonly string[];
}

export interface SimulatedItem {
  /** How its code was copied; null: not at all. */
  readonly copied: CopyKind | null;
  readonly life: Life;
  readonly scans: readonly Scan[];
}

const BASE_RATE = 0.01;
const HAS_INNER_CODE = 0.5;

/** One item. */
export function simulate(dice: Dice): SimulatedItem {
  if (!dice.chance(BASE_RATE)) return { copied: null, ...genuine(dice, dice.chance(HAS_INNER_CODE)) };
  const kind = kindOf(dice);
  return { copied: kind, ...copied(dice, kind) };
}

function kindOf(dice: Dice): CopyKind {
  let left = dice.between(0, 100);
  for (const kind of copyKinds) {
    left -= SHARES[kind];
    if (left < 0) return kind;
  }
  return "once_inside";
}

interface Told {
  readonly life: Life;
  readonly scans: Scan[];
  /** Where its buyer lives, and the phone that opened it. */
  readonly owner: Place;
  readonly phone: Phone;
}

/** The life of an honest item: bought, shown to the family, taken along, sometimes sold on, sometimes destroyed. */
function genuine(dice: Dice, hasInner: boolean): Told {
  const commissionedAt = dice.between(0, 200 * DAY);
  const deliveredAt = commissionedAt + 2 * DAY + dice.wait(60 * DAY);
  const owner = somewhere(dice);
  const opener = phone(dice);
  const scans = dice.chance(0.6) ? scansOf(dice, opener, owner, deliveredAt + dice.wait(3 * DAY), 4) : [];
  if (hasInner && scans.length > 0 && dice.chance(0.7)) scans.push(...opened(dice, opener, owner, scans[0]!));
  if (scans.length > 0) scans.push(...family(dice, owner, scans[0]!.at));
  scans.push(...handlers(dice, commissionedAt, deliveredAt));
  if (dice.chance(0.04)) scans.push(...taken(dice, opener, deliveredAt));
  if (dice.chance(0.03)) scans.push(...soldOn(dice, owner, deliveredAt));
  const destroyedAt = dice.chance(0.01) ? deliveredAt + 20 * DAY + dice.wait(200 * DAY) : null;
  const before = scans.filter(({ at }) => destroyedAt === null || at < destroyedAt - 2 * DAY);
  // Who throws something away, or sends it back to be destroyed, may scan it a last time on the way.
  if (destroyedAt !== null && dice.chance(0.3)) {
    before.push(scan(dice, opener, owner, destroyedAt - dice.between(0, 2 * DAY)));
  }
  const life = { commissionedAt, deliveredAt, destroyedAt, countries: ["CN"] };
  return { life, scans: before, owner, phone: opener };
}

/** The inner code, tapped by whoever opened it; a few tap it again on another phone of the house. */
function opened(dice: Dice, opener: Phone, owner: Place, first: Scan): Scan[] {
  const at = first.at + dice.between(0, HOUR / 4);
  const scans = [scan(dice, opener, owner, at, "inner")];
  if (dice.chance(0.08)) scans.push(scan(dice, opener, owner, at + dice.between(0, DAY), "inner"));
  if (dice.chance(0.02)) scans.push(scan(dice, phone(dice), owner, at + dice.wait(DAY), "inner"));
  return scans;
}

/** Workers try the code on the line, in the warehouse or in the shop, at times before its record says it exists. */
function handlers(dice: Dice, commissionedAt: number, deliveredAt: number): Scan[] {
  if (!dice.chance(0.05)) return [];
  const worker = phone(dice);
  const place = somewhere(dice);
  const early = dice.chance(0.1);
  const at = early
    ? commissionedAt - dice.wait(8 * HOUR)
    : dice.between(commissionedAt, Math.max(commissionedAt + HOUR, deliveredAt - 2 * DAY));
  return [scan(dice, worker, place, at)];
}

/** Others at home scan it too, mostly at once. */
function family(dice: Dice, owner: Place, from: number): Scan[] {
  const others = dice.chance(0.25) ? dice.whole(1, 3) : 0;
  return Array.from({ length: others }, () =>
    scansOf(dice, phone(dice), owner, from + dice.wait(dice.chance(0.5) ? HOUR : 30 * DAY), 2),
  ).flat();
}

/** Taken along on a journey, one in four abroad, and scanned there once or twice. */
function taken(dice: Dice, opener: Phone, deliveredAt: number): Scan[] {
  const there = dice.chance(0.25) ? placeAbroad(dice) : somewhere(dice);
  const at = deliveredAt + 10 * DAY + dice.wait(100 * DAY);
  return scansOf(dice, dice.chance(0.7) ? opener : phone(dice), there, at, 2);
}

/** Sold or given on: the next owner scans it elsewhere, after the days a parcel takes. */
function soldOn(dice: Dice, owner: Place, deliveredAt: number): Scan[] {
  const next = dice.chance(0.1) ? placeAbroad(dice) : farFrom(dice, owner.city);
  const sold = deliveredAt + 20 * DAY + dice.wait(150 * DAY);
  const doubt = dice.chance(0.3) ? [scan(dice, phone(dice), owner, sold - dice.between(0, DAY))] : [];
  return [...doubt, ...scansOf(dice, phone(dice), next, sold + dice.between(1.5 * DAY, 6 * DAY), 3)];
}

function copied(dice: Dice, kind: CopyKind): { life: Life; scans: Scan[] } {
  const told = genuine(dice, kind === "inner_reused" || dice.chance(HAS_INNER_CODE));
  return { life: lifeOf(dice, kind, told), scans: [...told.scans, ...copies[kind](dice, told)] };
}

/** Codes are also taken from goods that were destroyed. */
function lifeOf(_dice: Dice, kind: CopyKind, { life }: Told): Life {
  return kind === "impossible_state" && life.destroyedAt === null && life.commissionedAt % 2 < 1
    ? { ...life, destroyedAt: life.deliveredAt! + 30 * DAY }
    : life;
}

const copies: Readonly<Record<CopyKind, (dice: Dice, told: Told) => Scan[]>> = {
  // The hard one: a single copy whose buyer scans it once, in the country it was sold for.
  once_inside: (dice, { life }) => {
    const at = life.deliveredAt! + dice.wait(90 * DAY);
    return [scan(dice, phone(dice), somewhere(dice), at)];
  },
  outside_region: (dice, { life }) => {
    const at = life.deliveredAt! + dice.wait(90 * DAY);
    return scansOf(dice, phone(dice), placeAbroad(dice), at, 2);
  },
  // A batch sold within days into different cities, each buyer scanning a few times while the first owner does too.
  two_places: (dice, { life, owner, phone: opener }) => {
    const from = life.deliveredAt! + dice.wait(30 * DAY);
    const window = dice.between(2 * DAY, 6 * DAY);
    const buyers = dice.whole(3, 9);
    const scans = scansOf(dice, opener, owner, from + dice.between(0, window), 3);
    for (let i = 0; i < buyers; i += 1) {
      scans.push(...scansOf(dice, phone(dice), farFrom(dice, owner.city), from + dice.between(0, window), 4));
    }
    return scans;
  },
  // One code printed on a whole run: many phones, all over the country, for weeks.
  burst: (dice, { life }) => {
    const from = life.deliveredAt! + dice.wait(30 * DAY);
    const window = dice.between(3 * DAY, 30 * DAY);
    return Array.from({ length: dice.whole(25, 300) }, () =>
      scan(dice, phone(dice), somewhere(dice), from + dice.between(0, window)),
    );
  },
  // Copies of codes leaked by the printer before the goods were made, or taken from goods that were destroyed.
  impossible_state: (dice, { life }) => {
    const isDestroyed = life.commissionedAt % 2 < 1;
    const buyers = dice.whole(2, 6);
    return Array.from({ length: buyers }, () => {
      const at = isDestroyed
        ? life.deliveredAt! + 30 * DAY + 6 * HOUR + dice.wait(60 * DAY)
        : life.commissionedAt - 6 * HOUR - dice.wait(20 * DAY);
      return scansOf(dice, phone(dice), somewhere(dice), at, 2);
    }).flat();
  },
  // Somebody printed inner codes too: each buyer taps the same one; one in ten lives in the first owner's city.
  inner_reused: (dice, { life, owner }) => {
    const from = life.deliveredAt! + dice.wait(30 * DAY);
    const buyers = dice.whole(2, 6);
    return Array.from({ length: buyers }, () => {
      const who = phone(dice);
      const where = dice.chance(0.1) ? placeIn(dice, owner.city) : somewhere(dice);
      const at = from + dice.between(0, 20 * DAY);
      return [scan(dice, who, where, at), scan(dice, who, where, at + HOUR / 10, "inner")];
    }).flat();
  },
};
