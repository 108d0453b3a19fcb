import type { PartyKind } from "../../server/schema/common.ts";

export interface Destination {
  readonly path: string;
  /** Key under `nav.` in the catalogue. */
  readonly key: string;
}

const cases: Destination = { path: "/w/cases", key: "cases" };
const log: Destination = { path: "/w/log", key: "log" };
const verify: Destination = { path: "/w/verify", key: "verify" };
const fund: Destination = { path: "/w/fund", key: "fund" };
const reconciliation: Destination = { path: "/w/reconciliation", key: "reconciliation" };
const labels: Destination = { path: "/w/labels", key: "labels" };
const table: Destination = { path: "/w/import", key: "import" };
const parties: Destination = { path: "/w/parties", key: "parties" };

/** The pages of a role, the one it opens with first. */
export function navigationOf(kind: PartyKind): readonly Destination[] {
  switch (kind) {
    case "platform":
      return [cases, parties, labels, fund, reconciliation, log, verify];
    case "auditor":
      return [log, reconciliation, fund, cases, verify];
    case "carrier":
      return [{ path: "/w/cases", key: "legs" }, verify];
    case "arbitrator":
      return [{ path: "/w/cases", key: "rulings" }, verify];
    case "merchant":
      return [cases, labels, table, verify];
    case "inspector":
    case "consumer":
    case "device":
      return [cases, verify];
  }
}
