import { expect } from "chai";
import { type RecoveryDeps, recoverLog } from "../../../server/app/recover-log.ts";
import type { ChainLog } from "../../../server/domain/log/chain-log.ts";
import { RecoveryRefused } from "../../../server/domain/log/recovery.ts";
import { SETTINGS } from "../adapters/postgres/log-fixture.ts";

const STANDING: ChainLog = {
  ...{ size: 0, root: "00".repeat(32), anchoredAt: 0, isSealed: false, isForked: false },
  ...{ lateCount: 0, overdueCount: 0, refusedCount: 0, successor: "00".repeat(32) },
};

const untouched: RecoveryDeps = {
  ...{ log: SETTINGS.identity, sources: [], seen: [] },
  chain: { log: async () => STANDING, anchors: async () => [] },
  hold: () => {
    throw new Error("the database was touched");
  },
};

describe("recovering a log", () => {
  const refusals: readonly [string, Partial<ChainLog>, string][] = [
    ["that the contract has marked as forked", { isForked: true }, "forked_on_chain"],
    ["that is sealed", { isSealed: true }, "period_ended"],
    ["that goes on in a successor", { successor: "ab".repeat(32) }, "period_ended"],
  ];
  for (const [which, change, kind] of refusals) {
    it(`refuses one ${which}, before it touches the database`, async () => {
      const chain = { ...untouched.chain, log: async () => ({ ...STANDING, ...change }) };
      const refused = await recoverLog({ ...untouched, chain }, true).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(RecoveryRefused).and.include({ kind });
    });
  }
});
