import { expect } from "chai";
import { parseAccount, receivableOf } from "../../../../server/domain/money/account.ts";
import {
  assertBookable,
  gather,
  type Line,
  MAX_AMOUNT_MINOR,
  move,
} from "../../../../server/domain/money/line.ts";

const code = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const line = (account: string, debitMinor: bigint, creditMinor: bigint): Line => ({
  account,
  debitMinor,
  creditMinor,
});

describe("a bookable journal", () => {
  it("has lines", () => {
    expect(code(() => assertBookable([]))).to.equal("money.no_lines");
  });
  it("has debits equal to credits", () => {
    const lines = [line("FUND", 2n, 0n), line("CAPITAL", 0n, 1n)];
    expect(code(() => assertBookable(lines))).to.equal("money.unbalanced");
  });
  for (const [what, bad] of [
    ["no line of zero", line("FUND", 0n, 0n)],
    ["no line on both sides", line("FUND", 1n, 1n)],
    ["no negative side", line("FUND", -1n, 0n)],
    ["no amount of 19 digits", line("FUND", 10n ** 18n, 0n)],
  ] as const) {
    it(`has ${what}`, () => {
      expect(code(() => assertBookable([bad, line("CAPITAL", 0n, 1n)]))).to.equal("money.amount_invalid");
    });
  }
  for (const account of ["fund", "RECV", "RECV:", "RECV:Li Lei", "SECRET:merchant-1", "FUND:merchant-1"]) {
    it(`knows no account ${account}`, () => {
      expect(code(() => assertBookable([line(account, 1n, 0n)]))).to.equal("money.unknown_account");
    });
  }
});

describe("an account", () => {
  it("is taken apart into family and holder", () => {
    expect(parseAccount("BOND:merchant-1")).to.deep.equal({
      family: "BOND",
      holder: "merchant-1",
      class: "liability",
    });
  });
  it("is never named after a person", () => {
    expect(code(() => receivableOf("张三"))).to.equal("money.unknown_account");
  });
});

describe("moving an amount", () => {
  it("books nothing for zero", () => {
    expect(move(0n, "FUND", "CAPITAL")).to.deep.equal([]);
  });
  it("takes the largest amount and not one more", () => {
    expect(move(MAX_AMOUNT_MINOR, "FUND", "CAPITAL")).to.have.length(2);
    expect(code(() => move(MAX_AMOUNT_MINOR + 1n, "FUND", "CAPITAL"))).to.equal("money.amount_invalid");
  });
  it("joins lines of one account and side, and keeps the sides apart", () => {
    const lines = [line("FUND", 1n, 0n), line("FUND", 2n, 0n), line("FUND", 0n, 4n)];
    expect(gather(lines)).to.deep.equal([line("FUND", 3n, 0n), line("FUND", 0n, 4n)]);
  });
});
