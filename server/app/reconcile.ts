import { FUND, PLATFORM_LOSS, parseAccount } from "../domain/money/account.ts";
import { type Balances, positionOf } from "../domain/money/books.ts";
import type { Reconciliation } from "../schema/money.ts";
import { chainPartyId } from "./chain-ids.ts";
import type { Clock, ContractName, Ledger } from "./ports.ts";

/** The chain as it was at one block. */
export interface ChainAt {
  /** Newest block whose events the books hold. */
  followedBlock(): Promise<number>;
  readAt(
    blockNumber: number,
    contract: ContractName,
    method: string,
    args: readonly unknown[],
  ): Promise<unknown>;
  address(contract: ContractName): string;
}

export interface ReconcileDeps {
  readonly ledger: Ledger & {
    turnover(): Promise<{ recoveredMinor: bigint }>;
    altered(): Promise<readonly string[]>;
  };
  readonly chain: ChainAt;
  readonly parties: { list(): Promise<readonly { readonly partyId: string }[]> };
  readonly clock: Clock;
}

type Row = Reconciliation["rows"][number];

interface Totals {
  readonly paid: bigint;
  readonly credits: bigint;
  readonly restitutions: bigint;
  readonly recovered: bigint;
  readonly writtenOff: bigint;
}

interface Books {
  readonly blockNumber: number;
  readonly balances: Balances;
  readonly recoveredMinor: bigint;
}

/**
 * Holds the ledger against the contracts at the very block the ledger has been booked up to: fund, custody and each
 * bond to the minor unit; what was recovered, written off, and is outstanding less what is still owed to payees.
 * A difference is a row whose two amounts differ, or a journal that is no longer what was logged when it was booked; it is reported, never booked away.
 */
export async function reconcile(deps: ReconcileDeps): Promise<Reconciliation> {
  const books = await readBooks(deps);
  const rows = [...(await fundRows(deps, books)), ...(await bondRows(deps, books))];
  const altered = [...(await deps.ledger.altered())];
  return {
    at: (await deps.clock.now()).toISOString(),
    blockNumber: books.blockNumber,
    rows,
    altered,
    differences: altered.length + rows.filter((row) => row.ledgerMinor !== row.chainMinor).length,
  };
}

const MAX_READS = 20;

/** Reads block and books until no block was folded in between. */
async function readBooks({ chain, ledger }: ReconcileDeps): Promise<Books> {
  for (let read = 0; read < MAX_READS; read += 1) {
    const blockNumber = await chain.followedBlock();
    const balances = await ledger.balances();
    const { recoveredMinor } = await ledger.turnover();
    if ((await chain.followedBlock()) === blockNumber) return { blockNumber, balances, recoveredMinor };
  }
  throw new Error("The books do not hold still long enough to be read");
}

async function fundRows({ chain }: ReconcileDeps, books: Books): Promise<Row[]> {
  const { balances, blockNumber, recoveredMinor } = books;
  const fund = chain.address("CompensationFund");
  const cash = (await chain.readAt(blockNumber, "SettlementToken", "balanceOf", [fund])) as bigint;
  const totals = (await chain.readAt(blockNumber, "CompensationFund", "totals", [])) as Totals;
  const custody = (await chain.readAt(blockNumber, "GuaranteeBonds", "totalBonds", [])) as bigint;
  const position = positionOf(balances);
  const outstanding = totals.paid - totals.recovered - totals.writtenOff;
  return [
    row("fund", balances.get(FUND) ?? 0n, cash),
    row("bond_custody", position.custodyMinor, custody),
    row("recovered", recoveredMinor, totals.recovered),
    row("written_off", balances.get(PLATFORM_LOSS) ?? 0n, totals.writtenOff),
    // What is awarded and not yet credited is in both of the ledger's sums and in neither of the contract's.
    row(
      "outstanding_less_payable",
      position.outstandingMinor - owed(balances),
      outstanding - totals.credits - totals.restitutions,
    ),
  ];
}

async function bondRows({ chain, parties }: ReconcileDeps, books: Books): Promise<Row[]> {
  const holders = new Set((await parties.list()).map((party) => party.partyId));
  for (const account of books.balances.keys()) {
    const { family, holder } = parseAccount(account);
    if (family === "BOND" && holder !== null) holders.add(holder);
  }
  const rows: Row[] = [];
  for (const partyId of holders) {
    const args = [chainIdOf(partyId)];
    const onChain = (await chain.readAt(books.blockNumber, "GuaranteeBonds", "bondOf", args)) as bigint;
    const booked = -(books.balances.get(`BOND:${partyId}`) ?? 0n);
    if (booked !== 0n || onChain !== 0n) rows.push({ ...row("bond", booked, onChain), partyId });
  }
  return rows;
}

/** The books name a party unknown here by its id on chain. */
function chainIdOf(holder: string): string {
  return /^[0-9a-f]{64}$/.test(holder) ? `0x${holder}` : chainPartyId(holder);
}

function owed(balances: Balances): bigint {
  let sum = 0n;
  for (const [account, balance] of balances) {
    const { family } = parseAccount(account);
    if (family === "PAYABLE" || family === "PENALTY") sum -= balance;
  }
  return sum;
}

function row(what: string, ledger: bigint, chain: bigint): Row {
  return { what, partyId: null, ledgerMinor: ledger.toString(), chainMinor: chain.toString() };
}
