import { expect } from "chai";
import type { Page } from "playwright-core";
import { fileClaim } from "../../../server/schema/claim.ts";
import { claimContextAnswer } from "../../web/support/fixture-claim.ts";
import { caseId, orderLink } from "../../web/support/fixture-data.ts";
import { pageFixture } from "./fixture.ts";

const photo = { name: "dent.jpg", mimeType: "image/jpeg", buffer: Buffer.from("not really a photograph") };

async function fill(page: Page): Promise<void> {
  await page.getByLabel("遇到的问题").selectOption("damaged");
  await page.getByLabel("仅退款").check();
}

describe("filing a claim in a browser", function () {
  this.timeout(120_000);
  const fixture = pageFixture();

  it("fills in the order from the shop's link", async () => {
    const page = await fixture.open(`/claim#${orderLink}`);
    await page.getByText("露沫 Lumo E1 半自动意式咖啡机").waitFor();
  });

  it("takes the order link out of the address bar", async () => {
    const page = await fixture.open(`/claim#${orderLink}`);
    await page.getByText("您的诉求").waitFor();
    expect(page.url()).to.not.include(orderLink);
  });

  it("asks for proof of the purchase when there is no link", async () => {
    const page = await fixture.open("/claim?gtin=09521234100010&serial=7K3QX9WD2MVTB");
    await page.getByLabel("订单链接").fill(`${fixture.server.url}/claim#${orderLink}`);
    await page.getByRole("button", { name: "继续" }).click();
    await page.getByText("您的诉求").waitFor();
  });

  it("says what to do when the link proves nothing", async () => {
    const page = await fixture.open("/claim#another-link-altogether-0001");
    await page.getByText("订单链接无效，不能证明您是买家").waitFor();
    await page.getByText("请从店铺的订单页重新进入。").waitFor();
  });

  it("names what is missing beside the field", async () => {
    const page = await fixture.open(`/claim#${orderLink}`);
    await page.getByRole("button", { name: "确认申请" }).click();
    await page.getByText("请选择遇到的问题").waitFor();
    await page.getByText("请选择诉求").waitFor();
    expect(fixture.server.recorded.some(({ path }) => path === "/v1/claims")).to.equal(false);
  });

  it("shows a closed remedy with its reason and does not offer it", async () => {
    const page = await fixture.open(`/claim#${orderLink}`);
    await page.getByText("三包期维修须先检测。").waitFor();
    expect(await page.getByLabel("维修").isDisabled()).to.equal(true);
  });

  it("files what the wire asks for, with a signer made for this case alone", async () => {
    const page = await fixture.open(`/claim#${orderLink}`);
    await fill(page);
    await page.getByRole("button", { name: "确认申请" }).click();
    await page.waitForURL(`**/c/${caseId}**`);
    const [filed] = fixture.server.recorded.filter(({ path }) => path === "/v1/claims");
    const claim = fileClaim.parse(JSON.parse(filed?.body.toString() ?? ""));
    expect(claim.amountMinor).to.equal("129900");
    expect(claim.claimantSigner).to.match(/^0x[0-9a-f]{40}$/);
  });

  it("hands in the chosen photos once the claim is filed", async () => {
    const page = await fixture.open(`/claim#${orderLink}`);
    await fill(page);
    await page.getByLabel("选择文件").setInputFiles(photo);
    await page.getByRole("button", { name: "确认申请" }).click();
    await page.getByText("本机保存的受理回执（1）").waitFor();
  });

  it("goes on with an upload that a lost connection broke", async () => {
    fixture.server.answers.set(`/v1/cases/${caseId}/evidence`, {
      status: 503,
      body: { title: "down", status: 503, code: "storage.unavailable", requestId: "r", type: "about:blank" },
    });
    const page = await fixture.open(`/claim#${orderLink}`);
    await fill(page);
    await page.getByLabel("选择文件").setInputFiles(photo);
    await page.getByRole("button", { name: "确认申请" }).click();
    await page.getByText("服务暂时不可用，未保存任何内容").waitFor();
    fixture.server.answers.clear();
    await page.reload();
    await page.getByText("本机保存的受理回执（1）").waitFor();
    const keys = fixture.server.recorded
      .filter(({ path }) => path.endsWith("/evidence"))
      .map(({ body }) => /"idempotencyKey":"([^"]+)"/.exec(body.toString())?.[1]);
    expect(keys.length).to.be.greaterThan(1);
    expect(new Set(keys).size).to.equal(1);
  });

  it("says where the money is asked for already, instead of asking for an amount nobody may enter", async () => {
    fixture.server.answers.set("/v1/claims/context", {
      status: 200,
      body: { ...claimContextAnswer, refundableMinor: "0", openCases: [{ caseId, status: "answer" }] },
    });
    const page = await fixture.open(`/claim#${orderLink}`);
    await page.getByRole("button", { name: "确认申请" }).click();
    await page.getByRole("alert").filter({ hasText: "该订单已没有可申请的金额" }).waitFor();
    expect(await page.getByText("请填写不超过上限的金额").count()).to.equal(0);
  });

  it("photographs in the page", async () => {
    const page = await fixture.open(`/claim#${orderLink}`);
    await page.getByRole("button", { name: "现在拍照" }).click();
    await page.waitForFunction(() => (document.querySelector("video")?.videoWidth ?? 0) > 0);
    await page.getByRole("button", { name: "拍摄" }).click();
    await page.getByText(/^live-.*\.jpg$/).waitFor();
  });
});
