import { execFile, execFileSync } from "node:child_process";
import { chmodSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { signIn, until, withKey } from "../../server/cli/demo/client.ts";
import type { LogView } from "../../server/schema/log.ts";
import { type SetUp, startSetUp } from "../support/set-up.ts";
import { onTeardown } from "../support/teardown.ts";
import { tempDir } from "../support/temp-dir.ts";
import type { Ran } from "../trust/support.ts";
import { type CaseKey, expectBooksRight, expectPromisesKept } from "./expectations.ts";
import { startHandingIn } from "./hand-in-stream.ts";
import { openSecondCase } from "./open-case.ts";
import { familyOf, killNow, type Process, partsOf, stillRunning } from "./processes.ts";

const PROGRAM = fileURLToPath(new URL("../../server/cli/main.ts", import.meta.url));
const SEVERAL = 3;

describe("a whole set-up on a database restored from a backup", function () {
  this.timeout(400_000);
  const home = tempDir("redress-restored-");
  const database = join(home, "postgres");
  const backup = join(home, "postgres.backup");
  const seen = new Map<number, Process>();
  let open: CaseKey;
  let lost: string[];
  let receipts: string[];
  let size: number;

  onTeardown(async () => killNow(stillRunning([...seen.values()]).map(({ pid }) => pid)));

  before(async () => {
    // The database's account has to reach its folder.
    chmodSync(home, 0o755);
    let setUp = await start();
    const sample = await (await signIn(setUp.url, "mall")).get<{ claimUrl: string }>("/dev/sample");
    open = await openSecondCase(setUp.url, sample.claimUrl);
    await expectPromisesKept(setUp.url, open, new Set(await handIn(setUp)));
    await setUp.stop();
    execFileSync("cp", ["-a", database, backup]);

    setUp = await start();
    lost = await handIn(setUp);
    await expectPromisesKept(setUp.url, open, new Set(lost));
    const holder = withKey(setUp.url, open.caseToken);
    receipts = await Promise.all(
      lost.map(async (leaf) => JSON.stringify(await holder.get(`/v1/receipts/${leaf}`))),
    );
    ({ size } = await withKey(setUp.url, open.caseToken).get<LogView>("/v1/log"));
    await setUp.stop();
    renameSync(database, `${database}.lost`);
    renameSync(backup, database);
  });

  async function start(): Promise<SetUp> {
    const setUp = await startSetUp(home);
    look();
    return setUp;
  }
  function look(): void {
    for (const one of familyOf(partsOf(home).supervisor)) seen.set(one.pid, one);
  }
  async function handIn({ url }: SetUp): Promise<string[]> {
    const stream = startHandingIn(() => url, open.caseId, open.caseToken);
    await stream.more(SEVERAL);
    await stream.stop();
    return [...stream.acknowledged];
  }
  /** The settings the server runs on are those the command is given. */
  function recover(): Promise<Ran> {
    const text = readFileSync(`/proc/${partsOf(home).server}/environ`, "utf8");
    const env = Object.fromEntries(text.split("\0").map((line) => line.split(/=(.*)/s).slice(0, 2)));
    return new Promise((resolve) => {
      execFile(process.execPath, [PROGRAM, "recover-log"], { env }, (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err });
      });
    });
  }
  const stopped = async (): Promise<true | null> => {
    const port = readFileSync(join(home, "port"), "utf8").trim();
    const answer = await fetch(`http://localhost:${port}/readyz`).catch(() => null);
    const { parts } = ((await answer?.json()) ?? {}) as { parts?: Record<string, string> };
    return parts?.log === "down" ? true : null;
  };

  it("stops and says how to recover, is recovered by one command while it runs, and goes on", async () => {
    const starting = start();
    starting.catch(() => {});
    await until("the log to be called down", stopped, 120);
    look();
    expect(readFileSync(join(home, "logs/server.log"), "utf8")).to.contain("run redress recover-log");

    const { code, out, err } = await recover();
    expect(err).to.equal("");
    expect(out).to.contain("Recovered");
    expect(code).to.equal(0);

    const setUp = await starting;
    const holder = withKey(setUp.url, open.caseToken);
    expect((await holder.get<LogView>("/v1/log")).size).to.be.at.least(size);
    await expectPromisesKept(setUp.url, open, new Set(await handIn(setUp)));
    await expectBooksRight(setUp.url);
    for (const receipt of receipts) await expectValid(receipt);
    await setUp.stop();
  });

  async function expectValid(receipt: string): Promise<void> {
    const file = join(tempDir("redress-receipt-"), "receipt.json");
    writeFileSync(file, receipt);
    const port = readFileSync(join(home, "chain/port"), "utf8").trim();
    const args = [PROGRAM, "verify", file, "--rpc", `http://127.0.0.1:${port}`];
    const wrong = await new Promise((resolve) => {
      execFile(process.execPath, args, (error, out, err) => resolve(error === null ? null : out + err));
    });
    expect(wrong).to.equal(null);
  }
});
