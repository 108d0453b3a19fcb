import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { fingerprint, whenChanged } from "../../../scripts/dev/stamps.ts";
import { tempDir } from "../../support/temp-dir.ts";

describe("stamps", () => {
  let root: string;
  let built: number;

  beforeEach(() => {
    root = tempDir();
    built = 0;
    mkdirSync(join(root, "src/inner"), { recursive: true });
    writeFileSync(join(root, "src/inner/a.sol"), "contract A {}");
    writeFileSync(join(root, "src/b.sol"), "contract B {}");
  });

  const inputs = () => fingerprint(root, ["src", "absent"]);
  const build = () =>
    whenChanged(join(root, "stamp"), inputs(), join(root, "out"), async () => {
      built++;
      mkdirSync(join(root, "out"), { recursive: true });
    });

  it("build once while nothing changes", async () => {
    expect([await build(), await build()]).to.deep.equal([true, false]);
  });

  const changes: [string, () => void][] = [
    ["content changes", () => writeFileSync(join(root, "src/b.sol"), "contract C {}")],
    ["a file is added", () => writeFileSync(join(root, "src/c.sol"), "")],
    ["a file is removed", () => rmSync(join(root, "src/b.sol"))],
    ["a file is renamed", () => renameSync(join(root, "src/b.sol"), join(root, "src/d.sol"))],
    ["the output is gone", () => rmSync(join(root, "out"), { recursive: true })],
  ];
  for (const [what, change] of changes) {
    it(`build again when ${what}`, async () => {
      await build();

      change();

      expect(await build()).to.equal(true);
    });
  }

  it("build again after work that failed", async () => {
    const fail = () => Promise.reject(new Error("does not compile"));
    await whenChanged(join(root, "stamp"), inputs(), join(root, "out"), fail).catch(() => {});

    await build();

    expect(built).to.equal(1);
  });
});
