import { expect } from "chai";
import { caseId } from "../../web/support/fixture-data.ts";
import { pageFixture } from "./fixture.ts";

const readersPath = `/v1/cases/${caseId}/evidence/ev-1/readers`;
const documentUrl = `https://shop.example/v1/cases/${caseId}/evidence/ev-1/document`;

describe("a document at the platform", function () {
  this.timeout(120_000);
  const fixture = pageFixture();
  const open = async (partyKind: "platform" | "auditor", options = {}) => {
    fixture.server.me = { partyId: "who-looks", partyKind, name: "甲" };
    fixture.server.answers.set("/v1/parties", {
      status: 200,
      body: {
        parties: [
          { partyId: "lumo-store", kind: "merchant", name: "露沫电器旗舰店" },
          { partyId: "court-expert", kind: "inspector", name: "华鉴检测" },
        ],
      },
    });
    fixture.server.answers.set(readersPath, {
      status: 200,
      body: {
        evidenceId: "ev-1",
        reader: "court-expert",
        cid: "bafkreifixture",
        entryLeafHash: "ab".repeat(32),
        documentUrl,
      },
    });
    return await fixture.open(`/w/cases/${caseId}`, options);
  };

  it("is given to another party to read, which is told where", async () => {
    const page = await open("platform");
    await page.getByText("准许其他机构查阅").first().click();
    // Who is of the case reads it already.
    const choice = page.getByLabel("机构");
    await choice.locator("option", { hasText: "华鉴检测" }).waitFor({ state: "attached" });
    expect(await choice.locator("option", { hasText: "lumo-store" }).count()).to.equal(0);
    await choice.selectOption("court-expert");
    await page.getByRole("button", { name: "准许查阅" }).click();
    await page.getByText(documentUrl).waitFor();
    await page.getByText("华鉴检测登录后即可在此地址查阅").waitFor();
    const sent = fixture.server.recorded.find(({ path }) => path === readersPath);
    expect(JSON.parse(String(sent?.body))).to.deep.equal({ partyId: "court-expert" });
  });

  it("is not the auditor's to give", async () => {
    const page = await open("auditor");
    await page.getByText("提交人已签名").first().waitFor();
    expect(await page.getByText("准许其他机构查阅").count()).to.equal(0);
  });
});
