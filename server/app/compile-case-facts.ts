import { readCustody } from "../domain/provenance/custody.ts";
import { custodyIntervals } from "../domain/provenance/custody-intervals.ts";
import type { CustodyInterval } from "../domain/provenance/custody-types.ts";
import { canonicalId, historyOf } from "../domain/provenance/history.ts";
import { applyChanges, type Facts, parseFacts } from "../domain/responsibility/index.ts";
import { boundariesOf } from "./custody-boundaries.ts";
import type { Deps } from "./deps.ts";
import { orderOf } from "./file-claim.ts";
import type { CaseRecord, FactPatch, OrderRecord } from "./ports-cases.ts";

const DAY_MILLISECONDS = 86_400_000;

export interface CompiledFacts {
  readonly facts: Facts;
  readonly intervals: readonly CustodyInterval[];
}

/** Compiles the facts of a case from its evidence, as it stands now: order, custody events, what was stated. */
export async function caseFacts(deps: Deps, record: CaseRecord): Promise<CompiledFacts> {
  const order = await orderOf(deps, record);
  const intervals = await custodyOf(deps, order, record);
  const evidence = await deps.cases.evidence(record.caseId);
  const stated = evidence.flatMap(({ meta, submitter, evidenceId }) =>
    meta.statements.map((statement) => ({ statement, submitter, evidenceId })),
  );
  const { holders, boundaries } = boundariesOf(intervals);
  const facts = parseFacts({
    claim: record.claim.kind,
    loss: Number(record.claim.amountMinor),
    price: order.lines.reduce((sum, line) => sum + Number(line.paidMinor), 0),
    seller: order.seller,
    courierChosenBy: order.courierChosenBy,
    ...(holders.length === 0 ? {} : { custody: { holders, boundaries } }),
    ...(order.carriers[0] === undefined ? {} : { contractingCarrier: `logistics:${order.carriers[0]}` }),
    factors: stated.filter(({ statement }) => statement.fact === "factor").map(toStated),
    evidenceGaps: stated.filter(({ statement }) => statement.fact === "evidence_gap").map(toStated),
    ...discoveryOf(record, order),
  });
  return { facts, intervals };
}

/** A fact stated with a document is worth what its maker's interest lets it be: never more than self-serving. */
function toStated({
  statement,
  submitter,
  evidenceId,
}: {
  statement: Record<string, unknown>;
  submitter: string;
  evidenceId: string;
}) {
  const { fact: _, ...rest } = statement;
  const against = rest.party === "merchant" || String(rest.id ?? "").endsWith(submitter);
  // Against own interest it counts in full (民诉法解释 92); for it, it is a claim.
  return {
    ...rest,
    grade: against && submitter !== "claimant" ? 3 : 1,
    evidence: [evidenceId],
    addedBy: submitter,
  };
}

function discoveryOf(record: CaseRecord, order: OrderRecord) {
  const { noticedAt } = record.claim;
  if (order.signedFor === undefined) return {};
  const noticed = Date.parse(noticedAt ?? record.filedAt.toISOString());
  const noticeDays = Math.max(0, Math.floor((noticed - Date.parse(order.signedFor)) / DAY_MILLISECONDS));
  return { discovery: { noticeDays } };
}

async function custodyOf(deps: Deps, order: OrderRecord, record: CaseRecord): Promise<CustodyInterval[]> {
  const claimed = record.claim.lines[0]?.lineId;
  const line = order.lines.find(({ lineId }) => lineId === claimed);
  if (line?.serial === undefined) return [];
  const epc = canonicalId(`https://id.gs1.org/01/${line.gtin}/21/${line.serial}`);
  const events = await deps.events.itemEvents(epc);
  const states = await deps.logReader.statuses(events.map(({ leafHash }) => leafHash));
  const leafOf = new Map(events.map((event) => [event.eventId, event.leafHash]));
  const parties = await deps.parties.list();
  return custodyIntervals(readCustody(epc, historyOf(epc, events)), {
    holderName: ({ gln }) => {
      const party = parties.find((known) => known.gln === gln);
      if (gln === null) return "consumer";
      if (party?.kind === "carrier") return `logistics:${party.partyId}`;
      return party?.partyId === order.merchant ? "merchant" : (party?.partyId ?? gln);
    },
    anchoredAt: (eventId) => states.get(leafOf.get(eventId) ?? "")?.anchoredAt?.toISOString() ?? null,
  });
}

/** The compiled facts with one party's own versions put in: what its candidate finding is decided from. */
export function withPatches(facts: Facts, patches: readonly FactPatch[], by: string): Facts {
  const own = patches.filter((patch) => patch.by === by);
  return own.length === 0
    ? facts
    : applyChanges(
        facts,
        own.map(({ path, value }) => ({ path, value })),
      );
}
