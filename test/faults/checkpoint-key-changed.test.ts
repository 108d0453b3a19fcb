import { expect } from "chai";
import { sql } from "kysely";
import { rpc } from "../../scripts/dev/anvil.ts";
import { createLogReader } from "../../server/adapters/postgres/log-reader.ts";
import { anchorHead } from "../../server/app/log-anchoring.ts";
import { addressOfKey } from "../../server/domain/log/eip712.ts";
import { verifyReceipt } from "../../server/domain/log/verify.ts";
import { SENDER_KEY } from "../server/adapters/chain/support.ts";
import { handIn } from "../server/adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../server/jobs/log-chain.ts";
import { copyOfDatabase, type TestDatabase } from "../support/database.ts";
import { DAY_SECONDS, passTime } from "../trust/support.ts";
import {
  anchoringOn,
  type Machine,
  mirrorFolder,
  openMachine,
  recover,
  restore,
  serverCommand,
} from "./restored-log.ts";

const NEXT = new Uint8Array(32).fill(79);

/** On real Postgres, a real node with the contract, and the commands as processes of their own. */
describe("a checkpoint key that was changed", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  let machine: Machine;
  let backup: TestDatabase;
  const leaves: string[] = [];

  before(async () => {
    at = await anchoredLog(SENDER_KEY);
    machine = await openMachine(at);
    await anchorOne("before the backup");
    backup = await copyOfDatabase(at.log.url);
    await anchorOne("after the backup");
  });
  after(async () => {
    await backup.drop();
    await at.close();
  });

  async function anchorOne(name: string): Promise<void> {
    leaves.push(...(await handIn(at.log, 1, name)));
    await at.log.sequencer.sequence();
    await anchorHead(anchoringOn(at, machine));
    await at.settle();
  }
  const run = (...args: string[]) => serverCommand(at, machine, at.log.url, args);
  const activeAt = async (key: string): Promise<bigint> =>
    (await at.contract.getFunction("keyActiveAt")(at.settings.logId, 0, key)) as bigint;

  for (const [what, ...args] of [
    ["the key is not an address", "0x12"],
    ["--use is promise or checkpoint", addressOfKey(NEXT), "--use", "anchor"],
  ] as const) {
    it(`is not appended where ${what}`, async () => {
      const { code, err } = await run("append-key", ...args);
      expect([code, err]).to.deep.equal([1, `${what}\n`]);
      const { rows } = await sql`SELECT 1 FROM chain_call WHERE method = 'appendKey'`.execute(
        at.log.database.kysely,
      );
      expect(rows).to.deep.equal([]);
    });
  }

  it("is appended by the command, once however often it is run, and counts after the delay", async () => {
    for (let n = 0; n < 2; n++) {
      const { code, out, err } = await run("append-key", addressOfKey(NEXT), "--use", "checkpoint");
      expect([code, err]).to.deep.equal([0, ""]);
      expect(out).to.contain("7 days after its block the key counts");
    }
    await at.settle();
    const { timestamp } = (await rpc(at.rpcUrl, "eth_getBlockByNumber", ["latest", false])) as {
      timestamp: string;
    };
    expect(Number(await activeAt(addressOfKey(NEXT))) - Number(timestamp)).to.be.within(
      6 * DAY_SECONDS,
      7 * DAY_SECONDS,
    );
  });

  it("gives valid receipts of a log that is recovered under it, whichever key had signed", async () => {
    const folder = await mirrorFolder(at.log, at.settings);
    await passTime(at.rpcUrl, 8 * DAY_SECONDS);
    const keys = { ...at.settings.keys, checkpoint: NEXT };
    const settings = { ...at.settings, keys, checkpointSigner: addressOfKey(NEXT) };
    const restored = await restore({ ...at, settings }, machine, backup.url);
    try {
      const { code, err } = await recover({ ...at, settings }, machine, restored.log.url, "--from", folder);
      expect([code, err]).to.deep.equal([0, ""]);
      await restored.fold();
      const reader = createLogReader(restored.log.database, settings, { finalisedBlock: async () => 0 });
      for (const leaf of leaves) {
        const { verdict, steps } = await verifyReceipt((await reader.receipt(leaf, true))!, {
          chain: at.view(),
        });
        expect(verdict, JSON.stringify(steps)).to.equal("valid");
      }
    } finally {
      await restored.close();
    }
  });
});
