import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { chainCaseId } from "../../server/app/chain-ids.ts";
import { signIn, until, withKey } from "../../server/cli/demo/client.ts";
import type { CaseView } from "../../server/schema/case.ts";
import type { ClaimFiled } from "../../server/schema/claim.ts";
import type { FundView, Reconciliation } from "../../server/schema/money.ts";
import type { Party } from "../../server/schema/party.ts";
import { ICompensationFund__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/ICompensationFund__factory.ts";
import type { Acknowledged } from "./hand-in-stream.ts";

export type CaseKey = Pick<ClaimFiled, "caseId" | "caseToken">;

const ON_CHAIN: ReadonlySet<string> = new Set(["anchored", "finalised"]);

export const readCase = (url: string, { caseId, caseToken }: CaseKey): Promise<CaseView> =>
  withKey(url, caseToken).get<CaseView>(`/v1/cases/${caseId}`);

/** What a case keeps for good, without what goes on with time: states of entries, and who looks. */
export function lastingPart({ status, finding, ruling, money, evidence }: CaseView): unknown {
  return { status, finding, ruling, money, evidence: evidence.map(({ state: _, ...lasting }) => lasting) };
}

/** Every leaf somebody holds a promise for is evidence of the case, once, and on chain. */
export async function expectPromisesKept(
  url: string,
  key: CaseKey,
  promised: ReadonlySet<string>,
): Promise<void> {
  await until(
    "every promise on chain",
    async () => {
      const { evidence } = await readCase(url, key);
      const anchored = new Set(
        evidence.filter(({ state }) => ON_CHAIN.has(state)).map(({ leafHash }) => leafHash),
      );
      return [...promised].every((leafHash) => anchored.has(leafHash)) ? true : null;
    },
    120,
  );
  const { evidence } = await readCase(url, key);
  expect(new Set(evidence.map(({ leafHash }) => leafHash)).size).to.equal(evidence.length);
}

/** All evidence of a case was considered for paying first, as jobs do behind a hand-in. */
export async function expectLookedAt(url: string, key: CaseKey): Promise<void> {
  await until("the evidence to be looked at", async () => {
    const { evidence, money } = await readCase(url, key);
    return money.advance?.evidenceSeen === evidence.length ? true : null;
  });
}

/** Each document that was acknowledged opens to the very bytes that were handed in. */
export async function expectDocumentsOpen(
  url: string,
  key: CaseKey,
  documents: readonly Acknowledged[],
): Promise<void> {
  for (const one of documents) await expectSameBytes(url, key, one);
}

async function expectSameBytes(
  url: string,
  { caseId, caseToken }: CaseKey,
  { bytes, evidenceId, leafHash }: Acknowledged,
): Promise<void> {
  const answer = await fetch(`${url}/v1/cases/${caseId}/evidence/${evidenceId}/document`, {
    headers: { authorization: `Bearer ${caseToken}` },
  });
  expect(answer.status, `document of ${leafHash}`).to.equal(200);
  const opened = Buffer.from(await answer.arrayBuffer());
  expect(opened.equals(bytes), `bytes of ${leafHash}`).to.equal(true);
}

/** Ledger and chain agree, once the books have caught up, and each journal balances. */
export async function expectBooksRight(url: string): Promise<void> {
  const operator = await signIn(url, "mall");
  const { rows } = await until(
    "books equal to the chain",
    async () => {
      const books = await operator.get<Reconciliation>("/v1/reconciliation").catch(() => null);
      return books !== null && books.differences === 0 ? books : null;
    },
    60,
  );
  expect(rows).to.not.be.empty;
  for (const { lines, journalId } of (await operator.get<FundView>("/v1/fund")).journals) {
    const sum = lines.reduce((total, line) => total + BigInt(line.debitMinor) - BigInt(line.creditMinor), 0n);
    expect(sum, journalId).to.equal(0n);
  }
}

/** What a party has paid in as its bond, by the books of the chain's events. */
export async function bondOf(url: string, partyId: string): Promise<bigint> {
  const operator = await signIn(url, "mall");
  const { parties } = await operator.get<{ parties: Party[] }>("/v1/parties");
  return BigInt(parties.find((party) => party.partyId === partyId)?.bond?.totalMinor ?? 0);
}

/** How often the fund paid first in a case: in the contract's events, and in the books. */
export async function payoutsOf(
  url: string,
  home: string,
  caseId: string,
): Promise<{ onChain: number; booked: number }> {
  const port = readFileSync(join(home, "chain/port"), "utf8").trim();
  const provider = new JsonRpcProvider(`http://127.0.0.1:${port}`, undefined, { cacheTimeout: -1 });
  try {
    const fund = ICompensationFund__factory.connect(fundAddress(home), provider);
    const paid = await fund.queryFilter(fund.filters.Advanced(chainCaseId(caseId)), 0);
    const { journals } = await (await signIn(url, "mall")).get<FundView>("/v1/fund");
    const booked = journals.filter(
      (journal) => journal.caseId === caseId && journal.kind === "advance.granted",
    );
    return { onChain: paid.length, booked: booked.length };
  } finally {
    provider.destroy();
  }
}

function fundAddress(home: string): string {
  const file = join(home, "deployment/deployed_addresses.json");
  const deployed = Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, string>);
  const found = deployed.find(([name]) => name.endsWith("#CompensationFund"));
  if (found === undefined) throw new Error(`no fund in ${file}`);
  return found[1];
}
