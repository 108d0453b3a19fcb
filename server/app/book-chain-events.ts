import { inverse } from "../domain/money/line.ts";
import { type JournalDraft, journalsOf, type MoneyEvent } from "./chain-journals.ts";
import type { ChainEvent, ChainEventHandler, ContractName, JournalRecord, Ledger, Tx } from "./ports.ts";

/** Events that were folded, for those that mean something only together. */
export interface ChainHistory {
  /** Events whose first indexed argument is this 32-byte id, of these contracts, in chain order; newest last. */
  about(tx: Tx, contracts: readonly ContractName[], id: string): Promise<ChainEvent[]>;
  address(contract: ContractName): string;
}

/** Names of parties behind their ids on chain. */
export interface PartyNames {
  /** The off-chain id; null for a party unknown here. */
  partyIdOf(chainPartyId: string): Promise<string | null>;
}

export interface BookingDeps {
  readonly ledger: Ledger;
  readonly history: ChainHistory;
  readonly parties: PartyNames;
}

const OF_CASES = ["CompensationFund", "GuaranteeBonds"] as const;

/**
 * Books what happens to fund and bonds on chain into the ledger, each event once. When an event's block is
 * reorganised away its journals are reversed, never removed.
 */
export function bookChainEvents(deps: BookingDeps): ChainEventHandler {
  return {
    contracts: [...OF_CASES, "EvidenceLog"],
    apply: async (tx, event) => {
      for (const draft of await draftsFor(deps, tx, event)) await post(deps.ledger, tx, draft);
    },
    undo: async (tx, event) => {
      const drafts = await draftsFor(deps, tx, event);
      for (const draft of drafts.reverse()) await unpost(deps.ledger, tx, draft);
    },
  };
}

async function draftsFor(deps: BookingDeps, tx: Tx, event: ChainEvent): Promise<JournalDraft[]> {
  if (event.contract === "EvidenceLog") return logBondDrafts(deps.history, event);
  const caseId = event.args.caseId;
  const all = typeof caseId === "string" ? await deps.history.about(tx, OF_CASES, caseId) : [];
  const before = all.filter((earlier) => isBefore(earlier, event));
  const history = await Promise.all(before.map((earlier) => named(deps, earlier)));
  return journalsOf(await named(deps, event), history);
}

/** What a log's bond lost to the fund becomes capital when it is collected for the fund. */
function logBondDrafts(history: ChainHistory, event: ChainEvent): JournalDraft[] {
  if (event.name !== "TokensCollected") return [];
  if (String(event.args.account).toLowerCase() !== history.address("CompensationFund").toLowerCase())
    return [];
  const collected = { name: "CapitalDeposited", args: { amount: event.args.amountMinor } };
  return journalsOf({ ...event, ...collected, caseId: null, partyId: null }, []);
}

async function named({ parties }: BookingDeps, event: ChainEvent): Promise<MoneyEvent> {
  const { caseId, partyId } = event.args;
  return {
    ...event,
    caseId: typeof caseId === "string" ? caseId.slice(2) : null,
    // A party that registered without us is named by its id on chain.
    partyId: typeof partyId === "string" ? ((await parties.partyIdOf(partyId)) ?? partyId.slice(2)) : null,
  };
}

/** Books a draft; one that is booked already is only looked up. */
async function post(ledger: Ledger, tx: Tx, draft: JournalDraft): Promise<JournalRecord> {
  const { key, kind, caseId, lines } = draft;
  const journal = { key, kind, caseId, lines, currency: "CNY" as const };
  if (draft.reverses === undefined) return await ledger.post(tx, journal);
  const original = await post(ledger, tx, draft.reverses);
  return await ledger.post(tx, { ...journal, reverses: original.journalId });
}

async function unpost(ledger: Ledger, tx: Tx, draft: JournalDraft): Promise<void> {
  const booked = await post(ledger, tx, draft);
  await ledger.post(tx, {
    key: `undo:${draft.key}`,
    kind: `${draft.kind}.undone`,
    currency: "CNY",
    caseId: draft.caseId,
    lines: inverse(draft.lines),
    reverses: booked.journalId,
  });
}

function isBefore(a: ChainEvent, b: ChainEvent): boolean {
  return a.blockNumber < b.blockNumber || (a.blockNumber === b.blockNumber && a.logIndex < b.logIndex);
}
