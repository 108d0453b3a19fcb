import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { writeCertificate } from "../../../../server/adapters/pdf/write-certificate.ts";
import { EXIT_CODES } from "../../../../server/cli/verdicts.ts";
import { checkFile } from "../../../../server/cli/verify-file.ts";
import { type CertificateTerms, certificateOf } from "../../../../server/domain/evidence/certificate.ts";
import type { BundleError } from "../../../../server/domain/evidence/errors.ts";
import { readCertificate } from "../../../../server/domain/evidence/read-certificate.ts";
import { canonicalJson } from "../../../../server/domain/log/canonical-json.ts";
import { tempDir } from "../../../support/temp-dir.ts";
import { chainOf, fullReceipt } from "../../domain/log/receipt-fixture.ts";

const RECEIPT = fullReceipt();
const VERIFY_URL = `https://shop.example/verify?leaf=${"ab".repeat(32)}`;
const TERMS: CertificateTerms = {
  language: "zh-CN",
  madeAt: "2026-11-22T10:00:00Z",
  verifyUrl: VERIFY_URL,
};
const folder = tempDir("redress-certificate-");
const READER = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");

function save(bytes: Uint8Array): string {
  const path = join(folder, "certificate.pdf");
  writeFileSync(path, bytes);
  return path;
}

function codeOf(bytes: Uint8Array): string {
  try {
    readCertificate(bytes);
    return "read";
  } catch (error) {
    return (error as BundleError).code;
  }
}

interface Checked {
  readonly verdict: keyof typeof EXIT_CODES;
  readonly state: string;
  readonly steps: readonly { readonly step: string; readonly result: string; readonly reason: string }[];
  readonly page?: object;
}

/** What `redress verify` answers, for programs and for people. */
async function check(bytes: Uint8Array) {
  const { json, report, verdict } = await checkFile(save(bytes), { chain: chainOf(RECEIPT) }, {});
  return { ...(json as Checked), verdict, report, exitCode: EXIT_CODES[verdict] };
}

describe("a certificate", function () {
  this.timeout(30_000);
  let pdf: Buffer;
  before(async () => {
    pdf = Buffer.from(await writeCertificate(RECEIPT, TERMS));
  });

  it("carries the receipt, byte for byte", () => {
    expect(readCertificate(pdf)).to.deep.equal({ receipt: RECEIPT, terms: TERMS });
  });

  it("gives the same bytes for the same receipt", async () => {
    expect(pdf.equals(await writeCertificate(RECEIPT, TERMS))).to.equal(true);
  });

  for (const language of ["zh-CN", "en"] as const) {
    it(`fits two pages, words and hashes readable, in ${language}`, async function () {
      if (spawnSync("pdftotext", ["-v"]).error !== undefined) {
        console.log("      skipped: no pdftotext here");
        return this.skip();
      }
      const path = save(await writeCertificate(RECEIPT, { ...TERMS, language }));
      const text = String(execFileSync("pdftotext", ["-layout", path, "-"]));
      expect(text.split("\f").length - 1).to.be.at.most(2);
      const words =
        language === "en"
          ? ["Evidence list", "Offered to prove", "The platform's interest", "What it does not prove"]
          : ["证据清单", "编号", "来源", "证明对象", "时间来源", "平台的利害关系", "不能证明的事项"];
      for (const word of [...words, JSON.parse(RECEIPT).promise.leafHash]) expect(text).to.include(word);
    });
  }

  it("has a QR code that leads to its verification", async function () {
    if (spawnSync("pdftoppm", ["-v"]).error !== undefined) {
      console.log("      skipped: no pdftoppm here");
      return this.skip();
    }
    const picture = join(folder, "page");
    execFileSync("pdftoppm", ["-r", "120", "-png", "-f", "1", "-l", "1", "-singlefile", save(pdf), picture]);
    const wasmBinary = new Uint8Array(readFileSync(READER)).buffer;
    await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
    const found = await readBarcodes(readFileSync(`${picture}.png`), { formats: ["QRCode"] });
    expect(found.map(({ text }) => text)).to.deep.equal([VERIFY_URL]);
  });

  it("verifies by what is attached to it", async () => {
    const { exitCode, report, steps, verdict } = await check(pdf);
    expect(verdict).to.equal("valid");
    expect(exitCode).to.equal(0);
    expect(steps.at(-1)).to.include({ step: "page", result: "valid", reason: "page.as_printed" });
    expect(report).to.match(/exactly what this version prints/);
  });

  it("is invalid with its receipt altered", async () => {
    const at = pdf.indexOf('"salt":"') + 10;
    const altered = Buffer.from(pdf);
    altered[at] = altered[at] === 0x30 ? 0x31 : 0x30;
    expect((await check(altered)).verdict).to.equal("invalid");
  });

  it("tells of a page that says something else than its receipt", async () => {
    const altered = Buffer.from(pdf);
    const at = altered.lastIndexOf("<", altered.indexOf("TJ"));
    altered[at + 1] = altered[at + 1] === 0x30 ? 0x31 : 0x30;
    const { exitCode, report, steps, verdict } = await check(altered);
    expect(verdict).to.equal("cannot_tell");
    expect(exitCode).to.equal(3);
    expect(steps.at(-1)).to.include({ step: "page", result: "cannot_tell", reason: "page.differs" });
    expect(report).to.match(/believe the receipt, not the page/);
  });

  it("names where its code leads as the page's own word", async () => {
    const verifyUrl = "https://elsewhere.example/verify";
    const { page, report } = await check(await writeCertificate(RECEIPT, { ...TERMS, verifyUrl }));
    expect(report).to.contain(
      `own word, checked by nobody: made at ${TERMS.madeAt}; its code leads to ${verifyUrl}`,
    );
    expect(page).to.deep.equal({ madeAt: TERMS.madeAt, verifyUrl });
  });

  it("says no more of state and chain than the receipt shows, whoever printed it", () => {
    const stateOf = (receipt: string) =>
      certificateOf(receipt, { ...TERMS, language: "en" }).head.at(-1)?.[1];
    const { anchor: _, ...witnessed } = JSON.parse(RECEIPT);
    const { inclusion, checkpoint, checkpointSigner, witnesses, ...accepted } = witnessed;
    const integrated = { ...witnessed, witnesses: [] };
    expect(inclusion && checkpoint && checkpointSigner && witnesses.length).to.equal(1);
    const states = [RECEIPT, ...[witnessed, integrated, accepted].map((one) => canonicalJson(one))].map(
      stateOf,
    );
    expect(states).to.deep.equal(["anchored", "integrated", "integrated", "accepted"]);
    expect(certificateOf(RECEIPT, TERMS).warning).to.match(/开发链/);
    const elsewhere = RECEIPT.replaceAll('"chainId":31337', '"chainId":8453');
    expect(certificateOf(elsewhere, TERMS).warning).to.equal(null);
  });

  it("reads one of the first version, and cannot tell what its page says", async () => {
    const { language, madeAt, verifyUrl } = TERMS;
    const old = canonicalJson({
      v: "redress.certificate/1",
      state: "finalised",
      development: false,
      language,
      madeAt,
      verifyUrl,
    });
    const text = pdf.toString("latin1");
    const now = canonicalJson({ v: "redress.certificate/2", language, madeAt, verifyUrl });
    const changed = text
      .replace(now, old)
      .replace(`/Length ${now.length}\n>>\nstream\n${old}`, `/Length ${old.length}\n>>\nstream\n${old}`);
    expect(changed.length).to.equal(text.length + old.length - now.length);
    expect((await check(Buffer.from(changed, "latin1"))).verdict).to.equal("cannot_tell");
  });

  it("is refused when something was appended or attached", () => {
    const appended = Buffer.concat([pdf, Buffer.from("\n1 0 obj\n<<>>\nendobj\n%%EOF\n")]);
    expect(codeOf(appended)).to.equal("bundle.unsafe");
    const attachment = "99 0 obj\n<<\n/Type /EmbeddedFile\n/Length 2\n>>\nstream\n{}\nendstream\n";
    expect(codeOf(Buffer.concat([Buffer.from(attachment), pdf]))).to.equal("bundle.unsafe");
  });

  it("is refused when it is another PDF, half of one, or too large", () => {
    const codes = [Buffer.from("%PDF-1.7\n%%EOF"), pdf.subarray(0, 2000), Buffer.alloc(9 * 1024 * 1024)].map(
      codeOf,
    );
    expect(codes).to.deep.equal(["bundle.no_receipt", "bundle.unsafe", "bundle.too_large"]);
  });
});
