import { CaseError } from "../domain/case/errors.ts";
import { replay } from "../domain/case/evolve.ts";
import { turnOf } from "../domain/case/turn.ts";
import { CLAIMANT } from "../domain/case/types.ts";
import type { CaseSummary, CaseView, WhatIfResult } from "../schema/case.ts";
import { appealTerms } from "./appeal-case.ts";
import { actionsOf, type Viewer } from "./case-actions.ts";
import { caseMoney } from "./case-money.ts";
import { compileTimeline } from "./case-timeline.ts";
import { panelOf } from "./cast-vote.ts";
import { caseFacts } from "./compile-case-facts.ts";
import { custodyView } from "./custody-view.ts";
import type { Deps } from "./deps.ts";
import { evidenceViews } from "./evidence-view.ts";
import { factsView } from "./facts-view.ts";
import { orderOf } from "./file-claim.ts";
import { candidateViews, findingView, inWords } from "./finding-view.ts";
import { type People, readPeople } from "./people.ts";
import type { CaseRecord } from "./ports-cases.ts";
import { whatIf } from "./propose-finding.ts";

/** One case as one page shows it, the same for all parties but for what each may open and do. */
export async function readCase(deps: Deps, caseId: string, viewer: Viewer): Promise<CaseView> {
  const record = await deps.cases.get(caseId);
  if (record === null) throw new CaseError("case.not_found", "There is no such case.");
  const stored = await deps.cases.events(caseId);
  const state = replay(stored.map(({ event }) => event));
  const [order, findings, chain, sayings, compiled, panel] = await Promise.all([
    orderOf(deps, record),
    deps.cases.findings(caseId),
    deps.cases.chain(caseId),
    deps.cases.facts(caseId),
    // A document that cannot be had now keeps nobody from seeing the rest.
    caseFacts(deps, record).catch(() => caseFacts(deps, record, false)),
    // While the chain cannot be read nobody is offered a vote; everything else of the case is ours to tell.
    panelOf(deps, caseId).catch(() => null),
  ]);
  const names = await readPeople(deps);
  const evidence = await evidenceViews(deps, record, viewer);
  const appeal = await appealTerms(deps, state, viewer, panel).catch(() => null);
  return {
    caseId,
    status: record.status as CaseView["status"],
    filedAt: record.filedAt.toISOString(),
    claim: {
      kind: record.claim.kind,
      demand: record.claim.demand,
      text: record.claim.text,
      amountMinor: record.claim.amountMinor,
      currency: order.currency,
    },
    order: {
      orderId: order.orderId,
      orderedAt: order.orderedAt,
      merchant: order.merchant,
      lines: order.lines.map(({ lineId, name, quantity, paidMinor, gtin, serial }) => ({
        lineId,
        name,
        quantity,
        paidMinor,
        gtin,
        serial: serial ?? null,
      })),
    },
    parties: partiesOf(record, names),
    turn: turnOf(state) as CaseView["turn"],
    timeline: await compileTimeline(deps, record, stored, compiled.intervals, names),
    evidence,
    facts: factsView(record, compiled.facts, sayings, evidence),
    custody: custodyView(compiled, findings[0] ?? null, names),
    finding:
      findings[0] === undefined
        ? null
        : findingView(record, findings[0], names, deps.platformId, order.currency),
    candidates: candidateViews(findings, { record, names, platformId: deps.platformId }),
    ruling:
      chain.ruling === null
        ? null
        : {
            number: chain.ruling,
            at: (chain.ruledAt ?? record.filedAt).toISOString(),
            by: panel?.voters.filter(({ revealed }) => revealed).map(({ partyId }) => partyId) ?? [],
            transaction: chain.ruledTransaction,
          },
    appeal,
    money: await caseMoney(deps, record, order.currency),
    chain: {
      chainId: deps.chain.chainId,
      development: deps.chain.development,
      caseRegistry: deps.chain.address("CaseRegistry"),
      disputeId: chain.disputeId,
    },
    viewer: {
      partyId: viewer.partyId,
      kind: viewer.kind as CaseView["viewer"]["kind"],
      actions: actionsOf(state, viewer, panel, appeal),
    },
  };
}

function partiesOf(record: CaseRecord, names: People): CaseView["parties"] {
  return record.parties.map(({ partyId, role }) => ({
    partyId,
    role,
    name: names.get(partyId)?.name ?? partyId,
    kind: (partyId === CLAIMANT ? "consumer" : (names.get(partyId)?.kind ?? "merchant")) as "consumer",
  }));
}

const SEES_ALL = new Set(["platform", "arbitrator", "auditor"]);
const LIST_LIMIT = 200;

/** Cases a party may see, newest first. */
export async function listCases(
  deps: Deps,
  caller: { partyId: string; partyKind: string },
): Promise<CaseSummary[]> {
  const records = await deps.cases.list(SEES_ALL.has(caller.partyKind) ? null : caller.partyId, LIST_LIMIT);
  const names = await readPeople(deps);
  return await Promise.all(
    records.map(async (record) => {
      const order = await orderOf(deps, record);
      return {
        caseId: record.caseId,
        status: record.status as CaseSummary["status"],
        kind: record.claim.kind,
        demand: record.claim.demand,
        amountMinor: record.claim.amountMinor,
        currency: order.currency,
        merchant: record.merchant,
        merchantName: names.get(record.merchant)?.name ?? record.merchant,
        product: order.lines[0]?.name ?? "",
        filedAt: record.filedAt.toISOString(),
        deadlineAt: record.deadlineAt?.toISOString() ?? null,
        turn: [...record.turn],
      };
    }),
  );
}

/** What the finding would be with some facts changed; nothing is stored. */
export async function readWhatIf(
  deps: Deps,
  caseId: string,
  set: readonly { path: string; value: unknown }[],
): Promise<WhatIfResult> {
  const { record, decided } = await whatIf(deps, caseId, set);
  const naming = { record, names: await readPeople(deps), platformId: deps.platformId };
  return { bps: decided.finding.bps, text: inWords(decided.finding, naming) };
}
