import { expect } from "chai";
import { type LineRecoveryDeps, recoverLine } from "../../../server/app/recover-line.ts";
import type { ChainLog } from "../../../server/domain/log/chain-log.ts";
import { RecoveryRefused } from "../../../server/domain/log/recovery.ts";
import { SETTINGS } from "../adapters/postgres/log-fixture.ts";
import { onChain } from "../domain/log/monitored-log.ts";

const STANDING = onChain();

const untouched: LineRecoveryDeps = {
  first: SETTINGS.identity,
  named: null,
  identify: async () => null,
  sources: async () => [],
  seen: async () => [],
  chain: { log: async () => STANDING, anchors: async () => [], unknownKeys: async () => [] },
  hold: () => {
    throw new Error("the database was touched");
  },
};

describe("recovering a log", () => {
  const refusals: readonly [string, Partial<ChainLog>, string][] = [
    ["that the contract has marked as forked", { isForked: true }, "forked_on_chain"],
    ["that is sealed, and that nothing tells the successor of", { isSealed: true }, "period_ended"],
    [
      "that goes on in a successor nobody shows",
      { isSealed: true, successor: "ab".repeat(32) },
      "successor_unknown",
    ],
    ["that nothing shows", {}, "no_source"],
  ];
  for (const [which, change, kind] of refusals) {
    it(`refuses one ${which}, before it touches the database`, async () => {
      const chain = { ...untouched.chain, log: async () => ({ ...STANDING, ...change }) };
      const refused = await recoverLine({ ...untouched, chain }, true).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(RecoveryRefused).and.include({ kind });
    });
  }

  it("refuses keys that the contract does not know for it, and names them", async () => {
    const chain = { ...untouched.chain, unknownKeys: async () => ["PROMISE_KEY"] };
    const refused = await recoverLine({ ...untouched, chain }, true).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(RecoveryRefused).and.include({ kind: "keys_missing" });
    expect(String(refused)).to.contain("PROMISE_KEY");
  });
});
