import { expect } from "chai";
import { isOutage } from "../../../server/app/outages.ts";

const coded = (code: string) => Object.assign(new Error("it failed"), { code });

describe("an outage", () => {
  for (const code of ["57P01", "53300", "08006", "25006", "57014", "ECONNREFUSED", "ENOSPC"]) {
    it(`is told by ${code}`, () => expect(isOutage(coded(code))).to.equal(true));
  }

  it("is told by a message without a code", () => {
    expect(isOutage(new Error("Connection terminated unexpectedly"))).to.equal(true);
    expect(isOutage(new Error('database "redress" is not currently accepting connections'))).to.equal(true);
  });

  it("is told by its cause, whatever wrapped it", () => {
    const wrapped = new Error("fetch failed", { cause: coded("ECONNRESET") });
    expect(isOutage(new Error("could not store", { cause: wrapped }))).to.equal(true);
  });

  it("is not a broken rule of the database", () => {
    expect(isOutage(coded("23505"))).to.equal(false);
  });

  it("is not what loops in its own causes", () => {
    const loop = new Error("round");
    loop.cause = loop;
    expect(isOutage(loop)).to.equal(false);
  });
});
