import { expect } from "chai";
import { sql } from "kysely";
import type { Deps } from "../../../server/app/deps.ts";
import { evidenceRoot, proposeWhenReady } from "../../../server/app/propose-finding.ts";
import type { HandInAccepted } from "../../../server/schema/evidence.ts";
import { type Cast, openCast } from "../http/cast.ts";
import { openProduct, type Product } from "../http/product.ts";

const AFTER_THE_WINDOW_MS = 60 * 86_400_000;

describe("a finding is proposed while evidence still comes in, and", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;
  let acknowledged: string[];

  beforeEach(async () => {
    product = await openProduct();
    cast = await openCast(product);
    for (const as of ["merchant", "carrier"] as const) {
      const body = { action: "contest", reason: "whole when it left" };
      expect((await cast.call(as, "POST", `/v1/cases/${cast.caseId}/answer`, body)).status).to.equal(200);
    }
    acknowledged = (await product.parts.deps.cases.evidence(cast.caseId)).map(({ leafHash }) => leafHash);
  });
  afterEach(() => product.close());

  /** Hands a document in right before the case is locked, each of the first so many times. */
  function whileLate(times: number): Deps {
    const { deps } = product.parts;
    let left = times;
    return {
      ...deps,
      clock: { now: async () => new Date((await deps.clock.now()).getTime() + AFTER_THE_WINDOW_MS) },
      uow: {
        run: async (work) => {
          if (left-- > 0) {
            const { status, body } = await cast.handIn(
              "claimant",
              { name: `late ${left}.jpg` },
              `late ${left}`,
            );
            expect(status).to.equal(201);
            acknowledged.push((body as HandInAccepted).leafHash);
          }
          return await deps.uow.run(work);
        },
      },
    };
  }

  async function frozenRoot(): Promise<string> {
    const { rows } = await sql<{ root: string }>`
      SELECT args->>1 AS root FROM chain_call WHERE key = ${`case:${cast.caseId}:freeze`}`.execute(
      product.parts.database.kysely,
    );
    return rows[0]?.root ?? "";
  }

  for (const [what, times] of [
    ["once", 1],
    ["every time", 9],
  ] as const)
    it(`freezes all that was acknowledged before, where it comes in ${what}`, async () => {
      expect(await proposeWhenReady(whileLate(times), cast.caseId)).to.equal(true);
      expect(await frozenRoot()).to.equal(`0x${evidenceRoot(acknowledged)}`);
      const refused = await cast.handIn("claimant", { name: "too late.jpg" }, "too late");
      expect(refused.body.code).to.equal("case.evidence_frozen");
    });

  it("proposes once where two processes do", async () => {
    const two = [proposeWhenReady(whileLate(0), cast.caseId), proposeWhenReady(whileLate(0), cast.caseId)];
    expect((await Promise.all(two)).toSorted()).to.deep.equal([false, true]);
  });
});
