import "../../support/deployment.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { expect } from "chai";
import { writeCertificate } from "../../../../server/adapters/pdf/write-certificate.ts";
import { checkFile } from "../../../../server/cli/verify-file.ts";
import type { CertificateTerms } from "../../../../server/domain/evidence/certificate.ts";
import { checkChosen, readChosen, receiptOf } from "../../../../web/features/verify/read-chosen.ts";
import { deployment } from "../../../../web/lib/deployment.ts";
import { tempDir } from "../../../support/temp-dir.ts";
import { honestView, source } from "../../support/fixture-chain.ts";
import { itemLog } from "../../support/fixture-data.ts";
import { logId } from "../../support/fixture-log.ts";

const RECEIPT = itemLog.receipts[4]!;
const TERMS: CertificateTerms = {
  language: "en",
  madeAt: "2026-11-22T10:00:00Z",
  verifyUrl: "https://shop.example/verify",
};
const folder = tempDir("redress-chosen-");

async function onPage(bytes: Uint8Array) {
  const chosen = await readChosen(new Blob([new Uint8Array(bytes)]));
  const check = await checkChosen(chosen, [source(honestView)], null);
  const { reason } = check.steps.find(({ result }) => result === check.verdict) ?? check.steps[0]!;
  return { kind: chosen.kind, verdict: check.verdict, reason, steps: check.steps, chosen };
}

async function onCommandLine(bytes: Uint8Array) {
  const path = join(folder, "file");
  writeFileSync(path, bytes);
  return (await checkFile(path, { chain: honestView }, {})).verdict;
}

describe("a file chosen on the verification page", function () {
  this.timeout(30_000);
  before(() => void Object.assign(deployment, { logId: bytesToHex(logId) }));
  after(() => void Object.assign(deployment, { logId: null }));

  const half = utf8ToBytes(RECEIPT);
  half[half.length - 3] = 0xff;
  const same: [string, Uint8Array, string, string][] = [
    ["a receipt", utf8ToBytes(RECEIPT), "valid", "format.canonical"],
    ["a receipt with a line feed behind it", utf8ToBytes(`${RECEIPT}\n`), "invalid", "format.malformed"],
    ["a receipt with white space before it", utf8ToBytes(` ${RECEIPT}`), "invalid", "format.malformed"],
    ["a receipt behind a byte order mark", utf8ToBytes(`\ufeff${RECEIPT}`), "invalid", "format.malformed"],
    ["a receipt with a byte that is no UTF-8", half, "invalid", "format.not_utf8"],
    ["an overlong spelling", Uint8Array.of(0xc0, 0xaf), "invalid", "format.not_utf8"],
    ["what is larger than any receipt", new Uint8Array(4_000_001), "invalid", "format.too_large"],
    ["no bytes at all", new Uint8Array(0), "invalid", "format.malformed"],
    ["a PDF that carries no receipt", utf8ToBytes("%PDF-1.7\n%%EOF"), "invalid", "format.malformed"],
  ];
  for (const [what, bytes, verdict, reason] of same)
    it(`gets the verdict the command line gives ${what}`, async () => {
      expect(await onCommandLine(bytes)).to.equal(verdict);
      expect(await onPage(bytes)).to.include({ verdict, reason });
    });

  it("may be a certificate: every step of its receipt, and no word of its page believed", async () => {
    const bytes = await writeCertificate(RECEIPT, TERMS);
    const { chosen, kind, reason, steps, verdict } = await onPage(bytes);
    expect({ kind, reason, verdict }).to.deep.equal({
      kind: "certificate",
      reason: "page.not_compared",
      verdict: "cannot_tell",
    });
    expect(steps.filter(({ result }) => result === "cannot_tell")).to.have.length(1);
    expect(steps.find(({ step }) => step === "anchor")?.result).to.equal("valid");
    expect(chosen.terms).to.deep.equal(TERMS);
    expect(receiptOf(chosen)?.promise.leafHash).to.equal(bytesToHex(itemLog.leaves[4]!));
  });

  it("is invalid as a certificate whose receipt was altered", async () => {
    const bytes = Buffer.from(await writeCertificate(RECEIPT, TERMS));
    const at = bytes.indexOf('"salt":"') + 10;
    bytes[at] = bytes[at] === 0x30 ? 0x31 : 0x30;
    expect((await onPage(bytes)).verdict).to.equal("invalid");
  });

  it("cannot be told when it is a bundle, however large", async () => {
    const bytes = new Uint8Array(20_000_000);
    bytes.set([0x50, 0x4b, 3, 4]);
    expect(await onPage(bytes)).to.include({
      kind: "bundle",
      verdict: "cannot_tell",
      reason: "format.bundle",
    });
  });
});
