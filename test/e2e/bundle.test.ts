import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { openAsBlob, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { BlobReader, Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from "@zip.js/zip.js";
import { expect } from "chai";
import { openClient, signIn, until } from "../../server/cli/demo/client.ts";
import { canonicalJson } from "../../server/domain/log/canonical-json.ts";
import type { ItemView } from "../../server/schema/item.ts";
import { sharedSetUp } from "../support/set-up.ts";
import { tempDir } from "../support/temp-dir.ts";

const run = promisify(execFile);
const REDRESS = join(import.meta.dirname, "../../server/cli/redress.mjs");

interface Sample {
  readonly gtin: string;
  readonly serial: string;
  readonly caseId: string;
  readonly caseToken: string;
}
type Files = Map<string, Buffer>;

describe("a case taken away as one file", function () {
  this.timeout(300_000);
  const folder = tempDir("redress-bundle-");
  const path = join(folder, "case.zip");
  let files: Files;
  let rpc: string;

  before(async () => {
    const { url } = await sharedSetUp();
    const sample = await (await signIn(url, "mall")).get<Sample>("/dev/sample");
    const item = await openClient(url).get<ItemView>(`/v1/items/${sample.gtin}/${sample.serial}`);
    rpc = item.chain.rpcUrl;
    files = await until("every entry of the case on chain", async () => {
      const response = await fetch(`${url}/v1/cases/${sample.caseId}/bundle`, {
        headers: { authorization: `Bearer ${sample.caseToken}` },
      });
      writeFileSync(path, Buffer.from(await response.arrayBuffer()));
      const unpacked = await unpack(path);
      const receipts = [...unpacked].filter(([name]) => name.startsWith("receipts/"));
      return receipts.every(([, text]) => text.includes('"anchor":')) ? unpacked : null;
    });
  });

  const redress = async (...args: string[]) => {
    try {
      return { code: 0, stdout: (await run(process.execPath, [REDRESS, ...args], { cwd: folder })).stdout };
    } catch (error) {
      const { code, stdout } = error as { code: number; stdout: string };
      return { code, stdout };
    }
  };
  const verify = (file: string, ...more: string[]) => redress("verify", file, ...more);

  /** The bundle with something altered, listed in its manifest as if it had always been so. */
  async function forged(change: (files: Files) => void): Promise<string> {
    const changed = new Map(files);
    change(changed);
    const manifest = JSON.parse(String(changed.get("manifest.json")));
    for (const entry of manifest.files) {
      const bytes = changed.get(entry.name);
      if (bytes === undefined) continue;
      entry.sha256 = createHash("sha256").update(bytes).digest("hex");
      entry.sizeBytes = bytes.length;
    }
    changed.set("manifest.json", Buffer.from(canonicalJson(manifest)));
    return await pack(join(folder, "forged.zip"), changed);
  }

  it("holds receipts, documents, facts, findings, rule pack and manifest", () => {
    const kinds = new Set([...files.keys()].map((name) => name.replace(/\/.*/, "")));
    expect([...kinds].sort()).to.deep.equal([
      "documents",
      "findings",
      "manifest.json",
      "receipts",
      "rule-pack.json",
    ]);
    const { engine } = JSON.parse(String(files.get("manifest.json")));
    expect(engine.hash).to.match(/^[0-9a-f]{64}$/);
  });

  it("is valid, file by file, with nothing but the file and an RPC endpoint", async () => {
    const { code, stdout } = await verify(path, "--rpc", rpc);
    expect(stdout).to.match(/Verdict: VALID$/m);
    expect(stdout)
      .to.match(/^Receipts: \d+ (anchored|finalised)/m)
      .and.to.contain("Development chain");
    expect(stdout.match(/^ +ok /gm)).to.have.length(files.size - 1);
    expect(code).to.equal(0);
  });

  it("cannot be told without a chain to ask", async () => {
    expect((await verify(path)).code).to.equal(3);
  });

  it("gives the same finding when it is decided again", async () => {
    const { code, stdout } = await redress("replay", path);
    expect([code, stdout]).to.deep.equal([0, stdout]);
    expect(stdout).to.match(/^findings\/1\/finding\.json: same: /m);
  });

  const forgeries: [string, (files: Files) => void, RegExp][] = [
    ["a document", (all) => spoil(all, /^documents\/.*\.jpg$/), /NO {2}documents\/.*another document/],
    ["the facts", (all) => edit(all, /facts\.json$/, ':"', ':"x'), /NO {2}findings\/1\/facts\.json/],
    [
      "the finding",
      (all) => edit(all, /finding\.json$/, ":10000", ":9999"),
      /NO {2}findings\/1\/finding\.json/,
    ],
    ["the rule pack", (all) => edit(all, /^rule-pack/, '"id":"', '"id":"x'), /NO {2}rule-pack\.json/],
    ["a receipt", (all) => edit(all, /^receipts\//, '"index":', '"index":1'), /NO {2}receipts\//],
  ];
  for (const [what, change, said] of forgeries) {
    it(`is invalid with ${what} altered, and says which file`, async () => {
      const { code, stdout } = await verify(await forged(change), "--rpc", rpc);
      expect(stdout).to.match(said);
      expect(code).to.equal(1);
    });
  }

  it("is invalid with a file altered, added or left out behind the manifest's back", async () => {
    const added = new Map(files).set("documents/999.jpg", Buffer.from("slipped in"));
    const left = new Map([...files].filter(([name]) => !name.startsWith("documents/001")));
    const altered = new Map(files);
    spoil(altered, /^documents\//);
    for (const [changed, said] of [
      [added, /does not list this file/],
      [left, /the archive has none/],
      [altered, /another one than the manifest lists/],
    ] as const) {
      const { code, stdout } = await verify(await pack(join(folder, "changed.zip"), changed), "--rpc", rpc);
      expect(stdout).to.match(said);
      expect(code).to.equal(1);
    }
  });

  it("is refused with a reason when it is no bundle", async () => {
    const none = await pack(join(folder, "none.zip"), new Map([["readme.json", Buffer.from("{}")]]));
    const { code, stdout } = await verify(none);
    expect([code, /no manifest\.json/.test(stdout)]).to.deep.equal([1, true]);
  });
});

function spoil(files: Files, pattern: RegExp): void {
  const [name, bytes] = find(files, pattern);
  const copy = Buffer.from(bytes);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  files.set(name, copy);
}

function edit(files: Files, pattern: RegExp, from: string, to: string): void {
  const [name, bytes] = find(files, pattern);
  const text = String(bytes);
  if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
  files.set(name, Buffer.from(text.replace(from, to)));
}

function find(files: Files, pattern: RegExp): [string, Buffer] {
  const found = [...files].find(([name]) => pattern.test(name));
  if (found === undefined) throw new Error(`no file like ${pattern}`);
  return found;
}

async function unpack(path: string): Promise<Files> {
  const reader = new ZipReader(new BlobReader(await openAsBlob(path)));
  const files: Files = new Map();
  for (const entry of await reader.getEntries()) {
    if (!entry.directory) files.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())));
  }
  return files;
}

async function pack(path: string, files: Files): Promise<string> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  for (const [name, bytes] of files) await writer.add(name, new Uint8ArrayReader(bytes));
  writeFileSync(path, await writer.close());
  return path;
}
