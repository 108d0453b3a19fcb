import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { expect } from "chai";
import { type BundleLimits, readBundle } from "../../../../server/adapters/zip/read-bundle.ts";
import { zipStream } from "../../../../server/adapters/zip/write-zip.ts";
import type { ZipFile } from "../../../../server/app/ports-bundle.ts";
import type { BundleError } from "../../../../server/domain/evidence/errors.ts";
import { tempDir } from "../../../support/temp-dir.ts";

const folder = tempDir("redress-zip-");
const LIMITS: BundleLimits = { files: 5, totalBytes: 400_000, textBytes: 100_000, ratio: 200 };
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function save(bytes: Uint8Array): string {
  const path = join(folder, "bundle.zip");
  writeFileSync(path, bytes);
  return path;
}

/** An archive as another tool would write it, names and all. */
async function archive(
  files: readonly [name: string, bytes: Uint8Array][],
  options: object = {},
): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), options);
  for (const [name, bytes] of files) await writer.add(name, new Uint8ArrayReader(bytes));
  return Buffer.from(await writer.close());
}

async function refusalOf(bytes: Uint8Array): Promise<{ code: string; field: string; rule: string }> {
  try {
    await readBundle(save(bytes), LIMITS);
  } catch (error) {
    const { code, field, rule } = error as BundleError;
    return { code, field: field ?? "", rule: rule ?? "" };
  }
  return { code: "taken", field: "", rule: "" };
}

/** Renames in place, in the local header and in the directory alike. */
function renamed(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1");
}

describe("reading a bundle", () => {
  it("reads what our own writer packs, text as text and documents as hashes", async () => {
    async function* files(): AsyncGenerator<ZipFile> {
      yield { name: "manifest.json", kind: "text", bytes: text("{}") };
      yield { name: "documents/001.jpg", kind: "document", bytes: text("picture") };
    }
    const stream = zipStream(files(), new Date("2026-11-22T10:00:00Z"));
    const read = await readBundle(save(new Uint8Array(await new Response(stream).arrayBuffer())), LIMITS);
    expect(read.map(({ name, text: said, sizeBytes }) => [name, said, sizeBytes])).to.deep.equal([
      ["manifest.json", "{}", 2],
      ["documents/001.jpg", null, 7],
    ]);
  });

  it("breaks the stream off when a file cannot be had, so that half an archive is none", async () => {
    async function* files(): AsyncGenerator<ZipFile> {
      yield { name: "manifest.json", kind: "text", bytes: text("{}") };
      throw new Error("the block is gone");
    }
    const read = new Response(zipStream(files(), new Date(0))).arrayBuffer();
    expect(await read.then(String, ({ message }: Error) => message)).to.equal("the block is gone");
  });

  const names: [string, string][] = [
    ["a path out of the folder", "../up.json"],
    ["an absolute path", "/etc/passwd"],
    ["a drive", "c:/x.json"],
    ["a backslash", "a\\b.json"],
    ["upper case, which some systems take for another name", "Manifest.json"],
  ];
  for (const [what, name] of names) {
    it(`refuses ${what}`, async () => {
      const plain = "x".repeat(name.length);
      const bytes = renamed(await archive([[plain, text("{}")]]), plain, name);
      expect(await refusalOf(bytes)).to.include({ code: "bundle.unsafe" });
    });
  }

  it("refuses one name twice", async () => {
    const bytes = renamed(
      await archive([
        ["one.json", text("1")],
        ["two.json", text("2")],
      ]),
      "two.json",
      "one.json",
    );
    expect(await refusalOf(bytes)).to.include({ code: "bundle.unsafe" });
  });

  it("refuses a folder", async () => {
    const writer = new ZipWriter(new Uint8ArrayWriter());
    await writer.add("documents/", undefined, { directory: true });
    expect(await refusalOf(await writer.close())).to.include({ code: "bundle.unsafe" });
  });

  it("refuses encrypted files", async () => {
    const bytes = await archive([["a.json", text("{}")]], { password: "secret" });
    expect(await refusalOf(bytes)).to.include({ code: "bundle.unsafe", rule: "not encrypted" });
  });

  it("refuses more files than a bundle may have", async () => {
    const six = ["a", "b", "c", "d", "e", "f"].map((name) => [`${name}.json`, text("{}")] as const);
    const answer = await refusalOf(await archive(six.map(([name, bytes]) => [name, bytes])));
    expect(answer).to.include({ code: "bundle.too_large", field: "files" });
  });

  it("refuses a file that unpacks to far more than it is", async () => {
    const answer = await refusalOf(await archive([["bomb.bin", new Uint8Array(300_000)]]));
    expect(answer).to.include({ code: "bundle.too_large", field: "bomb.bin" });
  });

  it("refuses a JSON file too long to be kept in memory", async () => {
    const noise = text(Array.from({ length: 101_000 }, (_, at) => String((at * 7919) % 10)).join(""));
    const answer = await refusalOf(await archive([["long.json", noise]]));
    expect(answer).to.include({ code: "bundle.too_large", field: "long.json" });
  });

  it("refuses files that are too much together", async () => {
    const noise = Uint8Array.from({ length: 90_000 }, (_, at) => (at * at * 31 + at * 7) >> 3);
    const five = ["a", "b", "c", "d", "e"].map((name): [string, Uint8Array] => [`${name}.bin`, noise]);
    expect(await refusalOf(await archive(five, { level: 0 }))).to.include({ code: "bundle.too_large" });
  });

  it("does not believe what the archive says of a size", async () => {
    const bytes = await archive([["liar.bin", new Uint8Array(50_000)]]);
    const lie = Buffer.from(bytes);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(50_000);
    for (let at = lie.indexOf(size); at >= 0; at = lie.indexOf(size, at + 1)) lie.writeUInt32LE(10, at);
    expect((await refusalOf(lie)).code).to.match(/^bundle\./);
  });

  it("refuses data before, behind or altered within the archive", async () => {
    const bytes = await archive([["a.json", text('{"a":1}')]], { level: 0 });
    const altered = Buffer.from(bytes);
    const at = altered.indexOf('{"a":1}');
    altered[at + 5] = 0x32;
    for (const bad of [Buffer.concat([text("MZ"), bytes]), Buffer.concat([bytes, text("more")]), altered])
      expect((await refusalOf(bad)).code).to.match(/^bundle\.(unsafe|not_a_zip)$/);
  });

  it("refuses half an archive, and what is none", async () => {
    const bytes = await archive([["a.json", text("{}")]]);
    expect((await refusalOf(bytes.subarray(0, bytes.length / 2))).code).to.equal("bundle.not_a_zip");
    expect((await refusalOf(text("PK\x03\x04 nothing"))).code).to.equal("bundle.not_a_zip");
  });

  it("refuses text that is not UTF-8", async () => {
    const answer = await refusalOf(await archive([["a.json", Uint8Array.of(0x22, 0xff, 0x22)]]));
    expect(answer).to.include({ code: "bundle.unsafe", rule: "UTF-8" });
  });
});
