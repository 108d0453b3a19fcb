import { join } from "node:path";
import { expect } from "chai";
import { commandOf, spawnLogged, stopProcess, waitUntil } from "../../../scripts/dev/process.ts";
import type { Service, Supervised } from "../../../scripts/dev/supervise.ts";
import { supervise } from "../../../scripts/dev/supervise.ts";
import { tempDir } from "../../support/temp-dir.ts";

const SOON_MS = 30_000;

describe("supervision", function () {
  this.timeout(2 * SOON_MS);
  let logFile: string;
  let said: string[];
  let service: Supervised<Service>;

  beforeEach(() => {
    logFile = join(tempDir(), "log");
    said = [];
  });
  afterEach(() => service.stop());

  const sleeper = async (): Promise<Service> => {
    const child = spawnLogged({ command: "sleep", args: ["600"], logFile });
    return { child, stop: () => stopProcess(child.pid ?? 0, [["SIGTERM", SOON_MS]]) };
  };
  const watch = (start: () => Promise<Service>) => supervise("sleeper", start, (line) => said.push(line));
  const pid = () => service.current().child.pid ?? 0;
  const kill = () => process.kill(pid(), "SIGKILL");

  it("starts a killed process again", async () => {
    service = await watch(sleeper);
    const first = pid();

    kill();

    await waitUntil(async () => expect(pid()).not.to.equal(first), SOON_MS);
    expect(commandOf(pid())).to.match(/sleep/);
    expect(said[0]).to.match(/ended by itself/);
  });

  it("waits longer after each failure in a row", async () => {
    let attempts = 0;
    service = await watch(async () => {
      if (++attempts === 2) throw new Error("not yet");
      return await sleeper();
    });

    kill();

    await waitUntil(async () => expect(attempts).to.equal(3), SOON_MS);
    expect(said.join("\n")).to.match(/500 ms[\s\S]*did not start: Error: not yet/);
  });

  it("does not start again what it was told to stop", async () => {
    service = await watch(sleeper);
    const first = pid();

    await service.stop();

    expect(commandOf(first)).to.equal(undefined);
    expect(said).to.deep.equal([]);
  });

  it("stops for good in the middle of a restart", async () => {
    service = await watch(sleeper);
    const first = pid();
    kill();
    await waitUntil(async () => expect(said).to.have.length(1), SOON_MS);

    await service.stop();

    expect(pid()).to.equal(first);
    expect(commandOf(first)).to.equal(undefined);
  });

  it("passes on why the first start failed", async () => {
    service = await watch(sleeper);

    const error = await supervise(
      "broken",
      () => Promise.reject(new Error("no binary")),
      () => {},
    ).catch(String);

    expect(error).to.equal("Error: no binary");
  });
});
