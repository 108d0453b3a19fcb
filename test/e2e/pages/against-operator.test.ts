import { readFileSync } from "node:fs";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { commit } from "../../../server/domain/evidence/commitment.ts";
import { canonicalJson } from "../../../server/domain/log/canonical-json.ts";
import { signCheckpoint } from "../../../server/domain/log/checkpoint.ts";
import {
  checkedCheckpoint,
  placeOf,
  reportForkCall,
  requestInclusionCall,
} from "../../../server/domain/log/contract-calls.ts";
import { parseEntry } from "../../../server/domain/log/entry.ts";
import { parseReceipt } from "../../../server/domain/log/receipt.ts";
import { caseId, caseToken, itemLog } from "../../web/support/fixture-data.ts";
import { identity, keys, logId, makeEntry, signers } from "../../web/support/fixture-log.ts";
import { pageFixture } from "./fixture.ts";
import { DEPOSITS, HASH, sentBy, withWallet } from "./wallet.ts";

const RECEIPT = itemLog.receipts[4]!;
const { log } = parseReceipt(RECEIPT);
const DOCUMENT = "a photograph the operator does not want";
const text = (name: string, content: string) => ({
  ...{ name, mimeType: "text/plain", buffer: Buffer.from(content) },
});

/** The same size signed with another root: what an operator must never do. */
const { note: other } = signCheckpoint(
  { origin: identity.origin, size: itemLog.leaves.length, root: new Uint8Array(32).fill(7) },
  { domain: identity, logId, verifierKey: identity.verifierKey, keys, signer: signers.checkpoint },
);

async function downloaded(page: Page, button: string): Promise<Record<string, string>> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  return JSON.parse(readFileSync(await download.path(), "utf8"));
}

/** No server answers any more, and no node either. */
const stopServer = (page: Page) => page.context().route("**/*", (route) => route.fulfill({ status: 503 }));

describe("what the reader can do without the operator, on the verification page", function () {
  this.timeout(30_000);
  const fixture = pageFixture();

  async function open(hash: string): Promise<Page> {
    const page = await fixture.open(`/verify${hash}`);
    await page.getByLabel("选择凭证").setInputFiles(text("receipt.json", RECEIPT));
    await page.getByRole("heading", { name: "有效" }).waitFor();
    return page;
  }

  async function prepare(page: Page): Promise<{ entry: string; statement: string; salt: string }> {
    await page.getByLabel("被拒收的文件").setInputFiles(text("photo.jpg", DOCUMENT));
    const kept = await downloaded(page, "生成存证记录并保存盐值");
    return kept as { entry: string; statement: string; salt: string };
  }

  it("hands refused evidence in: the document stays, its salt is saved, the call is complete", async () => {
    const page = await open("#refused");
    await page.waitForLoadState("networkidle");
    await stopServer(page);
    const kept = await prepare(page);
    expect(JSON.parse(kept.statement).documentHash).to.equal(bytesToHex(sha256(utf8ToBytes(DOCUMENT))));
    const commitment = bytesToHex(commit(utf8ToBytes(kept.statement), hexToBytes(kept.salt)));
    expect(parseEntry(kept.entry).commitment).to.equal(commitment);
    await page.getByText(kept.entry).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).to.equal(0);
    const call = await downloaded(page, "下载写入请求调用数据");
    const { chainId, data, method, to } = requestInclusionCall(placeOf(log), kept.entry);
    expect(call).to.deep.equal({ chainId, data, method, to, value: null });
  });

  it("sends the request from the reader's own wallet, with its deposit", async () => {
    const page = await fixture.open("/verify#refused");
    const asked = await withWallet(page, log.chainId);
    await page.getByLabel("选择凭证").setInputFiles(text("receipt.json", RECEIPT));
    const { entry } = await prepare(page);
    await page.getByRole("button", { name: "通过合约请求写入" }).click();
    await page.getByText(HASH).waitFor();
    const { data, to } = requestInclusionCall(placeOf(log), entry);
    expect(sentBy(asked)).to.include({ data, to, value: `0x${DEPOSITS.request.toString(16)}` });
  });

  it("is led to from a case whose evidence was refused", async () => {
    fixture.server.actions = ["hand_in_evidence"];
    const refused = {
      type: "about:blank",
      title: "no",
      status: 422,
      code: "request.invalid",
      requestId: "r",
    };
    fixture.server.answers.set(`/v1/cases/${caseId}/evidence`, { status: 422, body: refused });
    const page = await fixture.open(`/c/${caseId}#${caseToken}`);
    await page.getByLabel("选择文件").setInputFiles(text("photo.jpg", DOCUMENT));
    const link = page.getByRole("link", { name: "反复被拒收？" });
    await link.waitFor();
    await page.goto(`${fixture.server.url}${await link.getAttribute("href")}`);
    await page.getByLabel("被拒收的文件").waitFor();
  });

  it("keeps what a case page was promised as a file it can be held to by", async () => {
    fixture.server.actions = ["hand_in_evidence"];
    const made = makeEntry(100, "media", utf8ToBytes(DOCUMENT));
    const leafHash = bytesToHex(made.leaf);
    fixture.server.answers.set(`/v1/receipts/${leafHash}`, { status: 200, body: JSON.parse(RECEIPT) });
    const page = await fixture.open(`/c/${caseId}#${caseToken}`);
    await page.getByLabel("选择文件").setInputFiles(text("photo.jpg", DOCUMENT));
    await page.getByText("本机保存的受理回执（1）").click();
    await page.waitForLoadState("networkidle");
    const held = await downloaded(page, "保存");
    await page.goto(`${fixture.server.url}/verify`);
    await page.getByLabel("选择凭证").setInputFiles(text("receipt.json", canonicalJson(held)));
    await page.getByText("状态：已受理").waitFor();
    await page.getByRole("button", { name: "下载调用数据" }).waitFor();
  });

  it("asks for a receipt where nothing says which log it is", async () => {
    const page = await fixture.open("/verify#refused");
    await page.getByLabel("被拒收的文件").setInputFiles(text("photo.jpg", DOCUMENT));
    await page.getByRole("button", { name: "生成存证记录并保存盐值" }).click();
    await page.getByText("请先在上方选择该日志的任一凭证").waitFor();
  });

  async function compare(page: Page, first: string, second: string): Promise<void> {
    await page.getByLabel("第一份日志快照").setInputFiles(text("a.txt", first));
    await page.getByLabel("第二份日志快照").setInputFiles(text("b.txt", second));
    await page.getByRole("button", { name: "比对", exact: true }).click();
  }

  it("reports two histories, with the server gone", async () => {
    const page = await open("#fork");
    await page.waitForLoadState("networkidle");
    await stopServer(page);
    await compare(page, itemLog.note, other);
    const call = await downloaded(page, "下载举报调用数据");
    const checked = [itemLog.note, other].map((note) => checkedCheckpoint(note, log));
    const { chainId, data, method, to } = reportForkCall(log, checked[0]!, checked[1]!);
    expect(call).to.deep.equal({ chainId, data, method, to, value: "0" });
  });

  it("reports them from the reader's own wallet, by log.json and without a receipt", async () => {
    const page = await fixture.open("/verify#fork");
    const asked = await withWallet(page, log.chainId);
    await page.getByLabel("该日志的任一凭证").setInputFiles(text("log.json", JSON.stringify(log)));
    await compare(page, itemLog.note, other);
    await page.getByRole("button", { name: "向合约举报" }).click();
    await page.getByText(HASH).waitFor();
    expect(sentBy(asked)).to.include({ to: log.contract, value: "0x0" });
  });

  it("says what is wrong with two that prove nothing", async () => {
    const page = await open("#fork");
    await compare(page, itemLog.note, itemLog.note);
    await page.getByText("这两份快照并不矛盾").waitFor();
    await compare(page, itemLog.note, "no checkpoint");
    await page.getByText("该文件不是日志快照").waitFor();
    await compare(page, itemLog.note, other.replace(/^— (\S+) .{8}/m, "— $1 AAAAAAAA"));
    await page.getByText("不是由该日志签名").waitFor();
  });
});
