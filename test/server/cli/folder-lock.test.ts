import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { lockFolder } from "../../../server/cli/folder-lock.ts";
import { tempDir } from "../../support/temp-dir.ts";

const CHILD = fileURLToPath(new URL("folder-lock-child.ts", import.meta.url));

describe("a folder of one process", function () {
  this.timeout(30_000);
  let folder: string;
  const children: ChildProcess[] = [];

  beforeEach(() => {
    folder = tempDir("redress-lock-");
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  async function heldByAnother(): Promise<ChildProcess> {
    const child = spawn(process.execPath, [CHILD, folder], { stdio: ["pipe", "pipe", "inherit"] });
    children.push(child);
    await once(child.stdout, "data");
    return child;
  }

  it("is refused to a second one, and to a second use in one process", () => {
    const unlock = lockFolder(folder, "monitor");
    expect(() => lockFolder(folder, "monitor")).to.throw(
      `another process is this monitor already (${folder})`,
    );
    unlock();
    lockFolder(folder, "monitor")();
  });

  it("is refused while another process lives, and free once that was killed", async () => {
    const child = await heldByAnother();
    expect(() => lockFolder(folder, "monitor")).to.throw(
      `another process is this monitor already (${folder})`,
    );
    child.kill("SIGKILL");
    await once(child, "exit");
    lockFolder(folder, "monitor")();
  });

  it("is not kept by a file that a process of before left", () => {
    writeFileSync(join(folder, "lock"), String(process.ppid));
    lockFolder(folder, "monitor")();
  });

  it("is refused where the lock is no lock", () => {
    writeFileSync(
      join(folder, "lock.sqlite"),
      "not a database, and longer than the header of one is: ".repeat(9),
    );
    expect(() => lockFolder(folder, "monitor")).to.throw(/cannot be locked/);
  });
});
