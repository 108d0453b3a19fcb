import { expect } from "chai";
import { reconcileRegularly } from "../../../server/jobs/reconcile.ts";
import type { Reconciliation } from "../../../server/schema/money.ts";

const RESULT: Reconciliation = {
  at: "2026-01-01T00:00:00Z",
  blockNumber: 7,
  rows: [],
  altered: [],
  differences: 0,
};

describe("reconciling regularly", () => {
  it("tells each result, and goes on after a comparison that failed", async () => {
    let tries = 0;
    const errors: unknown[] = [];
    const result = await new Promise<Reconciliation>((resolve) => {
      const job = reconcileRegularly(
        async () => {
          tries += 1;
          if (tries === 1) throw new Error("node down");
          return RESULT;
        },
        {
          intervalMs: 1,
          onError: (error) => errors.push(error),
          onResult: (told) => void job.stop().then(() => resolve(told)),
        },
      );
    });
    expect(result).to.equal(RESULT);
    expect(errors.map(String)).to.deep.equal(["Error: node down"]);
  });
});
