import { readFileSync } from "node:fs";
import { bytesToHex } from "@noble/hashes/utils.js";
import { expect } from "chai";
import { writeCertificate } from "../../../server/adapters/pdf/write-certificate.ts";
import { eventEntries, itemLog } from "../../web/support/fixture-data.ts";
import { pageFixture } from "./fixture.ts";

const receipt = itemLog.receipts[4]!;
const file = (text: string) => ({
  name: "receipt.json",
  mimeType: "application/json",
  buffer: Buffer.from(text),
});

describe("the verification page", function () {
  this.timeout(120_000);
  const fixture = pageFixture();

  it("says valid of a good receipt, step by step", async () => {
    const page = await fixture.open("/verify");
    await page.getByLabel("选择凭证").setInputFiles(file(receipt));
    await page.getByRole("heading", { name: "有效" }).waitFor();
    await page.getByText("合约已记录该根").waitFor();
    await page
      .getByText("状态：已上链，尚未终局，所在区块仍可能被撤销。 终局规则：链上 finalized 标记")
      .waitFor();
    await page.getByText("开发链：仅供试用").waitFor();
  });

  it("says what a valid receipt is of and since when, in local time, and nothing of a false one", async () => {
    const page = await fixture.open("/verify");
    await page.getByLabel("选择凭证").setInputFiles(file(receipt));
    const facts = page.locator("dl");
    await facts.getByText("上链时间").waitFor();
    await facts.getByText("2026年11月12日 GMT+8 16:00:00").waitFor();
    await page.getByLabel("选择凭证").setInputFiles(file(`${receipt}\n`));
    await page.getByRole("heading", { name: "无效" }).waitFor();
    expect(await facts.count()).to.equal(0);
  });

  it("announces the verdict in one short sentence, not every step", async () => {
    const page = await fixture.open("/verify");
    await page.getByLabel("选择凭证").setInputFiles(file(receipt));
    await page.getByRole("heading", { name: "有效" }).waitFor();
    const said = await page.getByRole("status").allInnerTexts();
    expect(said.filter((text) => text.includes("有效"))).to.deep.equal(["核验结论：有效"]);
    expect(said.join("")).not.to.contain("合约已记录该根");
  });

  it("says of a picture that its receipt has to be chosen first, and asks no node about it", async () => {
    const page = await fixture.open("/verify");
    const picture = { name: "photo.jpg", mimeType: "image/jpeg", buffer: Buffer.from([0xff, 0xd8, 0xff]) };
    await page.getByLabel("选择凭证").setInputFiles(picture);
    await page.getByText("请先选择它的凭证").waitFor();
    expect(await page.getByText("所查询的链上节点").count()).to.equal(0);
  });

  it("lets the receipt it was linked to be saved", async () => {
    const page = await fixture.open(`/verify?leaf=${bytesToHex(eventEntries[2]!.leaf)}`);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "保存凭证（JSON）" }).click(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).to.equal(itemLog.receipts[2]);
  });

  it("says invalid of a receipt with one byte more, as the command line does", async () => {
    const page = await fixture.open("/verify");
    await page.getByLabel("选择凭证").setInputFiles(file(`${receipt}\n`));
    await page.getByRole("heading", { name: "无效" }).waitFor();
  });

  it("checks the receipt in a certificate, and believes no word of its page", async () => {
    const verifyUrl = "https://elsewhere.example/verify";
    const terms = { language: "zh-CN", madeAt: "2026-11-22T10:00:00Z", verifyUrl } as const;
    const buffer = Buffer.from(await writeCertificate(receipt, terms));
    const page = await fixture.open("/verify");
    const certificate = { name: "certificate.pdf", mimeType: "application/pdf", buffer };
    await page.getByLabel("选择凭证").setInputFiles(certificate);
    await page.getByRole("heading", { name: "无法判断" }).waitFor();
    await page.getByText("合约已记录该根").waitFor();
    await page.getByText("页面文字是否与凭证一致，此处未作比对").waitFor();
    await page.getByText(`页面自述，未经核验`).filter({ hasText: verifyUrl }).waitFor();
  });

  it("says where a bundle can be checked, and does not call it false", async () => {
    const page = await fixture.open("/verify");
    const bundle = { name: "case.zip", mimeType: "application/zip", buffer: Buffer.from("PK\x03\x04...") };
    await page.getByLabel("选择凭证").setInputFiles(bundle);
    await page.getByRole("heading", { name: "无法判断" }).waitFor();
    await page.getByText("证据包须整体逐文件核验").waitFor();
    const command = await page.getByText(/^redress verify/).textContent();
    expect(command).to.match(/^redress verify case\.zip --rpc http:\S+ --contract 0x[0-9a-f]{40}$/);
    expect(await page.getByRole("button", { name: "复制命令" }).count()).to.equal(1);
  });

  it("says invalid of a receipt with one digit changed and names the step", async () => {
    const page = await fixture.open("/verify");
    const changed = receipt.replace(/"salt":"(.)/, (_all, digit) => `"salt":"${digit === "0" ? "1" : "0"}`);
    await page.getByLabel("选择凭证").setInputFiles(file(changed));
    await page.getByRole("heading", { name: "无效" }).waitFor();
    await page.getByText("与存证记录中的加盐哈希不一致").waitFor();
  });

  it("says cannot tell when the node cannot be reached", async () => {
    const page = await fixture.open("/verify");
    await page.getByText("改用自己的链上节点").click();
    await page.getByLabel("RPC 地址").fill(`${fixture.server.url}/nowhere`);
    await page.getByRole("button", { name: "查询" }).click();
    await page.getByLabel("选择凭证").setInputFiles(file(receipt));
    await page.getByRole("heading", { name: "无法判断" }).waitFor();
  });

  it("compares the document with the statement", async () => {
    const page = await fixture.open("/verify");
    await page.getByLabel("选择凭证").setInputFiles(file(receipt));
    await page.getByLabel("原文件（可选，用于比对哈希）").setInputFiles({
      name: "event.json",
      mimeType: "application/json",
      buffer: Buffer.from("another document"),
    });
    await page.getByText("文件哈希不一致").waitFor();
  });

  it("fetches the receipt of an entry it is linked to", async () => {
    const page = await fixture.open(`/verify?leaf=${bytesToHex(eventEntries[2]!.leaf)}`);
    await page.getByRole("heading", { name: "有效" }).waitFor();
  });

  it("says what to do about an unknown entry", async () => {
    const page = await fixture.open(`/verify?leaf=${"0".repeat(64)}`);
    await page.getByText("日志中没有这条记录").waitFor();
    expect(await page.getByRole("alert").count()).to.equal(1);
  });

  it("has its label of a development chain on the log page of the workspace too", async () => {
    fixture.server.me = { partyId: "auditor", partyKind: "platform", name: "审计" };
    const page = await fixture.open("/w/log", { viewport: { width: 1280, height: 800 } });
    await page.getByText("开发链：仅供试用").waitFor();
  });
});
