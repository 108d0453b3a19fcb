import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { TextReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { expect } from "chai";
import { checkFile } from "../../../server/cli/verify-file.ts";
import type { Asked } from "../../../server/cli/verify-report.ts";
import type { VerifyOptions } from "../../../server/domain/log/verify.ts";
import { tempDir } from "../../support/temp-dir.ts";
import {
  bundleOf,
  CASE_ID,
  hashOf,
  type Made,
  NAMES,
  packed,
  WHOLE,
} from "../domain/evidence/bundle-fixture.ts";
import { chainOf, IDENTITY } from "../domain/log/receipt-fixture.ts";

/** Packs a bundle as the server does; `document` is the one file that is no text of its own. */
async function save(made: Made): Promise<string> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const { name, text } of packed(made)) await writer.add(name, new TextReader(text ?? WHOLE.document));
  const path = join(tempDir("redress-bundle-"), "case.zip");
  writeFileSync(path, await writer.close());
  return path;
}

/** What `redress verify` answers for people and for programs. */
async function check(made: Made, asked: Asked = {}, more: VerifyOptions = {}) {
  const chain = chainOf(made.receipt);
  const { json, report, verdict } = await checkFile(await save(made), { chain, ...more }, asked);
  return { json: JSON.parse(JSON.stringify(json)) as Record<string, unknown>, report, verdict };
}

describe("the report on a bundle", function () {
  this.timeout(30_000);

  it("names log, operator, node and contract that the verdict leans on", async () => {
    const { report, verdict } = await check(bundleOf(WHOLE), { rpc: ["https://node.example/key"] });
    expect(verdict).to.equal("valid");
    expect(report)
      .to.contain(`Log ${IDENTITY.origin}, operated by platform.`)
      .and.to.contain("Trusted for chain 31337: the RPC endpoint node.example.")
      .and.to.contain(`Taken from the receipts themselves: contract ${IDENTITY.contract}.`);
  });

  it("names a contract that was pinned as such", async () => {
    const { contract } = IDENTITY;
    const { report } = await check(bundleOf(WHOLE), { contract }, { contract });
    expect(report).to.contain(`Contract pinned by you: ${contract}.`);
  });

  it("says the same to programs, without the keys that addresses hold", async () => {
    const { json } = await check(bundleOf(WHOLE), { rpc: ["https://node.example/key"] });
    expect(json.logs).to.deep.equal([IDENTITY]);
    expect(json.leansOn).to.deep.equal({ rpc: ["node.example"], header: false, contract: null });
  });

  it("tells what receipts vouch for from what the manifest says", async () => {
    const named = await check(bundleOf({ ...WHOLE, said: { caseId: CASE_ID } }));
    expect(named.report)
      .to.contain(`Case ${CASE_ID}, named by 1 of the receipts.`)
      .and.to.contain(
        "The manifest's own word, checked by nobody: as claimant saw it at 2026-11-22T10:00:00Z.",
      );
    const unnamed = await check(bundleOf(WHOLE));
    expect(unnamed.report).to.contain(
      `The manifest's own word, checked by nobody: case ${CASE_ID}; as claimant saw it at`,
    );
  });

  it("says in a sentence what its receipts speak against", async () => {
    const made = bundleOf({ ...WHOLE, said: { caseId: "cd".repeat(32) } });
    const { report, verdict } = await check(made);
    expect(verdict).to.equal("invalid");
    expect(report).to.contain("NO  manifest.json  receipts name another case than the manifest: cdcd");
  });

  it("holds the engine's hash against that of its release", async () => {
    const made = bundleOf(WHOLE);
    const engine = { ...made.manifest.engine!, hash: "ab".repeat(32) };
    const { report } = await check({ ...made, manifest: { ...made.manifest, engine } });
    expect(report).to.contain("the engine's source had another hash when it was released");
  });

  it("names the document at hand where it is in the bundle, and doubts where it is not", async () => {
    const here = await check(bundleOf(WHOLE), {}, { documentHash: hashOf(WHOLE.document) });
    expect([here.verdict, here.report]).to.deep.equal(["valid", here.report]);
    expect(here.report).to.contain(`The document you gave is ${NAMES.document}.`);
    const { report, verdict } = await check(bundleOf(WHOLE), {}, { documentHash: hashOf("another") });
    expect(verdict).to.equal("cannot_tell");
    expect(report).to.contain("none of the documents in the bundle is the one you gave");
  });
});
