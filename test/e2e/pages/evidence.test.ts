import { expect } from "chai";
import { caseId, caseToken } from "../../web/support/fixture-data.ts";
import { pageFixture } from "./fixture.ts";

const path = `/c/${caseId}#${caseToken}`;

describe("evidence for who handed it in", function () {
  this.timeout(120_000);
  const fixture = pageFixture();

  it("is asked to be erased with a reason", async () => {
    const page = await fixture.open(path);
    await page.getByText("申请删除", { exact: true }).click();
    await page.getByLabel("删除理由（各方可见）").fill("照片里有家庭住址");
    const answered = page.waitForResponse((response) => response.url().endsWith("/erasure"));
    await page.getByRole("button", { name: "提交申请" }).click();
    await answered;
    const { path: asked, body } = fixture.server.recorded.at(-1) ?? { path: "", body: Buffer.from("") };
    expect(asked).to.equal(`/v1/cases/${caseId}/evidence/ev-1/erasure`);
    expect(JSON.parse(String(body))).to.deep.equal({ reason: "照片里有家庭住址" });
  });

  it("says what a request waits for, until when and by which article", async () => {
    const page = await fixture.open(path);
    await page.getByText(/依法保留至 2029年11月10日/).waitFor();
    await page.getByText("《电子商务法》第三十一条").waitFor();
  });

  it("is taken away as a certificate, the whole case as one file", async () => {
    const page = await fixture.open(path);
    for (const [name, file] of [
      ["存证证书", /^certificate-[0-9a-f]{16}\.pdf$/],
      ["下载全案", /^redress-[0-9a-f]{16}\.zip$/],
    ] as const) {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name }).first().click();
      expect((await download).suggestedFilename()).to.match(file);
    }
  });
});
