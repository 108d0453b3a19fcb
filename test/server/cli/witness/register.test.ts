import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { tempDir } from "../../../support/temp-dir.ts";
import { VERIFIER_KEY } from "./growing-log.ts";

const PROGRAM = fileURLToPath(new URL("../../../../server/cli/main.ts", import.meta.url));

describe("redress witness", function () {
  this.timeout(60_000);
  let home: string;

  beforeEach(() => {
    home = tempDir("redress-witness-");
  });

  /** Runs it where it cannot start, so that it ends by itself. */
  function run(options: Readonly<Record<string, string>>): SpawnSyncReturns<string> {
    const all = {
      name: "w.example/1",
      "key-file": join(home, "key"),
      state: join(home, "state"),
      ...options,
    };
    const words = Object.entries({ log: VERIFIER_KEY, ...all }).flatMap(([name, value]) => [
      `--${name}`,
      value,
    ]);
    return spawnSync(process.execPath, [PROGRAM, "witness", ...words], { encoding: "utf8", timeout: 50_000 });
  }

  it("makes no key for a name no key can have", () => {
    const { status, stderr } = run({ name: "two words" });
    expect([status, stderr]).to.deep.equal([1, "A key name has no white space and no plus sign.\n"]);
    expect(existsSync(join(home, "key"))).to.equal(false);
  });

  it("says in one line that its port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const { status, stderr } = run({ port: String(port) });
    other.close();
    expect([status, stderr]).to.deep.equal([
      1,
      `listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
    ]);
  });

  it("says in one line that its port is none", () => {
    const { status, stderr } = run({ port: "http" });
    expect(status).to.equal(1);
    expect(stderr).to.match(/^--port [^\n]+\n$/);
  });
});
