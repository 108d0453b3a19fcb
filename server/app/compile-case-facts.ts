import { readCustody } from "../domain/provenance/custody.ts";
import { custodyIntervals } from "../domain/provenance/custody-intervals.ts";
import type { CustodyInterval } from "../domain/provenance/custody-types.ts";
import { canonicalId, historyOf } from "../domain/provenance/history.ts";
import {
  applyChanges,
  type CaseFrame,
  compileFacts,
  daysBetween,
  daysSinceReceipt,
  type Facts,
  findFactAgain,
  listFacts,
  packByHash,
  parseFacts,
  type Saying,
  standingSayings,
  statementsOf as statedBy,
} from "../domain/responsibility/index.ts";
import type { Deps } from "./deps.ts";
import { readingsOf } from "./device-readings.ts";
import { statementsOf } from "./evidence-statements.ts";
import { factName } from "./fact-names.ts";
import { orderOf } from "./file-claim.ts";
import { dayOf } from "./order-days.ts";
import type { EntryStatus } from "./ports.ts";
import type { CaseRecord, FactPatch, OrderRecord } from "./ports-cases.ts";
import type { StoredEvent } from "./ports-provenance.ts";
import { trackingOf } from "./tracking-documents.ts";

export interface CaseFacts {
  readonly facts: Facts;
  readonly intervals: readonly CustodyInterval[];
}

/** The goods' own life, as far as the events of the claimed item tell it. */
interface Goods {
  readonly intervals: readonly CustodyInterval[];
  readonly events: readonly StoredEvent[];
  readonly states: ReadonlyMap<string, EntryStatus>;
}

/**
 * Compiles the facts of a case from its evidence as it stands now; every fact cites what it was read from.
 *
 * @param documents Whether carriers' records are opened and read too; a page may be shown without them, a finding
 *   is never made without them.
 */
export async function caseFacts(deps: Deps, record: CaseRecord, documents = true): Promise<CaseFacts> {
  const order = await orderOf(deps, record);
  const goods = await goodsOf(deps, order, record);
  const evidence = await deps.cases.evidence(record.caseId);
  const states = await deps.logReader.statuses(evidence.map(({ leafHash }) => leafHash));
  const stated = statementsOf(record, evidence, states);
  const { facts } = compileFacts(
    {
      frame: frameOf(record, order),
      custody: goods.intervals,
      tracking: documents ? await trackingOf(deps, record, evidence, states, order) : [],
      readings: readingsOf(goods.events, goods.states),
      ...stated,
    },
    packByHash(record.rulePackHash),
  );
  return { facts, intervals: goods.intervals };
}

function frameOf(record: CaseRecord, order: OrderRecord): CaseFrame {
  const [contracting] = order.carriers;
  const claimed = new Set(record.claim.lines.map(({ lineId }) => lineId));
  const lines = order.lines.filter(({ lineId }) => claimed.has(lineId));
  return {
    claim: record.claim.kind,
    loss: Number(record.claim.amountMinor),
    price: order.lines.reduce((sum, line) => sum + Number(line.paidMinor), 0),
    seller: order.seller,
    courierChosenBy: order.courierChosenBy,
    ...(contracting === undefined ? {} : { contractingCarrier: `logistics:${contracting}` }),
    ...shared(lines, "durable"),
    ...shared(lines, "food"),
    ...timesOf(record, order),
  };
}

/** What the shop declared alike of all claimed lines; what differs between them is unknown of the claim. */
function shared(lines: OrderRecord["lines"], field: "durable" | "food"): Partial<CaseFrame> {
  const [value, ...others] = new Set(lines.map(({ goods }) => goods?.[field]));
  return value === undefined || others.length > 0 ? {} : { [field]: value };
}

function timesOf(record: CaseRecord, order: OrderRecord): Partial<CaseFrame> {
  if (order.signedFor === undefined) return {};
  const [received, noticed] = [dayOf(order.signedFor), dayOf(record.claim.noticedAt ?? record.filedAt)];
  return {
    discovery: { noticeDays: Math.max(0, daysBetween(received, noticed)) },
    daysSinceReceipt: daysSinceReceipt(received, noticed, record.claim.kind, packByHash(record.rulePackHash)),
  };
}

async function goodsOf(deps: Deps, order: OrderRecord, record: CaseRecord): Promise<Goods> {
  const claimed = record.claim.lines[0]?.lineId;
  const line = order.lines.find(({ lineId }) => lineId === claimed);
  if (line?.serial === undefined) return { intervals: [], events: [], states: new Map() };
  const epc = canonicalId(`https://id.gs1.org/01/${line.gtin}/21/${line.serial}`);
  const events = historyOf(epc, await deps.events.itemEvents(epc)) as StoredEvent[];
  const states = await deps.logReader.statuses(events.map(({ leafHash }) => leafHash));
  const leafOf = new Map(events.map((event) => [event.eventId, event.leafHash]));
  const parties = await deps.parties.list();
  const intervals = custodyIntervals(readCustody(epc, events), {
    holderName: ({ gln }) => {
      const party = parties.find((known) => known.gln === gln);
      if (gln === null) return "consumer";
      return party === undefined ? gln : factName(record, party.partyId, party.kind === "carrier");
    },
    anchoredAt: (eventId) => states.get(leafOf.get(eventId) ?? "")?.anchoredAt?.toISOString() ?? null,
  });
  return { intervals, events, states };
}

/**
 * The compiled facts with one party's own versions put in: what its candidate finding is decided from.
 * @throws ResponsibilityError for versions that together are no facts the engine can read.
 */
export function withPatches(
  facts: Facts,
  patches: readonly (Saying & Pick<FactPatch, "value">)[],
  by: string,
): Facts {
  const own = statedBy(patches, by);
  return own.length === 0 ? facts : changedFacts(facts, own);
}

/** The compiled facts with the name of whoever disputes each; nothing else of them changes, their grades least of all. */
export function withDisputes(facts: Facts, sayings: readonly FactPatch[]): Facts {
  const graded = new Set(listFacts(facts).map(({ path }) => path));
  const disputers = new Map<string, string[]>();
  for (const { said, withdrawn } of standingSayings(sayings)) {
    const path = withdrawn === null ? disputedPath(facts, said) : null;
    if (path === null || !graded.has(path)) continue;
    disputers.set(path, [...new Set([...(disputers.get(path) ?? []), said.by])].toSorted());
  }
  return changedFacts(
    facts,
    [...disputers].map(([path, by]) => ({ path: `${path}/disputedBy`, value: by })),
  );
}

/** Where the fact of the record stands that a saying disputes: its place can move as evidence comes in. */
export function disputedPath(facts: Facts, { kind, target, path, value }: FactPatch): string | null {
  if (kind !== "dispute" || target !== null) return null;
  return findFactAgain(facts, path, String(value))?.path ?? null;
}

/**
 * Facts with some of them changed, read again as facts.
 * @throws ResponsibilityError for a path that leads nowhere, or facts that cannot be.
 */
export function changedFacts(facts: Facts, changes: readonly { path: string; value: unknown }[]): Facts {
  return parseFacts(
    applyChanges(
      facts,
      changes.map(({ path, value }) => ({ path, value })),
    ),
  );
}
