import { expect } from "chai";
import { recoverAddress } from "ethers";
import { appealRequest, digestOf, objection } from "../../../server/domain/party/case-signing.ts";
import { objectStep } from "../../../server/schema/case.ts";
import { caseId, caseToken, orderLink } from "../../web/support/fixture-data.ts";
import { chainId } from "../../web/support/fixture-log.ts";
import { pageFixture } from "./fixture.ts";

const path = `/c/${caseId}#${caseToken}`;
const registry = { chainId, contract: "0x00000000000000000000000000000000000ca5e5" };

describe("a case for its claimant", function () {
  this.timeout(120_000);
  const fixture = pageFixture();

  it("says whose turn it is and until when", async () => {
    const page = await fixture.open(path);
    await page.getByRole("heading", { name: "露沫电器旗舰店：答复" }).waitFor();
  });

  it("shows the money advanced", async () => {
    const page = await fixture.open(path);
    await page.getByText("先行赔付已付 ¥1,299.00").first().waitFor();
  });

  it("shows an event it has no words for as it is", async () => {
    const page = await fixture.open(path);
    await page.getByText("something.new_and_unknown").waitFor();
  });

  it("keeps the token out of the address bar and opens again without it", async () => {
    const page = await fixture.open(path);
    await page.getByText("时间线").waitFor();
    expect(page.url()).to.not.include(caseToken);
    await page.reload();
    await page.getByText("时间线").waitFor();
  });

  it("asks for the whole link where there is no token", async () => {
    const page = await fixture.open(`/c/${caseId}`);
    await page.getByText("此链接缺少打开凭证").waitFor();
  });

  it("reads the same for a case that is not its holder's as for none", async () => {
    const page = await fixture.open(`/c/${caseId}#another-token`);
    await page.getByText("没有找到该纠纷单").waitFor();
  });

  it("asks before it withdraws", async () => {
    fixture.server.actions = ["withdraw"];
    const page = await fixture.open(path);
    await page.getByRole("button", { name: "撤销申请" }).click();
    await page.getByText("撤销后本次申请结束").waitFor();
    expect(fixture.server.recorded.length).to.equal(0);
    await page.getByRole("button", { name: "撤销申请" }).last().click();
    await page.waitForFunction(() => !document.body.textContent?.includes("撤销后本次申请结束"));
    expect(fixture.server.recorded.at(-1)?.path).to.equal(`/v1/cases/${caseId}/withdraw`);
  });

  it("objects with a signature of the key made at filing, over this case", async () => {
    fixture.server.actions = ["object"];
    const page = await fixture.open(`/claim#${orderLink}`);
    await page.getByLabel("遇到的问题").selectOption("damaged");
    await page.getByLabel("仅退款").check();
    await page.getByRole("button", { name: "确认申请" }).click();
    await page.getByRole("button", { name: "申请人工评审" }).click();
    await page.getByRole("textbox", { name: "理由", exact: true }).fill("外箱已压扁，照片可见");
    await page.getByRole("button", { name: "申请人工评审" }).last().click();
    await page.waitForFunction(() => document.querySelector("textarea") === null);
    const bodyOf = (end: string) =>
      JSON.parse(fixture.server.recorded.findLast((r) => r.path.endsWith(end))!.body.toString());
    const step = objectStep.parse(bodyOf("/object"));
    const digest = `0x${Buffer.from(digestOf(objection(registry, caseId, 1))).toString("hex")}`;
    expect(recoverAddress(digest, step.signature).toLowerCase()).to.equal(step.signer);
    expect(step.signer).to.equal(bodyOf("/v1/claims").claimantSigner);
  });

  it("says what an appeal is before it asks for one, and signs it over this dispute", async () => {
    fixture.server.actions = ["appeal"];
    const page = await fixture.open(`/claim#${orderLink}`);
    await page.getByLabel("遇到的问题").selectOption("damaged");
    await page.getByLabel("仅退款").check();
    await page.getByRole("button", { name: "确认申请" }).click();
    await page.getByText("由另外 3 名评审员重新决定。").waitFor();
    await page.getByText("费用 0.0015 链上币由平台支付。").waitFor();
    await page.getByRole("button", { name: "申诉", exact: true }).click();
    await page.getByRole("textbox", { name: "理由", exact: true }).fill("照片没有被考虑");
    await page.getByRole("button", { name: "申诉", exact: true }).last().click();
    await page.waitForFunction(() => document.querySelector("textarea") === null);
    const sent = fixture.server.recorded.findLast((one) => one.path.endsWith("/appeal"));
    const step = objectStep.parse(JSON.parse(String(sent?.body)));
    const digest = `0x${Buffer.from(digestOf(appealRequest(registry, caseId, 1, "7"))).toString("hex")}`;
    expect(recoverAddress(digest, step.signature).toLowerCase()).to.equal(step.signer);
  });
});
