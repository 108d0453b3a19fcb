import { expect } from "chai";
import type { Page } from "playwright-core";
import { statementsOf } from "../../../server/app/evidence-statements.ts";
import type { EvidenceRecord } from "../../../server/app/ports.ts";
import type { CaseRecord } from "../../../server/app/ports-cases.ts";
import { chinaPack, compileFacts } from "../../../server/domain/responsibility/index.ts";
import { handInMeta } from "../../../server/schema/evidence.ts";
import { desktop, phone } from "../../web/support/browser.ts";
import { caseId, caseToken } from "../../web/support/fixture-data.ts";
import { violations } from "./axe.ts";
import { pageFixture } from "./fixture.ts";

const chat = [
  "买家：外箱凹了",
  "商家：内衬最近改薄了，是我们的问题",
  "买家：怎么处理",
  "商家：我们核实一下",
].join("\n");
const file = { name: "chat.txt", mimeType: "text/plain", buffer: Buffer.from(chat) };
const merchant = { partyId: "lumo-store", partyKind: "merchant", name: "露沫电器旗舰店" } as const;

describe("a chat handed in from the page", function () {
  this.timeout(120_000);
  const fixture = pageFixture();

  async function openChat(page: Page) {
    await page.getByRole("button", { name: "提交聊天记录" }).click();
    await page.getByLabel("选择聊天记录文件").setInputFiles(file);
    await page.getByRole("list", { name: "聊天消息" }).waitFor();
  }
  const openAsClaimant = async () => {
    fixture.server.actions = ["hand_in_evidence"];
    const page = await fixture.open(`/c/${caseId}#${caseToken}`, { viewport: phone });
    await openChat(page);
    return page;
  };
  /** What was sent, as the server reads it. */
  const sentMeta = () => {
    const { body } = fixture.server.recorded.findLast(({ path }) => path.endsWith("/evidence"))!;
    const [, json = ""] = /name="meta"\r\n\r\n(.*?)\r\n--/s.exec(body.toString()) ?? [];
    return handInMeta.parse(JSON.parse(json));
  };
  const shot = async (page: Page, name: string) => {
    if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-${name}.png` });
  };

  it("has its passages marked with the keyboard alone, and they become facts under the reader's name", async () => {
    const page = await openAsClaimant();
    await page.getByRole("button", { name: /外箱凹了/ }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const form = page.getByRole("form", { name: "这条消息说明什么" });
    await form.getByText("露沫电器旗舰店自认：露沫电器旗舰店存在包装缺陷，程度较重，为次要原因。").waitFor();
    await shot(page, "form-360");
    expect(await violations(page)).to.deep.equal([]);
    await form.getByLabel("对损失的作用").selectOption("2");
    await form.getByLabel("对损失的作用").press("Enter");
    await form.getByRole("button", { name: "标记" }).press("Enter");
    await form.waitFor({ state: "detached" });
    await page
      .getByRole("region", { name: "将以您的名义提出" })
      .getByText(/包装缺陷，程度较重，为主要原因/)
      .waitFor();
    await shot(page, "marked-360");
    await page.getByRole("button", { name: "提交（1 处标记）" }).click();
    await page.getByText("本机保存的受理回执（1）").waitFor();

    const meta = sentMeta();
    expect(meta).to.include({ type: "chat.transcript", name: "chat.txt", mediaType: "text/plain" });
    const item = {
      evidenceId: "chat",
      submitter: "claimant",
      leafHash: "00",
      meta,
    } as unknown as EvidenceRecord;
    const record = { merchant: merchant.partyId } as CaseRecord;
    const frame = { claim: "damaged", loss: 129_900, seller: "third_party" } as const;
    const { facts } = compileFacts(
      { frame, custody: [], tracking: [], readings: [], ...statementsOf(record, [item], new Map()) },
      chinaPack,
    );
    expect(facts.factors?.[0]).to.deep.include({
      party: "merchant",
      kind: "packaging_defect",
      severity: 2,
      causal: 2,
      evidence: ["chat"],
      addedBy: "claimant",
    });
  });

  it("is looked over before: steps are undone, and a dialog closed by a slip opens as it was", async () => {
    const page = await openAsClaimant();
    const preview = page.getByRole("region", { name: "将以您的名义提出" });
    await page.getByRole("button", { name: /内衬最近改薄了/ }).click();
    await page.getByRole("combobox", { name: "说明什么" }).selectOption("defect_yes");
    await page.getByRole("button", { name: "标记", exact: true }).click();
    await preview.getByText("露沫电器旗舰店自认：商品有缺陷。").waitFor();
    await page.keyboard.press("Escape");
    await preview.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "提交聊天记录" }).click();
    await preview.getByText("露沫电器旗舰店自认：商品有缺陷。").waitFor();
    await page.getByRole("button", { name: /怎么处理/ }).click();
    await page.keyboard.press("Escape");
    await preview.waitFor();
    await page.keyboard.press("Control+z");
    await preview.getByText("尚未标记").waitFor();
    await page.getByRole("button", { name: "提交，不标记" }).click();
    await page.getByText("本机保存的受理回执（1）").waitFor();
    expect(sentMeta()).to.deep.include({ type: "chat.transcript", statements: [] });
  });

  it("is pasted where there is no file, and says what to do with what is no chat", async () => {
    fixture.server.actions = ["hand_in_evidence"];
    const page = await fixture.open(`/c/${caseId}#${caseToken}`, { viewport: phone });
    await page.getByRole("button", { name: "提交聊天记录" }).click();
    const picture = { name: "chat.png", mimeType: "image/png", buffer: Buffer.from("PNG\0\0") };
    await page.getByLabel("选择聊天记录文件").setInputFiles(picture);
    await page.getByText("没有读到聊天文字").waitFor();
    await page.getByLabel("或者粘贴聊天文字").fill(chat);
    await page.getByRole("button", { name: "使用粘贴的文字" }).click();
    await page.getByRole("button", { name: /我们核实一下/ }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).to.be.at.most(0);
  });

  it("is marked by a party in the workspace, a carrier by its leg", async () => {
    fixture.server.me = merchant;
    fixture.server.actions = ["hand_in_evidence"];
    const page = await fixture.open(`/w/cases/${caseId}`, { viewport: desktop });
    await openChat(page);
    await page.getByRole("button", { name: /我们核实一下/ }).click();
    await page.getByLabel("哪一方").selectOption("logistics:nanchuan-freight");
    await page.getByLabel("是什么过错").selectOption("shock");
    await page.getByRole("button", { name: "标记", exact: true }).click();
    await page.getByText("您称：南川快运存在运输冲击（跌落），程度较重，为次要原因。").waitFor();
    await shot(page, "workspace-1280");
    await page.getByRole("button", { name: "提交（1 处标记）" }).click();
    await page.getByText("本机保存的受理回执（1）").waitFor();
    const [statement] = sentMeta().statements;
    expect(statement).to.deep.equal({
      as: "passage",
      messageId: "line-4",
      speaker: "merchant",
      states: {
        as: "factor",
        party: "logistics",
        leg: "logistics:nanchuan-freight",
        kind: "shock",
        severity: 2,
        causal: 1,
      },
    });
  });
});
