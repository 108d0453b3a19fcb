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
  reportForkOfAnchorCall,
  requestInclusionCall,
} from "../../../server/domain/log/contract-calls.ts";
import { parseEntry } from "../../../server/domain/log/entry.ts";
import { formatReceipt, parseReceipt } from "../../../server/domain/log/receipt.ts";
import { caseId, caseToken, itemLog } from "../../web/support/fixture-data.ts";
import { anchorSeconds, identity, keys, logId, makeEntry, signers } from "../../web/support/fixture-log.ts";
import { answerRpc } from "../../web/support/fixture-rpc.ts";
import { pageFixture } from "./fixture.ts";
import { DEPOSITS, HASH, sentBy, withWallet } from "./wallet.ts";

const RECEIPT = itemLog.receipts[4]!;
const { log } = parseReceipt(RECEIPT);
const DOCUMENT = "a photograph the operator does not want";
const text = (name: string, content: string) => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.from(content),
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

const NODE = "https://node.of.the.reader.example/";

/** A node of the reader's choice, on a machine that is not the operator's. */
const ownNode = (page: Page, answer: typeof answerRpc = answerRpc) =>
  page.context().route(NODE, async (route) => {
    const { method, params } = route.request().postDataJSON() as { method: string; params: unknown[] };
    await route.fulfill({ json: { jsonrpc: "2.0", id: 1, result: answer(method, params) } });
  });

/** No server answers any more, and no node either. */
const stopServer = (page: Page) => page.context().route("**/*", (route) => route.fulfill({ status: 503 }));

describe("what the reader can do without the operator, on the verification page", function () {
  this.timeout(120_000);
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

  async function askOwnNode(page: Page): Promise<void> {
    await page.getByText("改用自己的链上节点").click();
    await page.getByLabel("RPC 地址").fill(NODE);
    await page.getByRole("button", { name: "查询" }).click();
  }

  async function againstAnchor(page: Page, name: string, shown: string): Promise<void> {
    await page.getByLabel("合约已锚定的根").check();
    await page.getByLabel("日志快照，或含有快照的凭证").setInputFiles(text(name, shown));
    await page.getByRole("button", { name: "比对", exact: true }).click();
  }

  const anchorCall = () => {
    const shown = checkedCheckpoint(other, log);
    const { chainId, data, method, to } = reportForkOfAnchorCall(log, anchorSeconds, shown);
    return { chainId, data, method, to, value: "0" };
  };

  it("reports one checkpoint against what the contract anchored, by a node of the reader's and the server gone", async () => {
    const page = await fixture.open("/verify#fork");
    await page.waitForLoadState("networkidle");
    await stopServer(page);
    await ownNode(page);
    await askOwnNode(page);
    await page.getByLabel("该日志的任一凭证").setInputFiles(text("log.json", JSON.stringify(log)));
    await againstAnchor(page, "shown.note", other);
    await page.getByText("合约在同一大小处锚定的是另一个根").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).to.equal(0);
    expect(await downloaded(page, "下载举报调用数据")).to.deep.equal(anchorCall());
  });

  it("takes the checkpoint out of a receipt that was shown, which says whose log it is", async () => {
    const page = await fixture.open("/verify#fork");
    const { anchor: _, ...shown } = parseReceipt(RECEIPT);
    await againstAnchor(page, "receipt.json", formatReceipt({ ...shown, checkpoint: other }));
    await page.getByText("合约在同一大小处锚定的是另一个根").waitFor();
    expect(await downloaded(page, "下载举报调用数据")).to.deep.equal(anchorCall());
  });

  it("sends it from the reader's own wallet, whose node is asked when no other can be", async () => {
    const page = await fixture.open("/verify#fork");
    const asked = await withWallet(page, log.chainId, answerRpc);
    await stopServer(page);
    await page.getByLabel("该日志的任一凭证").setInputFiles(text("log.json", JSON.stringify(log)));
    await againstAnchor(page, "shown.note", other);
    await page.getByRole("button", { name: "向合约举报" }).click();
    await page.getByText(HASH).waitFor();
    const { data, to } = anchorCall();
    expect(sentBy(asked)).to.include({ data, to, value: "0x0" });
  });

  it("does not let a node that hides the fork keep it from the reader's other one", async () => {
    const page = await fixture.open("/verify#fork");
    const asked = await withWallet(page, log.chainId, answerRpc);
    const size = itemLog.leaves.length.toString(16).padStart(64, "0");
    const root = bytesToHex(checkedCheckpoint(other, log).root);
    await ownNode(page, (method, params) => {
      const answer = answerRpc(method, params);
      return typeof answer === "string"
        ? answer.replace(new RegExp(`^0x${size}.{64}`), `0x${size}${root}`)
        : answer;
    });
    await askOwnNode(page);
    await page.getByLabel("该日志的任一凭证").setInputFiles(text("log.json", JSON.stringify(log)));
    await againstAnchor(page, "shown.note", other);
    await page.getByText("合约在同一大小处锚定的是另一个根").waitFor();
    expect(asked.some(({ method }) => method === "eth_call")).to.equal(true);
  });

  it("writes the call for a time given by hand where no node says anything, and tells so", async () => {
    const page = await fixture.open("/verify#fork");
    await page.waitForLoadState("networkidle");
    await stopServer(page);
    await page.getByLabel("该日志的任一凭证").setInputFiles(text("log.json", JSON.stringify(log)));
    await againstAnchor(page, "shown.note", other);
    await page.getByText("没有节点能说明该大小何时上链").waitFor();
    const time = page.getByLabel("锚定所在区块的时间");
    await time.fill("yesterday");
    await page.getByRole("button", { name: "比对", exact: true }).click();
    await page.getByText("看不懂这个时间").waitFor();
    await time.fill(new Date(anchorSeconds * 1000).toISOString());
    await page.getByRole("button", { name: "比对", exact: true }).click();
    await page.getByText("没有节点能说明合约锚定了什么").waitFor();
    expect(await downloaded(page, "下载举报调用数据")).to.deep.equal(anchorCall());
  });

  it("says that what the contract anchored itself proves no fork, and what is missing", async () => {
    const page = await fixture.open("/verify#fork");
    await page.getByLabel("合约已锚定的根").check();
    await page.getByRole("button", { name: "比对", exact: true }).click();
    await page.getByText("还没有选择日志快照").waitFor();
    await againstAnchor(page, "receipt.json", RECEIPT);
    await page.getByText("该快照与合约锚定的一致").waitFor();
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
