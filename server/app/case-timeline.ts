import { type CaseEvent, CLAIMANT } from "../domain/case/types.ts";
import type { CustodyInterval } from "../domain/provenance/custody-types.ts";
import type { TimelineItem } from "../schema/case.ts";
import type { Deps } from "./deps.ts";
import type { People } from "./people.ts";
import type { JournalRecord } from "./ports.ts";
import type { CaseRecord, StoredCaseEvent } from "./ports-cases.ts";

type Item = Omit<TimelineItem, "state">;

/** Everything that happened to a case on one line of time: goods, words, evidence, clocks, money, chain. */
export async function compileTimeline(
  deps: Deps,
  record: CaseRecord,
  events: readonly StoredCaseEvent[],
  intervals: readonly CustodyInterval[],
  names: People,
): Promise<TimelineItem[]> {
  const nameOf = (partyId: string) => names.get(partyId.replace(/^logistics:/, ""))?.name ?? partyId;
  const items: Item[] = [
    ...intervals.flatMap((interval, index) => handOver(interval, intervals[index - 1], nameOf)),
    ...events.flatMap((stored) => caseItem(stored, nameOf)),
    ...(await evidenceItems(deps, record, nameOf)),
    ...(await accessItems(deps, record, nameOf)),
    ...(await factItems(deps, record, nameOf)),
    ...(await erasureItems(deps, record, nameOf)),
    ...(await moneyItems(deps, record)),
    ...(await chainItems(deps, record)),
  ];
  const states = await deps.logReader.statuses(items.flatMap(({ leafHash }) => leafHash ?? []));
  return items
    .map((item) => ({ ...item, state: (item.leafHash && states.get(item.leafHash)?.state) || null }))
    .toSorted((a, b) => second(a) - second(b) || rank(a) - rank(b));
}

/** Block times are whole seconds and lie before what caused them: within a second, causes come first. */
const second = ({ at }: Item): number => Math.floor(Date.parse(at) / 1000);
const ORDER: Readonly<Record<Item["kind"], number>> = {
  handover: 0,
  event: 1,
  decision: 1,
  clock: 1,
  message: 1,
  evidence: 2,
  chain: 3,
  money: 4,
};
const rank = ({ key, kind }: Item): number => (key === "case.closed" ? 5 : ORDER[kind]);

const base = { actor: null, leafHash: null, transaction: null } as const;

function handOver(
  interval: CustodyInterval,
  before: CustodyInterval | undefined,
  nameOf: (id: string) => string,
): Item[] {
  const [condition] = interval.conditionAtStart;
  const key =
    before === undefined
      ? "handover.origin"
      : interval.takeOverConfirmed
        ? "handover.confirmed"
        : "handover.unconfirmed";
  return [
    {
      ...base,
      at: interval.from,
      kind: "handover",
      key,
      params: {
        to: nameOf(interval.holder),
        from: before === undefined ? "" : nameOf(before.holder),
        condition: condition?.state ?? "unknown",
      },
      actor: interval.holder,
    },
  ];
}

/** Key of the web's catalogue for each event of a case; null: another line says it already. */
const keys: Readonly<Record<CaseEvent["type"], string | null>> = {
  filed: "case.filed",
  accepted: "case.accepted",
  refunded: "case.refunded",
  disputed: "case.disputed",
  triaged: "case.response",
  answered: "case.answered",
  evidence_opened: "case.evidence",
  evidence_waived: "case.evidence_waived",
  proposed: "case.proposed",
  proposal_accepted: "case.proposal_accepted",
  objected: "case.objected",
  review_opened: "case.review",
  panel_replaced: "case.panel_replaced",
  decided: "case.decided",
  appeal_waived: "case.appeal_waived",
  appealed: "case.appealed",
  appeal_decided: "case.appeal_decided",
  undecided: "case.undecided",
  finalised: "case.final",
  recourse_started: null,
  recovered: "case.recovered",
  withdrawn: "case.withdrawn",
  closed: "case.closed",
};

const DECISIONS = new Set<CaseEvent["type"]>(["proposed", "decided", "appeal_decided", "finalised"]);

function caseItem({ event, at, leafHash }: StoredCaseEvent, nameOf: (id: string) => string): Item[] {
  const key =
    event.type === "answered" && event.answer.action === "contest" ? "case.contested" : keys[event.type];
  if (key === null) return [];
  return [
    {
      ...base,
      at: at.toISOString(),
      kind: DECISIONS.has(event.type) ? "decision" : "event",
      key,
      params: paramsOf(event, nameOf),
      actor: actorOf(event),
      leafHash,
    },
  ];
}

function actorOf(event: CaseEvent): string | null {
  if ("by" in event) return event.by;
  if (event.type === "filed") return CLAIMANT;
  return event.type === "answered" ? event.answer.partyId : null;
}

function paramsOf(event: CaseEvent, nameOf: (id: string) => string): Record<string, string> {
  const actor = actorOf(event);
  const params: Record<string, string> = actor === null ? {} : { party: nameOf(actor) };
  if (event.type === "filed") params.amountMinor = event.terms.amountMinor.toString();
  if (event.type === "disputed") params.why = event.why;
  if (event.type === "triaged") params.deadlineAt = event.responseBy;
  if (event.type === "evidence_opened") params.deadlineAt = event.until;
  if (event.type === "answered") params.reason = event.answer.reason;
  if ("reason" in event) params.reason = event.reason;
  if (event.type === "decided" || event.type === "appeal_decided") params.number = String(event.ruling);
  if (event.type === "finalised")
    Object.assign(params, { number: String(event.outcome.number), how: event.how });
  return params;
}

async function evidenceItems(
  deps: Deps,
  record: CaseRecord,
  nameOf: (id: string) => string,
): Promise<Item[]> {
  return (await deps.cases.evidence(record.caseId)).map((item) => ({
    ...base,
    at: item.receivedAt.toISOString(),
    kind: "evidence",
    key: "evidence.handed_in",
    params: { party: nameOf(item.submitter), name: item.meta.name, type: item.meta.type },
    actor: item.submitter,
    leafHash: item.leafHash,
  }));
}

/** Nothing keeps staff from opening what the platform holds a key to; the parties see each time somebody did. */
async function accessItems(deps: Deps, record: CaseRecord, nameOf: (id: string) => string): Promise<Item[]> {
  const evidence = await deps.cases.evidence(record.caseId);
  const names = new Map(evidence.map(({ leafHash, meta }) => [leafHash, meta.name]));
  return (await deps.logReader.accesses([...names.keys()])).map(({ document, by, at, leafHash, reader }) => ({
    ...base,
    at: at.toISOString(),
    kind: "evidence",
    key: reader === null ? "evidence.opened" : "evidence.reader_added",
    params: {
      party: nameOf(by),
      name: names.get(document) ?? "",
      ...(reader !== null && { reader: nameOf(reader) }),
    },
    actor: by,
    leafHash,
  }));
}

/** All parties are told when one of them has a document erased, or has asked for it. */
async function erasureItems(
  deps: Deps,
  { caseId }: CaseRecord,
  nameOf: (id: string) => string,
): Promise<Item[]> {
  const requests = await deps.erasures.ofCase(caseId);
  return requests.map(({ erasedAt, requestedAt, requestedBy, reason, entryLeaf }) => ({
    ...base,
    at: (erasedAt ?? requestedAt).toISOString(),
    kind: "evidence",
    key: erasedAt === null ? "evidence.erasure_asked" : "evidence.erased",
    params: { party: nameOf(requestedBy), reason },
    actor: requestedBy,
    leafHash: entryLeaf,
  }));
}

const SAID = { state: "fact.stated", dispute: "fact.disputed", withdraw: "fact.withdrawn" } as const;

async function factItems(deps: Deps, record: CaseRecord, nameOf: (id: string) => string): Promise<Item[]> {
  return (await deps.cases.facts(record.caseId)).map(({ by, kind, reason, at }) => ({
    ...base,
    at: at.toISOString(),
    kind: "event",
    key: SAID[kind],
    params: { party: nameOf(by), reason },
    actor: by,
  }));
}

async function moneyItems(deps: Deps, record: CaseRecord): Promise<Item[]> {
  const advance = await deps.cases.advance(record.caseId);
  const journals = await deps.ledger.journals({ caseId: record.caseId });
  const advanced: Item[] =
    advance === null
      ? []
      : [
          {
            ...base,
            at: advance.at.toISOString(),
            kind: "money",
            key: `advance.${advance.state}`,
            params: { amountMinor: advance.amountMinor.toString() },
            transaction: advance.transaction,
          },
        ];
  const booked: Item[] = journals.map((journal) => ({
    ...base,
    at: journal.at.toISOString(),
    kind: "money",
    key: `journal.${journal.kind}`,
    params: { amountMinor: movedBy(journal).toString() },
    leafHash: journal.leafHash,
  }));
  return [...advanced, ...booked];
}

const MIRRORS = new Set(["FUND", "BOND_CUSTODY"]);

/** What a journal moves, once: where custody or fund only mirror another line, that line counts. */
function movedBy({ lines }: JournalRecord): bigint {
  const sum = (of: typeof lines) => of.reduce((total, line) => total + line.debitMinor, 0n);
  return sum(lines.filter(({ account }) => !MIRRORS.has(account))) || sum(lines);
}

async function chainItems(deps: Deps, record: CaseRecord): Promise<Item[]> {
  const chain = await deps.cases.chain(record.caseId);
  if (chain.openedTransaction === null) return [];
  return [
    {
      ...base,
      at: record.filedAt.toISOString(),
      kind: "chain",
      key: "chain.case_opened",
      params: {},
      transaction: chain.openedTransaction,
    },
  ];
}
