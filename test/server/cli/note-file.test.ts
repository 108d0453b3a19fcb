import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { openNoteFile } from "../../../server/cli/note-file.ts";
import { tempDir } from "../../support/temp-dir.ts";

const CHILD = fileURLToPath(new URL("note-file-child.ts", import.meta.url));
const LIMIT_BYTES = 1024;
const noteOf = (size: number) => ({ size, note: `note of ${size}\n` });

describe("a file of notes", () => {
  let file: string;
  beforeEach(() => {
    file = join(tempDir("redress-notes-"), "state", "notes.jsonl");
  });

  async function kept(...sizes: number[]): Promise<void> {
    const notes = openNoteFile(file);
    for (const size of sizes) await notes.keep(noteOf(size));
  }

  it("has nothing before the first", () => {
    const notes = openNoteFile(file);
    expect([notes.newest(), notes.upTo(9)]).to.deep.equal([null, null]);
  });

  it("finds each by its size, also when it is opened again", async () => {
    await kept(3, 7, 300);
    const notes = openNoteFile(file);
    expect(notes.newest()).to.deep.equal(noteOf(300));
    expect([2, 3, 6, 7, 299, 900].map((size) => notes.upTo(size)?.size)).to.deep.equal([
      ...[undefined, 3, 3, 7, 7, 300],
    ]);
  });

  it("finds each in a file longer than what is read at once", async () => {
    const note = "é".repeat(300_000);
    await kept(1);
    appendFileSync(file, [2, 3, 4].map((size) => `${JSON.stringify({ size, note })}\n`).join(""));
    const notes = openNoteFile(file);
    await notes.keep(noteOf(9));
    expect([notes.upTo(3)?.note, openNoteFile(file).newest()]).to.deep.equal([note, noteOf(9)]);
  });

  it("drops a last line that was cut off, and goes on after it", async () => {
    await kept(3, 7);
    truncateSync(file, statSync(file).size - 4);
    const notes = openNoteFile(file);
    expect(notes.newest()).to.deep.equal(noteOf(3));
    await notes.keep(noteOf(8));
    expect(openNoteFile(file).newest()).to.deep.equal(noteOf(8));
  });

  for (const [what, line] of [
    ["a line that is no note", "{}\n"],
    ["a line that is no JSON", "{\n"],
    ["a size that does not grow", `${JSON.stringify(noteOf(3))}\n`],
  ] as const) {
    it(`does not go on from ${what}`, async () => {
      await kept(7);
      writeFileSync(file, `${readFileSync(file, "utf8")}${line}${JSON.stringify(noteOf(9))}\n`);
      expect(() => openNoteFile(file)).to.throw(/is damaged/);
    });
  }

  it("does not go on in a file that was cut behind its back", async () => {
    await kept(3, 7);
    const notes = openNoteFile(file);
    truncateSync(file, 5);
    const failure = await notes.keep(noteOf(9)).catch(String);
    expect(failure).to.contain("shorter than what was kept");
  });

  it("touches nothing in a file that was cut behind its back", async () => {
    await kept(3, 7);
    const notes = openNoteFile(file);
    truncateSync(file, 5);
    await notes.keep(noteOf(9)).catch(String);
    expect(statSync(file).size).to.equal(5);
  });

  it("takes nothing back of what another process kept", async () => {
    await kept(3);
    const notes = openNoteFile(file);
    await kept(7);
    const before = readFileSync(file, "utf8");
    const failures = [await notes.keep(noteOf(8)).catch(String), await notes.keep(noteOf(9)).catch(String)];
    for (const failure of failures) expect(failure).to.contain("somebody else has written to it");
    expect(readFileSync(file, "utf8")).to.equal(before);
    expect(openNoteFile(file).newest()).to.deep.equal(noteOf(7));
  });

  it("leaves no half line behind when the disk refuses, and goes on when it takes more again", async () => {
    const length = 300;
    const out = execFileSync(
      "bash",
      ["-c", 'ulimit -f 1; exec "$0" "$@"', process.execPath, CHILD, file, "1", "5", String(length)],
      { encoding: "utf8", env: { PATH: process.env.PATH } },
    );
    expect(out.split("\n").slice(0, 5)).to.deep.equal([
      ...["kept 1", "kept 2", "kept 3", "refused 4 EFBIG", "refused 5 EFBIG"],
    ]);
    expect(statSync(file).size, "the disk would have taken a part of the fourth").to.be.below(LIMIT_BYTES);
    expect(readFileSync(file, "utf8").endsWith("}\n")).to.equal(true);
    const notes = openNoteFile(file);
    await notes.keep(noteOf(6));
    expect(openNoteFile(file).newest()).to.deep.equal(noteOf(6));
  });
});
