import type { Facts } from "./facts.ts";

/** The four names of the interchange format; every named party counts under one of them. */
export const PARTY_KINDS = ["platform", "merchant", "logistics", "consumer"] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

/** Basis points under each of the four names; they sum to 10 000. */
export type BpsByKind = Record<PartyKind, number>;

/** The roles a declared party can have, and the name it counts under when no contract says otherwise. */
export const PARTY_ROLES = {
  platform: "platform",
  merchant: "merchant",
  producer: "merchant",
  store: "merchant",
  live_room: "merchant",
  installer: "merchant",
  warehouse: "merchant",
  overseas_warehouse: "merchant",
  bonded_warehouse: "merchant",
  domestic_agent: "merchant",
  logistics: "logistics",
  carrier: "logistics",
  carrier_branch: "logistics",
  pickup_station: "logistics",
  insurer: "logistics",
  consumer: "consumer",
} as const satisfies Record<string, PartyKind>;
export type PartyRole = keyof typeof PARTY_ROLES;

// Whoever helps another to perform counts under the one that engaged it, or else under the seller or the carrier that
// usually does; these stand on their own.
const OWN_NAME: ReadonlySet<string> = new Set(["platform", "merchant", "logistics", "consumer", "carrier"]);

/** Tells whether `prefix` is a role of the open party list. */
export function isPartyRole(prefix: string): prefix is PartyRole {
  return Object.hasOwn(PARTY_ROLES, prefix);
}

/** Returns the part of a party id before its colon: `logistics` of `logistics:A`. */
export function rolePrefix(id: string): string {
  const colon = id.indexOf(":");
  return colon < 0 ? id : id.slice(0, colon);
}

/**
 * Returns the name under which a party counts: its own for the four kinds, else that of whoever it works for.
 * An id that is neither declared nor prefixed by a role counts as `undefined`.
 */
export function kindOf(id: string, facts: Facts): PartyKind | undefined {
  const declared = facts.parties?.find((party) => party.id === id);
  const role = declared?.kind ?? rolePrefix(id);
  if (!isPartyRole(role)) return undefined;
  if (declared?.contractWith && !OWN_NAME.has(role)) {
    const principal = rolePrefix(declared.contractWith);
    if (isPartyRole(principal)) return PARTY_ROLES[principal];
  }
  const name = PARTY_ROLES[role];
  return name === "merchant" && !OWN_NAME.has(role) ? sellerOf(facts) : name;
}

/** Returns the seller's name: the platform sells what is truly self-operated, else the merchant. */
export function sellerOf(facts: Facts): "platform" | "merchant" {
  return facts.seller === "self_operated" ? "platform" : "merchant";
}

/** Returns the id that answers for `id`: in a self-operated store the platform stands where the merchant would. */
export function answeringId(id: string, facts: Facts): string {
  return id === "merchant" ? sellerOf(facts) : id;
}

/** Orders texts by their code units: the same on every machine, unlike an order by language. */
export function compareText(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

/** Orders named parties: by the four names first, then by id, so that ties never depend on input order. */
export function compareParties(facts: Facts): (a: string, b: string) => number {
  const rank = (id: string) => PARTY_KINDS.indexOf(kindOf(id, facts) ?? "consumer");
  return (a, b) => rank(a) - rank(b) || compareText(a, b);
}

/** Sums named shares under the four names. */
export function sumByKind(shares: ReadonlyMap<string, number>, facts: Facts): BpsByKind {
  const bps: BpsByKind = { platform: 0, merchant: 0, logistics: 0, consumer: 0 };
  for (const [id, share] of shares) bps[kindOf(id, facts) ?? "consumer"] += share;
  return bps;
}
