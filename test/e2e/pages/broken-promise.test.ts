import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { canonicalJson } from "../../../server/domain/log/canonical-json.ts";
import { challengeCall } from "../../../server/domain/log/contract-calls.ts";
import { parseReceipt } from "../../../server/domain/log/receipt.ts";
import { itemLog } from "../../web/support/fixture-data.ts";
import { pageFixture } from "./fixture.ts";
import { DEPOSITS, HASH, sentBy, withWallet } from "./wallet.ts";

const { entry, statement, salt, log, promise } = parseReceipt(itemLog.receipts[4]!);
/** What its holder had when the operator promised, and nothing that came later. */
const held = canonicalJson({ v: "redress.receipt/1", entry, statement, salt, log, promise });
const call = challengeCall(promise);
describe("a promise past its time on the verification page", function () {
  this.timeout(120_000);
  const fixture = pageFixture();

  const choose = (page: Page) =>
    page.getByLabel("选择凭证").setInputFiles({
      name: "receipt.json",
      mimeType: "application/json",
      buffer: Buffer.from(held),
    });

  it("goes to the contract by one button, from the reader's own wallet", async () => {
    const page = await fixture.open("/verify");
    const asked = await withWallet(page, promise.chainId);
    await choose(page);
    await page.getByRole("button", { name: "提交到合约" }).click();
    await page.getByText(HASH).waitFor();
    const value = `0x${DEPOSITS.challenge.toString(16)}`;
    expect(sentBy(asked)).to.include({ to: call.to, data: call.data, value });
  });

  it("is a file to download where there is no wallet, with words what to do", async () => {
    const page = await fixture.open("/verify");
    await choose(page);
    await page.getByText("任何钱包都可按原样发送").waitFor();
    expect(await page.getByRole("button", { name: "提交到合约" }).count()).to.equal(0);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "下载调用数据" }).click(),
    ]);
    const written = JSON.parse(readFileSync(await download.path(), "utf8"));
    expect(written).to.include({ chainId: call.chainId, to: call.to, data: call.data, method: "challenge" });
  });

  it("is not offered for a promise that was kept", async () => {
    const page = await fixture.open("/verify");
    await page.getByLabel("选择凭证").setInputFiles({
      name: "receipt.json",
      mimeType: "application/json",
      buffer: Buffer.from(itemLog.receipts[4]!),
    });
    await page.getByRole("heading", { name: "有效" }).waitFor();
    expect(await page.getByText("期限已过，未见兑现").count()).to.equal(0);
  });

  it("works on with the page once it is loaded, when the server is gone", async () => {
    const page = await fixture.open("/verify");
    await page.context().route("**/*", (route) => route.fulfill({ status: 503 }));
    await choose(page);
    await page.getByRole("button", { name: "下载调用数据" }).waitFor();
    await page.getByRole("heading", { name: "无法判断" }).waitFor();
  });
});
