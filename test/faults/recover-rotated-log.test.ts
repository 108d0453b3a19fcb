import { cpSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { sql } from "kysely";
import { rpc } from "../../scripts/dev/anvil.ts";
import { openLogTail } from "../../server/adapters/log-tail.ts";
import { unitOfWork } from "../../server/adapters/postgres/database.ts";
import { createLogHalt } from "../../server/adapters/postgres/log-halt.ts";
import { createLogPublisher } from "../../server/adapters/postgres/log-publisher.ts";
import { closeLog, insertFirstEntry } from "../../server/adapters/postgres/log-rotation.ts";
import type { LogSettings } from "../../server/adapters/postgres/log-settings.ts";
import { bytesToHex } from "../../server/domain/log/bytes.ts";
import { successionEntry } from "../../server/domain/log/succession.ts";
import { verifyReceipt } from "../../server/domain/log/verify.ts";
import { keepTailOf } from "../../server/jobs/keep-tail.ts";
import { SENDER_KEY } from "../server/adapters/chain/support.ts";
import { handIn, logFixture } from "../server/adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../server/jobs/log-chain.ts";
import { copyOfDatabase, type TestDatabase } from "../support/database.ts";
import { tempDir } from "../support/temp-dir.ts";
import { publish } from "../trust/published.ts";
import type { Ran } from "../trust/support.ts";
import { type Machine, mirrorFolder, openMachine, recover } from "./restored-log.ts";
import { type LineServer, openLineServer } from "./rotated-log.ts";

const SECOND = "test.redress.example/log/2";
const THIRD = "test.redress.example/log/3";
const TAIL = 2;
/** What a machine keeps beside its database. */
const KEPT = ["log-copies", "log-tail"];

/** What stood in the database when each backup was taken. */
type Moment = "early" | "before closing" | "while closing" | "sealed";

/** On real Postgres, a real node with the contract, and the command as a process of its own. */
describe("recovery of a log whose period ended after the backup", function () {
  this.timeout(300_000);
  let at: AnchoredLog;
  let machine: Machine;
  let live: LineServer;
  let snapshot: unknown;
  let kept: string;
  let restored: { server: LineServer; database: TestDatabase };
  const backups = new Map<Moment, TestDatabase>();
  /** The chain when it had sealed the log, and knew no successor. */
  let sealedChain: unknown;
  const leaves: string[] = [];

  before(async () => {
    at = await anchoredLog(SENDER_KEY);
    machine = await openMachine(at);
    live = await openLineServer(at, machine, at.log.url);
    leaves.push(...(await live.handIn("first ", 3)));
    await live.pass();
    leaves.push(...(await live.handIn("pending ", 2)));
    await backUp("early");
    leaves.push(...(await live.handIn("later ", 300)));
    await live.pass();
    leaves.push(...(await live.handIn("last ", 2)));
    await live.pass();
    await backUp("before closing");
    await closeLog(live.database, live.line, SECOND);
    leaves.push(...(await live.handIn("next ", 1)));
    await backUp("while closing");
    while ((await live.pass()) !== "sealing");
    await backUp("sealed");
    sealedChain = await rpc(at.rpcUrl, "evm_snapshot", []);
    while ((await live.pass()) !== "begun");
    await live.pass();
    leaves.push(...(await live.handIn("second ", 260)));
    await live.pass();
    await live.rotate(THIRD);
    leaves.push(...(await live.handIn("third ", 4)));
    await live.pass();
    leaves.push(...(await live.handIn("tail ", TAIL)));
    await live.sequence();
    const tail = openLogTail(machine.dataDir, bytesToHex(live.line.logId));
    await keepTailOf(createLogPublisher(live.database, live.line.current()), tail, 1_000);
  });
  beforeEach(async () => {
    snapshot = await rpc(at.rpcUrl, "evm_snapshot", []);
    kept = tempDir("redress-kept-");
    for (const name of KEPT) cpSync(join(machine.dataDir, name), join(kept, name), { recursive: true });
  });
  afterEach(async () => {
    await restored?.server.close();
    await restored?.database.drop();
    await rpc(at.rpcUrl, "evm_revert", [snapshot]);
    forget();
    for (const name of KEPT) cpSync(join(kept, name), join(machine.dataDir, name), { recursive: true });
  });
  after(async () => {
    for (const backup of backups.values()) await backup.drop();
    await live.close();
    await at.close();
  });

  async function backUp(moment: Moment): Promise<void> {
    backups.set(moment, await copyOfDatabase(live.url));
  }
  function forget(): void {
    for (const name of KEPT) rmSync(join(machine.dataDir, name), { recursive: true, force: true });
  }
  async function restore(moment: Moment): Promise<LineServer> {
    const database = await copyOfDatabase(backups.get(moment)!.url);
    restored = { server: await openLineServer(at, machine, database.url), database };
    return restored.server;
  }
  const run = (server: LineServer, ...args: string[]): Promise<Ran> =>
    recover(at, machine, server.url, ...args);
  async function expectRecovered(server: LineServer, ...args: string[]): Promise<string> {
    const { code, out, err } = await run(server, ...args);
    expect(err).to.equal("");
    expect(code).to.equal(0);
    return out;
  }
  const linesOf = async ({ line }: LineServer): Promise<string[]> =>
    (await line.all()).map(({ identity }) => identity.origin);
  const sizesOf = async ({ database }: LineServer): Promise<Record<string, number>> => {
    const { rows } = await sql<{ origin: string; size: string }>`SELECT origin, size FROM log`.execute(
      database.kysely,
    );
    return Object.fromEntries(rows.map(({ origin, size }) => [origin, Number(size)]));
  };
  const verdictOf = async ({ reader }: LineServer, leaf: string): Promise<string> => {
    const { verdict, steps } = await verifyReceipt((await reader.receipt(leaf, true))!, { chain: at.view() });
    return verdict === "valid" ? verdict : JSON.stringify(steps);
  };
  const reasonOf = ({ database, line }: LineServer) => createLogHalt(database, line).reason();
  async function expectGoesOn(server: LineServer): Promise<void> {
    await server.goOn();
    expect(await reasonOf(server)).to.equal(null);
    const [leaf] = await server.handIn("afterwards ", 2);
    await server.pass();
    await server.pass();
    expect(await verdictOf(server, leaf!)).to.equal("valid");
  }

  for (const moment of ["early", "before closing", "while closing", "sealed"] as const) {
    it(`brings back the sealed log and those after it, from a backup taken ${moment}`, async () => {
      const server = await restore(moment);
      const out = await expectRecovered(server);
      expect(out).to.contain(`${SECOND}, sealed:`).and.contain(`${THIRD}:`);
      await server.line.refresh();
      expect(await linesOf(server)).to.deep.equal(await linesOf(live));
      expect(await sizesOf(server)).to.deep.equal(await sizesOf(live));
      await server.fold();
      for (const leaf of [
        leaves[0],
        leaves[3],
        leaves[200],
        leaves[305],
        leaves[307],
        leaves[400],
        leaves.at(-3),
      ])
        expect(await verdictOf(server, leaf!)).to.equal("valid");
      await expectGoesOn(server);
    });
  }

  it("goes on with a rotation that the backup had begun while entries still waited", async () => {
    const server = await restore("early");
    await closeLog(server.database, server.line, SECOND);
    await expectRecovered(server);
    expect(await sizesOf(server)).to.deep.equal(await sizesOf(live));
    await expectGoesOn(server);
  });

  it("stops a server whose database ends with the sealed log, and knows none after it", async () => {
    const server = await restore("before closing");
    expect(await server.goOn().catch((error: Error) => error.message)).to.contain("redress recover-log");
    expect(await reasonOf(server)).to.contain("the chain has sealed test.redress.example/log/1");
  });

  it("may be run again: there is nothing left to do", async () => {
    const server = await restore("early");
    await expectRecovered(server);
    const sizes = await sizesOf(server);
    const out = await expectRecovered(server);
    expect(out).to.contain("There is nothing to recover").and.not.contain("sealed:");
    expect(await sizesOf(server)).to.deep.equal(sizes);
  });

  it("checks everything and changes nothing where it is told to", async () => {
    const server = await restore("early");
    expect(await expectRecovered(server, "--check")).to.contain("Can be recovered: 262 entries");
    await expectUntouched(server);
  });

  it("names anchors that a server had folded before it was stopped", async () => {
    const server = await restore("early");
    await server.fold();
    await expectRecovered(server);
    await server.line.refresh();
    const receipt = JSON.parse((await server.reader.receipt(leaves[400]!, true))!);
    const before = JSON.parse((await live.reader.receipt(leaves[400]!, true))!);
    expect(receipt.anchor.transaction).to.equal(before.anchor.transaction);
    expect(receipt.checkpoint).to.equal(before.checkpoint);
  });

  it("hands on what the restored server had accepted for a log that is sealed", async () => {
    const server = await restore("before closing");
    const [leaf] = await server.handIn("too late ", 2);
    expect(await expectRecovered(server)).to.contain("takes 2 entries");
    await server.line.refresh();
    await server.pass();
    await server.pass();
    expect(await verdictOf(server, leaf!)).to.equal("valid");
    const { log } = JSON.parse((await server.reader.receipt(leaf!, true))!);
    expect(log.origin).to.equal(THIRD);
  });

  it("begins the successor as it was published, though the restored server has begun it otherwise", async () => {
    const server = await restore("sealed");
    const { logId } = at.settings;
    const [size, root] = (await at.chain.reader.read("EvidenceLog", "head", [`0x${bytesToHex(logId)}`])) as [
      bigint,
      string,
    ];
    const last = { logId, size: Number(size), root: Buffer.from(root.slice(2), "hex") };
    const acceptedAt = new Date(Date.now() - 3_600_000);
    const { bytes: entry } = successionEntry(last, acceptedAt);
    await unitOfWork(server.database).run((tx) =>
      insertFirstEntry(tx, server.line.current(), last, { entry, acceptedAt }),
    );
    await expectRecovered(server);
    expect(await sizesOf(server)).to.deep.equal(await sizesOf(live));
    await expectGoesOn(server);
  });

  describe("where this machine kept nothing", () => {
    beforeEach(() => forget());

    it("reads every log from one mirror, by its id", async () => {
      const server = await restore("early");
      const mirror = await publish(live.database, live.line);
      await expectRecovered(server, "--from", mirror.url);
      await mirror.close();
      expect(await sizesOf(server)).to.deep.equal(await sizesOf(live));
    });

    it("reads them from one folder each, or from one with a folder for each", async () => {
      const [first, second, third] = await folders();
      const several = tempDir("redress-mirrors-");
      mkdirSync(several, { recursive: true });
      for (const { id, folder } of [second!, third!]) renameSync(folder, join(several, id));
      const server = await restore("early");
      await expectRecovered(server, "--from", first!.folder, several);
      expect(await sizesOf(server)).to.deep.equal(await sizesOf(live));
    });

    it("refuses where no source has one of the logs, and writes nothing", async () => {
      const [first, second, third] = await folders();
      const server = await restore("early");
      await expectRefusal(server, "successor_unknown", "--from", first!.folder, third!.folder);
      await expectRefusal(server, "behind_chain", "--from", second!.folder, third!.folder);
      await expectRefusal(server, "behind_chain", "--from", first!.folder, "--origin", SECOND, THIRD);
      await expectRefusal(server, "successor_unknown");
    });

    it("refuses a successor that begins with another checkpoint, and writes nothing", async () => {
      const [first] = await folders();
      const [, second] = await live.line.all();
      const other = await rewritten(second!);
      const server = await restore("early");
      await expectRefusal(server, "other_history", "--from", first!.folder, other, "--origin", THIRD);
    });

    it("refuses a database that has opened another log after it, and writes nothing", async () => {
      const server = await restore("before closing");
      await closeLog(server.database, server.line, "test.redress.example/log/other");
      const mirror = await publish(live.database, live.line);
      const { err } = await run(server, "--from", mirror.url);
      await mirror.close();
      expect(err).to.contain("Refused (other_history)");
      expect(Object.keys(await sizesOf(server))).to.have.lengthOf(2);
    });
  });

  it("says which key is not the one the logs have run on", async () => {
    const server = await restore("early");
    for (const [name, said] of [
      ["promise", /Refused \(keys_missing\): .* PROMISE_KEY/],
      ["checkpoint", /Refused \(keys_missing\): .* LOG_ETH_KEY/],
      ["ed25519", /another LOG_ED25519_KEY/],
    ] as const) {
      const keys = { ...at.settings.keys, [name]: new Uint8Array(32).fill(99) };
      const settings = { ...at.settings, keys };
      const { code, err } = await recover({ ...at, settings }, machine, server.url);
      expect(err).to.match(said);
      expect(code).to.equal(1);
    }
    await expectUntouched(server);
  });

  describe("while the contract knows no successor yet", () => {
    beforeEach(async () => {
      await rpc(at.rpcUrl, "evm_revert", [sealedChain]);
      sealedChain = await rpc(at.rpcUrl, "evm_snapshot", []);
      snapshot = sealedChain;
    });
    afterEach(() => {
      sealedChain = undefined;
    });

    it("goes on in the log the operator names, which the server then registers and begins", async () => {
      const server = await restore("before closing");
      await expectRefusal(server, "period_ended");
      await server.handIn("too late ", 2);
      expect(await expectRecovered(server, "--origin", SECOND)).to.contain("takes 2 entries");
      await server.line.refresh();
      const steps: string[] = [];
      while (steps.at(-1) !== "begun") steps.push(await server.pass());
      expect(steps).to.contain("registering").and.not.contain("sealing");
      expect(await linesOf(server)).to.deep.equal((await linesOf(live)).slice(0, 2));
      await expectGoesOn(server);
    });
  });

  async function folders(): Promise<{ id: string; folder: string }[]> {
    const all = await live.line.all();
    return await Promise.all(
      all.map(async (settings) => ({
        id: bytesToHex(settings.logId),
        folder: await mirrorFolder(live, settings),
      })),
    );
  }

  async function expectRefusal(server: LineServer, kind: string, ...args: string[]): Promise<void> {
    const { code, err } = await run(server, ...args);
    expect(err).to.contain(`Refused (${kind})`).and.contain("Nothing was changed.");
    expect(code).to.equal(1);
    await expectUntouched(server);
  }

  async function expectUntouched(server: LineServer): Promise<void> {
    const { rows } = await sql`SELECT origin, closed_at FROM log`.execute(server.database.kysely);
    expect(rows).to.deep.equal([{ origin: at.settings.identity.origin, closed_at: null }]);
  }

  /** What the operator's keys sign over other entries, as long as what was published of the log. */
  async function rewritten(settings: LogSettings): Promise<string> {
    const size = (await sizesOf(live))[settings.identity.origin]!;
    const other = await logFixture(settings);
    await handIn(other, size, "rewritten ");
    await other.sequencer.sequence();
    const folder = await mirrorFolder(other, settings);
    await other.close();
    return folder;
  }
});
