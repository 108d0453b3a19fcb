import { expect } from "chai";
import { sql } from "kysely";
import { keepPanels } from "../../../server/app/keep-panels.ts";
import { type Cast, openCast } from "../http/cast.ts";
import { openProduct, type Product } from "../http/product.ts";

const VOTING = 2n;

describe("moving disputes whose windows have passed", function () {
  this.timeout(60_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
    const { kysely } = product.parts.database;
    await sql`
      INSERT INTO case_chain (case_id, dispute_id)
      SELECT case_id, row_number() OVER () FROM dispute_case
      ON CONFLICT (case_id) DO UPDATE SET dispute_id = EXCLUDED.dispute_id`.execute(kysely);
    await sql`UPDATE dispute_case SET status = 'REVIEW'`.execute(kysely);
  });
  after(() => product.close());

  for (const [broken, sound] of [
    ["1", "2"],
    ["2", "1"],
  ] as const)
    it(`moves dispute ${sound} where dispute ${broken} cannot be read`, async () => {
      expect(cast.caseId).to.be.a("string");
      const trouble = new Error("no such dispute on this chain");
      const read = async (_contract: string, _method: string, [id]: readonly unknown[]) => {
        if (id === broken) throw trouble;
        return { phase: VOTING, round: 1n, deadlineAt: 1n };
      };
      const { deps, database } = product.parts;
      const caught = await keepPanels({ ...deps, chain: { ...deps.chain, read } }).catch((e: unknown) => e);
      expect(caught).to.equal(trouble);
      const { rows } = await sql`
        SELECT FROM chain_call WHERE key LIKE ${`dispute:${sound}:1:closeRound:%`}`.execute(database.kysely);
      expect(rows).to.have.length(1);
    });
});
