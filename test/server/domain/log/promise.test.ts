import { expect } from "chai";
import fc from "fast-check";
import { MAX_PROMISE_SECONDS, promiseInstant } from "../../../../server/domain/log/promise.ts";

const instants = fc.integer({ min: 0, max: 4_000_000_000_000 });

describe("the instant promised for something accepted", () => {
  it("is at most a day away, and less by no more than a minute", () => {
    fc.assert(
      fc.property(instants, (ms) => {
        const ahead = promiseInstant(new Date(ms)) - ms / 1000;
        expect(ahead).to.be.at.most(MAX_PROMISE_SECONDS);
        expect(ahead).to.be.greaterThan(MAX_PROMISE_SECONDS - 60);
      }),
    );
  });

  it("does not tell the second of the acceptance", () => {
    fc.assert(
      fc.property(instants, (ms) => {
        expect(promiseInstant(new Date(ms)) % 60).to.equal(0);
      }),
    );
  });
});
