import { expect } from "chai";
import { sql } from "kysely";
import { considerAdvance } from "../../../server/app/consider-advance.ts";
import { keepCases } from "../../../server/app/keep-cases.ts";
import { type Cast, openCast } from "../http/cast.ts";
import { openProduct, type Product } from "../http/product.ts";

describe("keeping cases", function () {
  this.timeout(60_000);
  let product: Product;
  let cast: Cast;

  beforeEach(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  afterEach(() => product.close());

  it("keeps every other one where one is in trouble", async () => {
    const { deps, database } = product.parts;
    await sql`UPDATE dispute_case SET deadline_at = now() - interval '1 minute'`.execute(database.kysely);
    const { rows } = await sql<{ id: string }>`SELECT case_id AS id FROM dispute_case`.execute(
      database.kysely,
    );
    for (const { id: broken } of rows) {
      const looked: string[] = [];
      const trouble = new Error("this case is in trouble");
      const lock: typeof deps.cases.lock = async (tx, caseId) => {
        looked.push(caseId);
        if (caseId === broken) throw trouble;
        return await deps.cases.lock(tx, caseId);
      };
      const caught = await keepCases({ ...deps, cases: { ...deps.cases, lock } }).catch((e: unknown) => e);
      expect(caught).to.equal(trouble);
      expect(looked).to.include.members(rows.map(({ id }) => id));
    }
  });

  it("pays nothing first in a case that was withdrawn while it was looked at", async () => {
    const { deps } = product.parts;
    let isWithdrawn = false;
    const uow: typeof deps.uow = {
      run: async (work) => {
        if (!isWithdrawn) {
          isWithdrawn = true;
          const path = `/v1/cases/${cast.caseId}/withdraw`;
          expect((await cast.call("claimant", "POST", path, { reason: "settled" })).status).to.equal(200);
        }
        return await deps.uow.run(work);
      },
    };
    await considerAdvance({ ...deps, uow }, cast.caseId);
    expect(isWithdrawn).to.equal(true);
    expect(await deps.cases.advance(cast.caseId)).to.equal(null);
  });
});
