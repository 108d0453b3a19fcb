import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { writeSmallFile } from "../../../../server/adapters/workers/file-writer.ts";
import { tempDir } from "../../../support/temp-dir.ts";

describe("small files written on a thread", () => {
  it("are there in full, however many come at once, and nothing beside them", async () => {
    const folder = tempDir();
    const files = Array.from({ length: 40 }, (_, i) => ({
      path: join(folder, `${i}`),
      bytes: new Uint8Array(i * 100).fill(i),
    }));
    await Promise.all(files.map(({ path, bytes }) => writeSmallFile(path, bytes)));
    for (const { path, bytes } of files) expect(new Uint8Array(readFileSync(path))).to.deep.equal(bytes);
    expect(readdirSync(folder).length).to.equal(files.length);
  });

  it("fail alone, by the code that tells an outage from a fault", async () => {
    const folder = tempDir();
    const write = (name: string) => writeSmallFile(join(folder, name), Uint8Array.of(1));
    const outcomes = await Promise.allSettled(["a", "missing/b", "c", "d"].map(write));
    expect(outcomes.map(({ status }) => status)).to.deep.equal([
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    expect(outcomes[1]).to.have.property("reason").that.is.an("error").with.property("code", "ENOENT");
    expect(readdirSync(folder).toSorted()).to.deep.equal(["a", "c", "d"]);
  });
});
