import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { commandOf, spawnLogged, stopProcess, waitUntil } from "../../../scripts/dev/process.ts";
import { tempDir } from "../../support/temp-dir.ts";

const MODULE = join(import.meta.dirname, "../../../scripts/dev/process.ts");

const SOON_MS = 30_000;

describe("child processes", function () {
  this.timeout(2 * SOON_MS);
  it("end with a parent that was killed, when they are told to", async () => {
    const folder = tempDir();
    const code = `
      import { spawnLogged } from ${JSON.stringify(MODULE)};
      spawnLogged({ command: "sh", args: ["-c", "echo $$; exec sleep 600"],
        logFile: ${JSON.stringify(join(folder, "log"))}, dieWithParent: true });
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module-typescript", "-e", code], {
      stdio: "inherit",
    });
    const child = await firstNumber(join(folder, "log"));
    expect(commandOf(child)).to.match(/sleep/);

    parent.kill("SIGKILL");

    await waitUntil(async () => expect(commandOf(child)).to.equal(undefined), SOON_MS);
  });

  it("pass on the signal their guard gets, and their exit code", async () => {
    const folder = tempDir();
    const script = "trap 'exit 7' TERM; echo $$; while :; do sleep 0.05; done";
    const guard = spawnLogged({
      command: "sh",
      args: ["-c", script],
      logFile: join(folder, "log"),
      dieWithParent: true,
    });
    const child = await firstNumber(join(folder, "log"));
    const ended = new Promise((resolve) => guard.once("exit", resolve));

    guard.kill("SIGTERM");

    expect(await ended).to.equal(7);
    expect(commandOf(child)).to.equal(undefined);
  });

  it("are stopped by a stronger signal when they ignore the first", async () => {
    const folder = tempDir();
    const script = "trap '' TERM; echo $$; while :; do sleep 0.05; done";
    spawnLogged({ command: "sh", args: ["-c", script], logFile: join(folder, "log") });
    const pid = await firstNumber(join(folder, "log"));

    await stopProcess(pid, [
      ["SIGTERM", 200],
      ["SIGKILL", SOON_MS],
    ]);

    expect(commandOf(pid)).to.equal(undefined);
  });

  it("have no command once they are gone", () => {
    expect(commandOf(2 ** 22 + 1)).to.equal(undefined);
  });

  it("are given up on at once when there is a reason", async () => {
    const never = () => Promise.reject(new Error("not ready"));

    const error = await waitUntil(never, 60_000, () => "it ended").catch((reason: Error) => reason);

    expect(String(error)).to.equal("Error: it ended");
    expect(String((error as Error).cause)).to.equal("Error: not ready");
  });
});

async function firstNumber(file: string): Promise<number> {
  let found = 0;
  await waitUntil(async () => {
    found = Number(readFileSync(file, "utf8").trim());
    expect(found).to.be.greaterThan(0);
  }, SOON_MS);
  return found;
}
