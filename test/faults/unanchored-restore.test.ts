import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import express from "express";
import { Registry } from "prom-client";
import { openElection } from "../../server/adapters/chain/election.ts";
import { createAnchorBook } from "../../server/adapters/postgres/log-anchor-book.ts";
import { createLogHalt } from "../../server/adapters/postgres/log-halt.ts";
import { intakeNotices } from "../../server/adapters/postgres/log-notices.ts";
import { createLogSequencer } from "../../server/adapters/postgres/log-sequencer.ts";
import { createWitnessBook } from "../../server/adapters/postgres/log-witness-book.ts";
import { httpWitnesses } from "../../server/adapters/witness/http-witness.ts";
import { anchorHead, compareOrHalt } from "../../server/app/log-anchoring.ts";
import { goOnOrHalt } from "../../server/app/log-going-on.ts";
import { openWitnessing, type WitnessClient } from "../../server/app/log-witnessing.ts";
import { parsePolicy, type WitnessPolicy } from "../../server/domain/log/witness-policy.ts";
import { healthRoutes } from "../../server/http/routes/health.ts";
import { sequenceLog } from "../../server/jobs/sequence-log.ts";
import { handIn, input, type LogFixture, logFixture } from "../server/adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../server/jobs/log-chain.ts";
import { copyOfDatabase } from "../support/database.ts";
import { startWitness, type TestWitness } from "../support/witness.ts";

/**
 * The chain stood at 3, the backup at 5, and a witness had cosigned 9 when the database was lost. To the contract the
 * backup looks sound, yet going on from it would sign a second root of sizes that were shown.
 */
describe("restore behind what was published but not anchored yet", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  let witness: TestWitness;
  let policy: WitnessPolicy;
  const copies: LogFixture[] = [];

  before(async () => {
    at = await anchoredLog();
    witness = await startWitness("w1.example", at.settings.identity.verifierKey);
    policy = parsePolicy(`# operator W1 A\nwitness W1 ${witness.key} ${witness.url}\nquorum W1`);
    await grow(3, "anchored ");
    await anchorHead(at.deps);
    await at.settle();
    await grow(2, "backed up ");
    const backups = [];
    for (let n = 0; n < 3; n++) backups.push(await copyOfDatabase(at.log.url));
    await grow(4, "lost ");
    for (const backup of backups) copies.push(await logFixture(at.settings, backup));
  });
  after(async () => {
    for (const copy of copies) await copy.close();
    await witness?.stop();
    await at?.close();
  });

  async function grow(count: number, prefix: string): Promise<void> {
    await handIn(at.log, count, prefix);
    await at.log.sequencer.sequence();
    expect(await witnessingOf(at.log).pass()).to.include({ witnessed: true });
  }
  const haltOf = ({ database }: LogFixture) => createLogHalt(database, at.settings);
  const witnessingOf = (log: LogFixture) =>
    openWitnessing({
      book: createWitnessBook(log.database, at.settings),
      policy,
      witnesses: httpWitnesses(policy),
      halt: haltOf(log),
      onTrouble: () => {},
    });
  /** What a server asks when it starts on a database. */
  const goOn = (log: LogFixture, witnesses: readonly WitnessClient[]) =>
    goOnOrHalt({
      logs: async () => [
        {
          origin: at.settings.identity.origin,
          book: createAnchorBook(log.database, at.settings),
          witnessBook: createWitnessBook(log.database, at.settings),
        },
      ],
      chain: at.chain.reader,
      halt: haltOf(log),
      witnesses,
      onTrouble: () => {},
    });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => "it went on",
      (error: { code?: string }) => error.code,
    );
  const sizeOf = async (log: LogFixture) => (await createAnchorBook(log.database, at.settings).head())?.size;

  /** Runs the sequencing job until it fails once. */
  async function runUntilRefused(
    log: LogFixture,
    witnesses: readonly WitnessClient[],
    sequencer = log.sequencer,
  ) {
    const errors: unknown[] = [];
    const job = await sequenceLog(
      {
        sequencer,
        office: openElection(log.database.pool, `sequence ${log.url}`),
        notices: intakeNotices(log.url),
        mayGoOn: () => goOn(log, witnesses),
        halt: haltOf(log),
      },
      { intervalMs: 50, onError: (error) => errors.push(error) },
    );
    while (errors.length === 0) await sleep(20);
    await job.stop();
    expect(errors[0]).to.have.property("code", "log.fork_refused");
  }

  describe("found by a server that starts", () => {
    const log = () => copies[0]!;
    let waiting: string[];

    before(async () => {
      waiting = await handIn(log(), 2, "waiting ");
      await runUntilRefused(log(), httpWitnesses(policy));
    });

    it("signs nothing, and what was accepted waits with its promise", async () => {
      expect(await sizeOf(log())).to.equal(5);
      const statuses = await log().reader.statuses(waiting);
      expect(waiting.map((leaf) => statuses.get(leaf)?.state)).to.deep.equal(["accepted", "accepted"]);
    });

    it("says which witness has seen more, in the database and as a part that is down", async () => {
      expect(await haltOf(log()).reason()).to.contain(
        `the witness ${witness.key} has cosigned size 9, the database has only 5`,
      );
      expect(await readyz(log())).to.deep.equal([503, { log: "down" }]);
    });

    it("takes nothing more in", async () => {
      expect(await codeOf(handIn(log(), 1, "more "))).to.equal("log.fork_refused");
    });

    it("stands when a server starts while that witness is out of reach", async () => {
      const gone = { key: witness.key, ask: () => Promise.reject(new Error("out of reach")) };
      expect(await codeOf(goOn(log(), [gone]))).to.equal("log.fork_refused");
      expect(await haltOf(log()).reason()).to.contain("size 9");
    });

    it("goes on without a witness that is no longer in the policy", async () => {
      await goOn(log(), []);
      expect(await haltOf(log()).reason()).to.equal(null);
    });

    it("is no reason for the database that leads there", async () => {
      await goOn(at.log, httpWitnesses(policy));
      expect(await haltOf(at.log).reason()).to.equal(null);
    });

    it("lets a log go on whose witness was never heard of, so that one out of reach stops nobody", async () => {
      const gone = { key: witness.key, ask: () => Promise.reject(new Error("out of reach")) };
      await goOn(log(), [gone]);
      expect(await haltOf(log()).reason()).to.equal(null);
    });
  });

  describe("found by a server whose database fails over to a replica that lagged", () => {
    const log = () => copies[1]!;

    before(async () => {
      let live = at.log.database;
      const database = Object.defineProperty({ ...live }, "kysely", { get: () => live.kysely });
      const sequencer = createLogSequencer(database, at.settings);
      expect(await sequencer.sequence()).to.equal(0);
      live = log().database;
      await handIn(log(), 1, "on the replica ");
      await runUntilRefused(log(), [], sequencer);
    });

    it("signs nothing, and stops the log", async () => {
      expect(await sizeOf(log())).to.equal(5);
      expect(await haltOf(log()).reason()).to.match(/has seen size 9 .*, the database has size 5/);
    });

    it("stands when another server starts, which has seen nothing", async () => {
      expect(await codeOf(goOn(log(), []))).to.equal("log.fork_refused");
      expect(await codeOf(handIn(log(), 1, "more "))).to.equal("log.fork_refused");
    });

    it("stands beside what the chain says later, which may be less", async () => {
      const root = await createAnchorBook(at.log.database, at.settings).rootAt(7);
      const chain = { read: async () => [7n, `0x${root}`] };
      const book = createAnchorBook(log().database, at.settings);
      expect(await codeOf(compareOrHalt({ book, chain, halt: haltOf(log()) }))).to.equal("log.fork_refused");
      expect(await haltOf(log()).reason()).to.contain("the chain has size 7");
      // The chain is back where it was, as after a reorganisation.
      expect(await codeOf(goOn(log(), []))).to.equal("log.fork_refused");
      expect(await haltOf(log()).reason()).to.match(/has seen size 9 /);
    });

    it("is lifted by the database that leads there", async () => {
      await haltOf(at.log).halt((await haltOf(log()).reason()) ?? "");
      await goOn(at.log, []);
      expect(await haltOf(at.log).reason()).to.equal(null);
    });
  });

  describe("cleared up", () => {
    it("does not lift what somebody else finds in the meantime", async () => {
      const halt = haltOf(at.log);
      await halt.halt("one reason");
      const asking = httpWitnesses(policy).map(({ key, ask }) => ({
        key,
        ask: async (body: string) => {
          await halt.halt("another reason");
          return await ask(body);
        },
      }));
      await goOn(at.log, asking);
      expect(await halt.reason()).to.equal("one reason\nanother reason");
      await goOn(at.log, httpWitnesses(policy));
      expect(await halt.reason()).to.equal(null);
    });

    it("signs nothing after anybody has stopped the log, and goes on by itself", async () => {
      const halt = haltOf(at.log);
      const before = await sizeOf(at.log);
      let asked = 0;
      let hasBegun = false;
      let isCleared = false;
      const job = await sequenceLog(
        {
          sequencer: at.log.sequencer,
          office: openElection(at.log.database.pool, "sequence the one that leads"),
          notices: intakeNotices(at.log.url),
          mayGoOn: async () => {
            asked += 1;
            if ((await halt.reason()) !== null && !isCleared) throw new Error("not yet");
            await goOn(at.log, httpWitnesses(policy));
            hasBegun = true;
          },
          halt,
        },
        { intervalMs: 20, onError: () => {} },
      );
      while (!hasBegun) await sleep(5);
      const taken = at.log.work.run(async (tx) => {
        await at.log.intake.accept(tx, [input("promised before the stop")]);
        await halt.halt("a witness has seen more");
      });
      await taken;
      const once = asked;
      while (asked < once + 2) await sleep(5);
      expect(await sizeOf(at.log)).to.equal(before);
      isCleared = true;
      while ((await sizeOf(at.log)) === before) await sleep(5);
      await job.stop();
      expect(await halt.reason()).to.equal(null);
    });
  });

  describe("not found in time, as no witness answered at the start", () => {
    const log = () => copies[2]!;

    it("stops as soon as one says that it has cosigned more", async () => {
      await handIn(log(), 1, "another history ");
      await log().sequencer.sequence();
      await witnessingOf(log()).pass();
      expect(await haltOf(log()).reason()).to.contain("has cosigned size 9, the database has only 6");
    });

    it("stops as soon as one says that it has cosigned another root", async () => {
      await haltOf(log()).goOn((await haltOf(log()).reason())!);
      await handIn(log(), 4, "and more ");
      await log().sequencer.sequence();
      await witnessingOf(log()).pass();
      expect(await haltOf(log()).reason()).to.contain("has cosigned another root at size 9");
    });
  });

  it("stops a log that is begun anew on an empty database", async () => {
    const empty = await logFixture(at.settings);
    copies.push(empty);
    const head = [0n, `0x${"00".repeat(32)}`];
    const noChain = { read: async (_: string, what: string) => (what === "head" ? head : { sealedAt: 0n }) };
    const begun = goOnOrHalt({
      logs: async () => [
        {
          origin: at.settings.identity.origin,
          book: createAnchorBook(empty.database, at.settings),
          witnessBook: createWitnessBook(empty.database, at.settings),
        },
      ],
      chain: noChain,
      halt: haltOf(empty),
      witnesses: httpWitnesses(policy),
      onTrouble: () => {},
    });
    expect(await codeOf(begun)).to.equal("log.fork_refused");
    expect(await haltOf(empty).reason()).to.contain("has cosigned size 9, the database has only 0");
  });

  async function readyz(log: LogFixture): Promise<[number, unknown]> {
    const app = express();
    const check = async () => {
      if ((await haltOf(log).reason()) !== null) throw new Error("stopped");
    };
    app.use(healthRoutes({ registry: new Registry(), checks: { log: check } }));
    const server = app.listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`);
    const { parts } = (await response.json()) as { parts: unknown };
    server.close();
    return [response.status, parts];
  }
});
