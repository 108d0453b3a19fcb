import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { writeCertificate } from "../../../../server/adapters/pdf/write-certificate.ts";
import { certificateOf } from "../../../../server/domain/evidence/certificate.ts";
import { readCertificateStamp } from "../../../../server/domain/evidence/certificate-stamp.ts";
import { canonicalJson } from "../../../../server/domain/log/canonical-json.ts";
import { parseReceipt, type Receipt } from "../../../../server/domain/log/receipt.ts";
import { tempDir } from "../../../support/temp-dir.ts";
import { completeReceipt } from "../../domain/log/complete-receipt.ts";
import { fullReceipt } from "../../domain/log/receipt-fixture.ts";
import { STAMP } from "../../domain/log/stamp-fixture.ts";

const DOCUMENT_HASH = createHash("sha256").update("the picture").digest("hex");
/** What a shop says of a photo it hands in. */
const SAID = {
  v: "redress.statement/1",
  documentHash: DOCUMENT_HASH,
  submitter: "merchant-1",
  name: "parcel-open.jpg",
  proves: "the cup was whole when it was packed",
  capturedAt: "2026-11-21T09:58:30Z",
};
const RECEIPT = fullReceipt({}, { ...SAID, method: "live" });
const VERIFY_URL = "https://shop.example/verify?leaf=1f";

/** What the receipt says, in no language. */
function valuesOf({ anchor, log, promise, checkpoint }: Receipt, entry: string): Record<string, string> {
  const { commitment, receivedAt } = JSON.parse(entry) as Record<string, string>;
  return {
    "the file's name": SAID.name,
    "who handed it in": SAID.submitter,
    "what it is to prove": SAID.proves,
    "the document's hash": DOCUMENT_HASH,
    "the commitment": commitment!,
    "the leaf hash": promise.leafHash,
    "the checkpoint's root": Buffer.from(checkpoint!.split("\n")[2]!, "base64").toString("hex"),
    "the log": promise.logId,
    "the promised instant": promise.promisedBy,
    "the contract": log.contract,
    "the transaction": anchor!.transaction,
    "the block's number": String(anchor!.blockNumber),
    "the block's hash": anchor!.blockHash,
    "the block's time": anchor!.blockTime,
    "the time of receipt": receivedAt!,
    "the time of capture": SAID.capturedAt,
    "the operator": log.operatorParty,
    "the certificate's number": promise.leafHash.slice(0, 16).toUpperCase(),
    "the time it was made": "2026-11-22T10:00:00Z",
    "where to check it": VERIFY_URL,
  };
}

/** What a certificate has to say, beside the values, in both languages. */
const WORDS: Record<"zh-CN" | "en", readonly string[]> = {
  "zh-CN": [
    ...["存证证书", "证书编号", "出具时间", "凭证所示状态", "已上链", "开发链"],
    ...["证据清单", "编号", "材料", "来源", "证明对象", "现场拍摄"],
    ...["哈希值", "条目叶哈希", "陈述的承诺值", "材料 SHA-256", "检查点根哈希", "日志编号"],
    ...["存证过程", "受理", "入日志", "见证", "名称均为自称", "上链", "第 5 条（从 0 起），检查点共 11 条"],
    ...["时间来源", "收到时间", "区块时间", "采集时间", "运营方数据库时钟", "提交人自述，未经核实"],
    ...["平台的利害关系", "电商平台“platform”运营", "有利害关系", "由任何人自行核验"],
    ...["对应条文", "《人民法院在线诉讼规则》", "第十六条", "第十七条", "第十八条"],
    ...["《最高人民法院关于民事诉讼证据的若干规定》第九十三条", "《电子签名法》第五条、第八条"],
    ...["不能证明的事项", "不证明材料内容属实", "自然人是谁", "没有遗漏", "法院必然采信"],
    ...["如何核验", "扫描二维码", "receipt.json", "以附件为准"],
  ],
  en: [
    ...[
      "Evidence certificate",
      "Certificate",
      "Made at",
      "State by the receipt",
      "anchored",
      "Development chain",
    ],
    ...["Evidence list", "No.", "Item", "Source", "Offered to prove", "live capture"],
    ...["Hashes", "Leaf hash of the entry", "Commitment to the statement", "SHA-256 of the document"],
    ...["Root of the checkpoint", "Log id"],
    ...["From hand-in to chain", "Accepted", "Integrated", "Witnessed", "self-declared names", "Anchored"],
    ...["entry 5 (from 0) of a checkpoint of 11"],
    ...["Where times come from", "Received", "Block time", "Captured", "operator's database", "unverified"],
    ...["The platform's interest", 'shopping platform "platform"', "has an interest", "checked by anybody"],
    ...[
      "Articles it serves",
      "Online Litigation Rules",
      "article 16",
      "Article 17",
      "Article 18",
      "article 93",
    ],
    ...["Electronic Signature Law, articles 5 and 8"],
    ...[
      "What it does not prove",
      "Not that what the item says is true",
      "Not who the person",
      "nothing else",
    ],
    ...["How to check it", "Scan the code", "receipt.json", "the receipt counts"],
  ],
};

/** What stands on the pages, in the order it is read; a form feed ends each. */
function textOf(pdf: Uint8Array): string {
  const path = join(tempDir("redress-certificate-"), "certificate.pdf");
  writeFileSync(path, pdf);
  return String(execFileSync("pdftotext", ["-raw", path, "-"]));
}
/** Line breaks are the page's own and count for nothing. */
const pageText = (pdf: Uint8Array): string => closeUp(textOf(pdf));
const closeUp = (text: string): string => text.replace(/\s+/g, "");

describe("what a certificate says", function () {
  this.timeout(30_000);
  before(function () {
    if (spawnSync("pdftotext", ["-v"]).error === undefined) return;
    console.log("      skipped: no pdftotext here");
    this.skip();
  });

  for (const language of ["zh-CN", "en"] as const) {
    const terms = { language, madeAt: "2026-11-22T10:00:00Z", verifyUrl: VERIFY_URL };

    it(`is every item of it, in ${language}`, async () => {
      const page = pageText(await writeCertificate(RECEIPT, terms));
      const receipt = parseReceipt(RECEIPT);
      const values = Object.entries(valuesOf(receipt, receipt.entry));
      for (const [what, value] of values) expect(page, what).to.include(closeUp(value));
      for (const word of WORDS[language]) expect(page).to.include(closeUp(word));
    });

    it(`is no name of those who cosigned, which they chose themselves, in ${language}`, async () => {
      const page = pageText(await writeCertificate(RECEIPT, terms));
      expect(RECEIPT).to.include("witness.example/1");
      expect(page).not.to.include("witness.example");
    });

    it(`is no more than two pages with every part there is, in ${language}`, async () => {
      const pages = textOf(await writeCertificate(completeReceipt().text, terms)).split("\f");
      expect(pages.length - 1).to.be.within(1, 2);
    });

    it(`is the time another authority stamped, and whose it says it is, in ${language}`, async () => {
      const page = pageText(await writeCertificate(completeReceipt().text, terms));
      const label = language === "en" ? "Time stamp" : "可信时间戳";
      for (const word of [label, "2026-11-22T06:23:50.000Z", "Stamps of the test, Somebody else"])
        expect(page).to.include(closeUp(word));
    });

    it(`is that nothing is said where nothing was, in ${language}`, async () => {
      const page = pageText(await writeCertificate(fullReceipt(), terms));
      expect(page).to.include(closeUp(language === "en" ? "not stated by the submitter" : "提交人未填写"));
    });

    it(`is what is still to come of a receipt without its anchor, in ${language}`, async () => {
      const { anchor: _, checkpoint: __, ...rest } = parseReceipt(RECEIPT);
      const { checkpointSigner: ___, inclusion: ____, witnesses: _____, ...promised } = rest;
      const text = canonicalJson({ v: "redress.receipt/1", ...promised });
      const { head, sections } = certificateOf(text, terms);
      expect(head.at(-1)?.[1]).to.equal(language === "en" ? "accepted" : "已受理");
      const said = JSON.stringify(sections);
      expect(said.split(language === "en" ? "not yet; ask" : "尚未完成").length - 1).to.be.at.least(4);
    });

    it(`is of nobody's statement where that is with its owner, in ${language}`, async () => {
      const { statement: _, salt: __, ...rest } = parseReceipt(RECEIPT);
      const page = pageText(
        await writeCertificate(canonicalJson({ v: "redress.receipt/1", ...rest }), terms),
      );
      expect(page).to.include(closeUp(language === "en" ? "are with the submitter" : "由提交人保管"));
      for (const word of [SAID.name, SAID.proves, DOCUMENT_HASH]) expect(page).not.to.include(closeUp(word));
    });
  }

  it("leaves a time stamp out that does not check, or is over something else", async () => {
    const whole = parseReceipt(completeReceipt().text);
    const altered = Buffer.from(STAMP);
    altered[altered.length - 1]! ^= 1;
    const tokens = [altered.toString("base64"), `${STAMP.toString("base64").slice(0, -4)}AB==`];
    for (const token of tokens) {
      const timestamp = { ...whole.timestamp!, token };
      const text = canonicalJson({ v: "redress.receipt/1", ...whole, timestamp });
      expect(await readCertificateStamp(text)).to.equal(null);
    }
    const { checkpoint } = parseReceipt(fullReceipt());
    const other = canonicalJson({ v: "redress.receipt/1", ...whole, checkpoint });
    expect(await readCertificateStamp(other)).to.equal(null);
    expect(await readCertificateStamp(fullReceipt())).to.equal(null);
  });
});
