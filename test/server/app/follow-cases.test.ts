import { expect } from "chai";
import { sql } from "kysely";
import { caseFollower } from "../../../server/app/follow-cases.ts";
import type { ChainEvent, ContractName } from "../../../server/app/ports.ts";
import { type Cast, openCast } from "../http/cast.ts";
import { openProduct, type Product } from "../http/product.ts";

const LOST = `0x${"1f".repeat(32)}`;

/**
 * A database restored from a backup goes on from the block it had folded: cases that were opened since are on the chain and
 * not in it. Whatever the follower stops at keeps anchors and challenges unread as well.
 */
describe("following cases on a restored database", function () {
  this.timeout(60_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
    await sql`UPDATE case_chain SET terms = NULL WHERE case_id = ${cast.caseId}`.execute(
      product.parts.database.kysely,
    );
  });
  after(() => product.close());

  async function follow(contract: ContractName, name: string, args: Record<string, unknown>): Promise<void> {
    const chain = { ...product.parts.deps.chain, read: async () => [`0x${"00".repeat(20)}`, false] };
    const deps = { ...product.parts.deps, chain };
    const block = { blockNumber: 7, blockHash: `0x${"ab".repeat(32)}`, blockTime: new Date() };
    const event: ChainEvent = {
      contract,
      name,
      args,
      ...block,
      transaction: `0x${"cd".repeat(32)}`,
      logIndex: 0,
    };
    await deps.uow.run((tx) => caseFollower(deps).apply(tx, event));
  }

  const events: readonly [ContractName, string, Record<string, unknown>][] = [
    ["CaseRegistry", "CaseOpened", {}],
    ["CaseRegistry", "Objected", {}],
    ["CaseRegistry", "RulingRequested", { disputeId: 3n }],
    ["CaseRegistry", "AppealRequested", { partyId: `0x${"00".repeat(32)}` }],
    ["CaseRegistry", "AppealWaived", {}],
    ["CaseRegistry", "OutcomeFinal", { candidate: 1n }],
    ["CaseRegistry", "OutcomeEnforced", {}],
    ["CompensationFund", "Advanced", { payee: `0x${"aa".repeat(20)}` }],
    ["CompensationFund", "Settled", { debt: 0n }],
  ];
  for (const [contract, name, args] of events) {
    it(`passes over ${name} of a case that is lost`, () => follow(contract, name, { caseId: LOST, ...args }));

    it(`passes over ${name} of a case that was not opened on the chain yet`, () =>
      follow(contract, name, { caseId: `0x${cast.caseId}`, ...args }));
  }

  it("passes over an outcome whose finding is lost", async () => {
    const { deps, database } = product.parts;
    await deps.uow.run((tx) => deps.cases.setChain(tx, cast.caseId, { terms: { caseId: cast.caseId } }));
    await follow("CaseRegistry", "OutcomeFinal", { caseId: `0x${cast.caseId}`, candidate: 1n });
    const { rows } = await sql`SELECT FROM chain_call WHERE key = ${`case:${cast.caseId}:enforce`}`.execute(
      database.kysely,
    );
    expect(rows).to.deep.equal([]);
  });
});
