/** One item's whole life: its records with what is needed to check them, who held it, and how it fares. */

import type { CloneThresholds } from "../domain/provenance/clone-signs.ts";
import { alarmsOf, conditionOf } from "../domain/provenance/condition.ts";
import { glnOf, type HolderInterval, readCustody } from "../domain/provenance/custody.ts";
import {
  backDated,
  canonicalId,
  dispositionOf,
  historyOf,
  inTime,
  stepOf,
} from "../domain/provenance/history.ts";
import {
  commissioningOf,
  type MakerLimits,
  makerLimits,
  NO_LIMITS,
} from "../domain/provenance/maker-limits.ts";
import { readMilestones } from "../domain/provenance/milestones.ts";
import { type OwnerInterval, readOwnership } from "../domain/provenance/ownership.ts";
import type { ItemView } from "../schema/item.ts";
import { signsOf } from "./item-signs.ts";
import type { EntryStatus, LogReader } from "./ports.ts";
import type { PartyRecord } from "./ports-cases.ts";
import type { LabelStore, ScanStore } from "./ports-labels.ts";
import type { EventStore, StoredEvent } from "./ports-provenance.ts";
import { bandOf } from "./read-item-band.ts";
import { productOf } from "./read-item-product.ts";
import { stateOf } from "./read-item-state.ts";

export interface ItemDeps {
  readonly events: EventStore;
  readonly scans: ScanStore;
  readonly labels: Pick<LabelStore, "labelOf">;
  readonly cloneThresholds: CloneThresholds;
  readonly logReader: LogReader;
  readonly parties: { byGln(gln: string): Promise<PartyRecord | null> };
  readonly chain: { readonly chainId: number; readonly development: boolean; readonly rpcUrl: string };
}

/** Records of one answer that carry their receipt; those of older ones are had from the log by leaf hash. */
const MOST_RECEIPTS = 50;

/** Canonical identifier of one item. */
export const itemEpc = (gtin: string, serial: string): string =>
  canonicalId(`https://id.gs1.org/01/${gtin}/21/${encodeURIComponent(serial)}`);

/**
 * Reads an item. An item nobody has told of has no records and the grey band.
 *
 * @param device The phone it is read for, as its scan was stored; null: nobody's.
 */
export async function readItem(
  deps: ItemDeps,
  gtin: string,
  serial: string,
  device: string | null,
): Promise<ItemView> {
  const epc = itemEpc(gtin, serial);
  const stored = await deps.events.itemEvents(epc);
  const counted = historyOf(epc, stored) as StoredEvent[];
  const shown = shownEvents(epc, stored, counted);
  const [scans, label, names, proofs, limits] = await Promise.all([
    deps.scans.summary(epc, device),
    deps.labels.labelOf(epc),
    namesFor(deps, shown),
    proofsOf(deps.logReader, shown),
    limitsOf(deps.events, gtin, counted),
  ]);
  const history = readCustody(epc, counted);
  const signs = signsOf(counted, scans, label?.countries ?? null, deps.cloneThresholds);
  const late = backDated(counted);
  return {
    gtin,
    serial,
    product: productOf(gtin, counted),
    ...bandOf(counted, history, { scans, signs, device, now: scans.readAt.getTime() }),
    scans: {
      count: scans.count,
      firstAt: scans.firstAt?.toISOString() ?? null,
      firstPlace: scans.firstCity,
    },
    opened: scans.opened && { at: scans.opened.at.toISOString(), place: scans.opened.city },
    innerCode: label?.innerHash != null,
    signs,
    state: stateOf({ epc, stored, shown, counted, custody: history, late }),
    milestones: readMilestones(counted, limits).map((milestone) => ({ ...milestone })),
    custody: history.map((interval) => custodyOf(interval, names)),
    ownership: readOwnership(counted).map((interval) => ownerOf(interval, names)),
    records: shown.map((event) => recordOf(event, { epc, late, names, proofs, limits })),
    chain: deps.chain,
  };
}

/** What counts, and what was withdrawn of it: a correction leads, the corrected stays to be seen. */
function shownEvents(
  epc: string,
  stored: readonly StoredEvent[],
  counted: readonly StoredEvent[],
): StoredEvent[] {
  const ids = new Set(counted.map((event) => event.eventId));
  const own = (event: StoredEvent) => event.event.epcList?.some((id) => canonicalId(id) === epc) ?? false;
  return inTime(stored.filter((event) => ids.has(event.eventId) || own(event))) as StoredEvent[];
}

/** Limits its maker declared: whoever brought it into being, by that event or in the master data of the product. */
async function limitsOf(
  events: EventStore,
  gtin: string,
  history: readonly StoredEvent[],
): Promise<MakerLimits> {
  const made = commissioningOf(history);
  if (made === undefined) return NO_LIMITS;
  const data = await events.masterDataOf(canonicalId(`https://id.gs1.org/01/${gtin}`), made.submitter);
  return makerLimits(made.event, data ?? undefined);
}

interface Names {
  readonly parties: ReadonlyMap<string, { name: string; kind: string; partyId: string }>;
  readonly places: ReadonlyMap<string, string>;
}

async function namesFor(deps: ItemDeps, events: readonly StoredEvent[]): Promise<Names> {
  const glns = new Set<string>();
  const places = new Set<string>();
  for (const { event, signer } of events) {
    if (signer !== null) glns.add(signer);
    if (event.readPoint !== undefined) places.add(canonicalId(event.readPoint.id));
    for (const entry of [...(event.sourceList ?? []), ...(event.destinationList ?? [])]) {
      const gln = glnOf(canonicalId(entry.source ?? entry.destination ?? ""));
      if (gln !== null) glns.add(gln);
    }
  }
  const parties = await Promise.all(
    [...glns].map(async (gln) => [gln, await deps.parties.byGln(gln)] as const),
  );
  const data = await deps.events.masterData([...places]);
  return {
    parties: new Map(parties.flatMap(([gln, party]) => (party === null ? [] : [[gln, party] as const]))),
    places: new Map([...data].flatMap(([id, attributes]) => nameIn(id, attributes))),
  };
}

function nameIn(id: string, attributes: Readonly<Record<string, unknown>>): [string, string][] {
  const name = attributes["urn:epcglobal:cbv:mda#name"] ?? attributes["cbvmda:name"];
  return typeof name === "string" ? [[id, name]] : [];
}

/** Who somebody is, as everybody may read it: a buyer's pseudonym is shown nowhere. */
function personOf(
  gln: string | null,
  names: Names,
): Pick<ItemView["ownership"][number], "party" | "name" | "kind"> {
  if (gln === null) return { party: "consumer", name: "", kind: "consumer" };
  const party = names.parties.get(gln);
  return { party: party?.partyId ?? gln, name: party?.name ?? gln, kind: party?.kind ?? "unknown" };
}

function ownerOf({ gln, ...interval }: OwnerInterval, names: Names): ItemView["ownership"][number] {
  return { ...personOf(gln, names), ...interval };
}

function custodyOf(interval: HolderInterval, names: Names): ItemView["custody"][number] {
  const [latest] = interval.atStart.filter((condition) => condition.by !== null).slice(-1);
  return {
    ...personOf(interval.gln, names),
    from: interval.from,
    to: interval.to,
    confirmed: interval.confirmed,
    condition: latest?.state ?? "unknown",
  };
}

interface Proofs {
  readonly statuses: ReadonlyMap<string, EntryStatus>;
  readonly receipts: ReadonlyMap<string, string>;
}

/** Where each event stands in the log, and the receipts of the newest that have one. */
async function proofsOf(log: LogReader, events: readonly StoredEvent[]): Promise<Proofs> {
  const leaves = events.map((event) => event.leafHash);
  const [statuses, receipts] = await Promise.all([
    log.statuses(leaves),
    log.receipts(leaves.slice(-MOST_RECEIPTS), true),
  ]);
  // Before it has a place in the tree an entry has a promise alone, which proves nothing to a buyer.
  const isPlaced = (leafHash: string) => (statuses.get(leafHash)?.index ?? null) !== null;
  return { statuses, receipts: new Map([...receipts].filter(([leafHash]) => isPlaced(leafHash))) };
}

interface RecordContext {
  readonly epc: string;
  readonly late: ReadonlySet<string>;
  readonly names: Names;
  readonly proofs: Proofs;
  readonly limits: MakerLimits;
}

function recordOf(
  stored: StoredEvent,
  { epc, late, names, proofs, limits }: RecordContext,
): ItemView["records"][number] {
  const status = proofs.statuses.get(stored.leafHash);
  const { event } = stored;
  const actor = stored.signer === null ? null : (names.parties.get(stored.signer)?.name ?? stored.signer);
  return {
    eventId: stored.eventUri,
    type: event.type,
    bizStep: stepOf(event),
    disposition: dispositionOf(event),
    eventTime: event.eventTime,
    recordTime: stored.recordTime,
    anchoredAt: status?.anchoredAt?.toISOString() ?? null,
    place: event.readPoint === undefined ? null : (names.places.get(canonicalId(event.readPoint.id)) ?? null),
    actor,
    signed: stored.signer !== null,
    backDated: late.has(stored.eventId),
    alarm: alarmsOf(stored, limits).length > 0 || conditionOf(stored, epc)?.state === "bad",
    state: status?.state ?? "accepted",
    bytes: stored.bytes,
    statement: stored.statement,
    salt: stored.salt,
    leafHash: stored.leafHash,
    receipt: proofs.receipts.get(stored.leafHash) ?? null,
  };
}
