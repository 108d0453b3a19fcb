import { expect } from "chai";
import { doubtLogs, logsOf } from "../../../../server/domain/evidence/bundle-logs.ts";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import type { ChainView } from "../../../../server/domain/log/chain-view.ts";
import { type LogIdentity, logIdOf } from "../../../../server/domain/log/log-identity.ts";
import { verifyReceipt } from "../../../../server/domain/log/verify.ts";
import { chainOf, fullReceipt, IDENTITY } from "../log/receipt-fixture.ts";

const period = (n: number): LogIdentity => ({ ...IDENTITY, origin: `test.redress.example/log/${n}` });
const idOf = (log: LogIdentity): string => bytesToHex(logIdOf(log));

/** A chain on which each of these periods goes on from the one before. */
function lineOf(...periods: readonly number[]): ChainView {
  const next = new Map(periods.map((n, at) => [idOf(period(n)), periods[at + 1]]));
  return {
    ...chainOf(fullReceipt()),
    successorOf: async (_, logId) => {
      const found = next.get(logId);
      return found === undefined ? "0".repeat(64) : idOf(period(found));
    },
  };
}
const reasonOf = async (...asked: Parameters<typeof doubtLogs>) => (await doubtLogs(...asked))?.reason;

describe("the logs of a bundle", () => {
  it("are named once each, and not by receipts that are invalid", async () => {
    const text = fullReceipt();
    const forged = text.replace('"operatorParty":"platform"', '"operatorParty":"somebody"');
    const receipts = await Promise.all([text, text, forged, "{}"].map((one) => verifyReceipt(one)));
    expect(logsOf(receipts)).to.deep.equal([IDENTITY]);
  });

  it("leave no doubt where there is one", async () => {
    expect(await doubtLogs([period(1)], undefined)).to.equal(null);
  });

  it("leave no doubt where they go on from each other, in whatever order they are named", async () => {
    expect(await doubtLogs([period(3), period(1)], lineOf(1, 2, 3))).to.equal(null);
  });

  it("cannot be told where they do not, or where a line comes back to itself", async () => {
    expect(await reasonOf([period(1), period(4)], lineOf(1, 2, 3))).to.equal("logs.not_one_line");
    expect(await reasonOf([period(1), period(4)], lineOf(1, 2, 1))).to.equal("logs.not_one_line");
  });

  it("cannot be told where nobody was asked, or the node does not answer", async () => {
    const logs = [period(1), period(2)];
    const silent = { ...lineOf(1, 2), successorOf: () => Promise.reject(new Error("refused")) };
    expect(await reasonOf(logs, undefined)).to.equal("logs.line_unknown");
    expect(await reasonOf(logs, chainOf(fullReceipt()))).to.equal("logs.line_unknown");
    expect(await reasonOf(logs, silent)).to.equal("logs.line_unknown");
  });

  for (const [what, change] of [
    ["contract", { contract: `0x${"c1".repeat(20)}` }],
    ["chain", { chainId: 1 }],
    ["operator", { operatorParty: "somebody" }],
  ] as const)
    it(`cannot be told where one has another ${what}`, async () => {
      const logs = [period(1), { ...period(2), ...change }];
      expect(await reasonOf(logs, lineOf(1, 2))).to.equal("logs.other_contract");
    });
});
