import { expect } from "chai";
import { sql } from "kysely";
import type { Deps } from "../../../server/app/deps.ts";
import { considerAdvances } from "../../../server/app/keep-cases.ts";
import { type Cast, openCast } from "../http/cast.ts";
import { openProduct, type Product } from "../http/product.ts";

describe("looking at paying first", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  const awaiting = async () => (await product.parts.deps.cases.awaitingAdvance(10)).includes(cast.caseId);

  it("says how much of the evidence it has seen", async () => {
    expect(await awaiting()).to.equal(true);
    await considerAdvances(product.parts.deps);
    expect(await product.parts.deps.cases.advance(cast.caseId)).to.deep.include({ evidenceSeen: 1 });
    expect(await awaiting()).to.equal(false);
  });

  it("looks again at what came in while it was looking", async () => {
    await restOver();
    await cast.handIn("claimant", {});
    await considerAdvances(onceReading(() => cast.handIn("merchant", {})));
    expect(await product.parts.deps.cases.advance(cast.caseId)).to.deep.include({ evidenceSeen: 2 });
    await restOver();
    expect(await awaiting()).to.equal(true);
  });

  it("rests before it looks again", async () => {
    await considerAdvances(product.parts.deps);
    await cast.handIn("claimant", {});
    expect(await awaiting()).to.equal(false);
  });

  /** As if the last look had been long ago. */
  const restOver = () =>
    sql`UPDATE case_advance SET at = at - interval '1 hour'`.execute(product.parts.database.kysely);

  /** The same server, of which something happens when it first asks the chain. */
  function onceReading(happens: () => Promise<unknown>): Deps {
    const { deps } = product.parts;
    let happened: Promise<unknown> | undefined;
    const read: Deps["chain"]["read"] = async (...call) => {
      happened ??= happens();
      await happened;
      return await deps.chain.read(...call);
    };
    return { ...deps, chain: { ...deps.chain, read } };
  }
});
