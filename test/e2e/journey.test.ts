import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { type Client, signIn, until } from "../../server/cli/demo/client.ts";
import { readSample } from "../../server/cli/demo/sample.ts";
import type { CaseView } from "../../server/schema/case.ts";
import type { ItemView } from "../../server/schema/item.ts";
import { type SetUp, sharedSetUp } from "../support/set-up.ts";
import { desktop } from "../web/support/browser.ts";
import { addAuthenticator } from "./journey/authenticator.ts";
import { orderLinkOf } from "./journey/order.ts";
import { openStage, type Stage } from "./journey/stage.ts";

const sample = readSample();
const [firstCarrier, secondCarrier] = sample.order.carriers as [string, string];

/** One story in the order it happens: each test goes on where the one before it stopped. */
describe("everybody's journey through the screens, from scan to money", function () {
  this.timeout(300_000);
  this.bail(true);
  let setUp: SetUp;
  let stage: Stage;
  let consumer: Page;
  let merchant: Page;
  let carrier: Page;
  let charged: Page;
  let arbitrator: Page;
  let auditor: Page;
  let operator: Page;
  let caseId: string;
  let other: Client;

  const workspace = (partyId: string) =>
    stage.open(partyId, `${setUp.url}/dev/sign-in/${partyId}`, { viewport: desktop });
  const openCase = async (page: Page) => {
    await page.goto(`${setUp.url}/w/cases/${caseId}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  };
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
  const viewOf = (client: Client) => client.get<CaseView>(`/v1/cases/${caseId}`);

  before(async function () {
    const opened = await openStage();
    if (opened === null) {
      console.log("    no /usr/bin/chromium: apt-get install chromium to run the journeys");
      this.skip();
    }
    stage = opened;
    console.log(`    screenshots: ${stage.folder}`);
    setUp = await sharedSetUp();
    other = await signIn(setUp.url, secondCarrier);
  });
  after(() => stage?.close());

  describe("consumer", () => {
    it("scans: verdict, product and every record checked in the page", async () => {
      const { gtin, serial } = sample.item;
      consumer = await stage.open("consumer", `${setUp.url}/01/${gtin}/21/${serial}`);
      await consumer.getByText("9 条记录全部与链上一致").waitFor();
      expect(await consumer.locator(".band").isVisible()).to.equal(true);
      await stage.seen(consumer, "scan");
    });

    it("reads the same in English", async () => {
      await consumer.getByRole("link", { name: "English" }).click();
      await consumer.getByText("9 of 9 records match the chain").waitFor();
      await stage.seen(consumer, "scan-en");
      await consumer.getByRole("link", { name: "中文" }).click();
      await consumer.getByText("9 条记录全部与链上一致").waitFor();
    });

    it("starts a claim, and is asked to prove being the buyer", async () => {
      await consumer.getByRole("link", { name: "申请售后" }).click();
      await consumer.getByText("先证明您是买家").waitFor();
      await stage.seen(consumer, "proof-of-purchase");
    });

    it("files in two steps from the shop's order link", async () => {
      await consumer.goto(await orderLinkOf(setUp));
      await consumer.getByLabel("遇到的问题").selectOption("damaged");
      await consumer.getByRole("radio", { name: "退货退款" }).check();
      await consumer.getByLabel("情况说明（选填）").fill(sample.claim.text);
      await stage.seen(consumer, "claim");
      await press(consumer, "确认申请");
      await consumer.waitForURL(/\/c\/[0-9a-f]{64}$/);
      caseId = new URL(consumer.url()).pathname.split("/").pop() ?? "";
    });

    it("uploads a photo and sees it accepted, its promise checked in the page", async () => {
      const buffer = await stage.photo(caseId);
      const photo = { name: "unboxing.jpg", mimeType: "image/jpeg", buffer };
      await consumer.locator("input[type=file]").setInputFiles(photo);
      await consumer.getByText("本机保存的受理回执（1）").waitFor();
      await consumer.getByText("1. unboxing.jpg").waitFor();
      await consumer
        .getByText(/先行赔付已付/)
        .first()
        .waitFor();
      await stage.seen(consumer, "case-filed");
    });
  });

  describe("merchant", () => {
    it("signs in with one click and finds the case with its clock", async () => {
      merchant = await workspace("lumo-store");
      await merchant.getByText("轮到您").first().waitFor();
      await stage.seen(merchant, "inbox");
    });

    it("contests with a reason", async () => {
      await openCase(merchant);
      await merchant.getByRole("radio", { name: /有异议/ }).check();
      await merchant.getByLabel("理由", { exact: true }).fill(sample.contest.reason);
      await stage.seen(merchant, "answer");
      await press(merchant, "提交答复");
      await merchant
        .getByText(/提出异议/)
        .first()
        .waitFor();
    });
  });

  describe("carriers", () => {
    it("answer: one on its screen", async () => {
      carrier = await workspace(firstCarrier);
      await openCase(carrier);
      await carrier.getByRole("radio", { name: /有异议/ }).check();
      await carrier.getByLabel("理由", { exact: true }).fill("本段交接记录完好，损坏不在本段。");
      await press(carrier, "提交答复");
      await carrier
        .getByText(/提出异议/)
        .last()
        .waitFor();
      await stage.seen(carrier, "leg");
    });

    it("answer: the other through the API, with its own version of the facts", async () => {
      const view = await viewOf(other);
      const factor = {
        party: "merchant",
        kind: "packaging_defect",
        severity: 2,
        causal: 2,
        grade: 2,
        latent: true,
      };
      const shock = {
        party: "logistics",
        id: `logistics:${secondCarrier}`,
        kind: "shock",
        severity: 2,
        causal: 2,
        grade: 3,
      };
      await other.post(`/v1/cases/${caseId}/facts`, {
        path: "/factors",
        value: [factor, shock],
        evidenceIds: [view.evidence[0]?.evidenceId],
        reason: "包装不足以承受正常运输。",
      });
      await other.post(`/v1/cases/${caseId}/answer`, { action: "contest", reason: "损失应由商家分担。" });
      await until("the time for evidence", async () =>
        (await viewOf(other)).viewer.actions.includes("waive_evidence") ? true : null,
      );
      await other.post(`/v1/cases/${caseId}/waive-evidence`);
    });
  });

  describe("the proposal", () => {
    it("comes as soon as nobody has more to hand in", async () => {
      for (const page of [merchant, carrier, consumer]) await press(page, "不再举证");
      await consumer.getByRole("heading", { name: "定责结论" }).waitFor();
      await consumer.getByRole("heading", { name: "理由" }).waitFor();
      await stage.seen(consumer, "proposal");
    });

    it("reads in English too", async () => {
      await press(consumer, "English");
      await consumer.getByRole("heading", { name: "Timeline" }).waitFor();
      await stage.seen(consumer, "proposal-en");
      await press(consumer, "中文");
      await consumer.getByRole("heading", { name: "时间线" }).waitFor();
    });

    it("is objected to by signature", async () => {
      charged = await workspace(secondCarrier);
      await openCase(charged);
      await press(charged, "申请人工评审");
      const dialog = charged.getByRole("dialog");
      await dialog.getByLabel("理由", { exact: true }).fill("包装不足，损失应由商家分担。");
      await dialog.getByRole("button", { name: "申请人工评审" }).click();
      await charged.getByText("评审中").first().waitFor();
    });
  });

  describe("arbitrator", () => {
    it("opens the case: candidates, and what would change the finding", async () => {
      arbitrator = await workspace("arbitrator-lin");
      await openCase(arbitrator);
      await arbitrator.getByText("候选结论").first().waitFor();
      await arbitrator.getByText("密封投票").first().waitFor();
      const whatIf = arbitrator
        .locator("section, .ant-card, .card")
        .filter({ hasText: "什么会改变结论" })
        .last();
      const bar = whatIf.locator(".split-bar");
      const before = await bar.getAttribute("aria-label");
      await whatIf.getByRole("switch").first().click();
      await until(
        "the split to move",
        async () => {
          const now = await bar.getAttribute("aria-label");
          return now === before ? null : now;
        },
        20,
      );
      await stage.seen(arbitrator, "what-if");
    });

    it("makes a passkey to sign with, and registers it on chain", async () => {
      await addAuthenticator(arbitrator);
      await arbitrator.getByRole("radio", { name: "通行密钥" }).check();
      await press(arbitrator, "创建并登记通行密钥");
      await arbitrator.getByText("此浏览器还没有用于签名的通行密钥").waitFor({ state: "detached" });
    });

    it("rules by signature: seals the vote, then reveals it", async () => {
      await arbitrator.getByRole("radio", { name: "第 1 号" }).check();
      await arbitrator.getByLabel("理由（公布给各方）").fill("交接完好，签收即现损坏。");
      await press(arbitrator, "签名并密封");
      await press(arbitrator, "签名并公布");
      await arbitrator.getByText("评审组选定第 1 号结论").first().waitFor();
      await stage.seen(arbitrator, "ruled");
    });
  });

  describe("the end of the case", () => {
    it("comes at once when every party waives its appeal", async () => {
      for (const page of [merchant, carrier, charged, consumer]) await press(page, "接受决定，放弃申诉");
      await consumer.getByRole("heading", { name: "已结案" }).waitFor();
    });

    it("shows the consumer the money", async () => {
      await consumer
        .getByText(/先行赔付已付/)
        .first()
        .waitFor();
      await stage.seen(consumer, "closed");
    });
  });

  describe("auditor", () => {
    it("sees the anchors, each held against the chain in the page", async () => {
      auditor = await workspace("auditor-first");
      await auditor.getByText("上链锚定", { exact: true }).first().waitFor();
      await auditor.getByText("一致", { exact: true }).first().waitFor();
    });

    it("recomputes the consistency of two heads in the page", async () => {
      await press(auditor, "在本页重算");
      await auditor.getByText(/未被改动/).waitFor();
      await stage.seen(auditor, "log");
    });

    it("drops a receipt: valid; and with one bit changed: invalid, the step named", async () => {
      const { gtin, serial } = sample.item;
      const item = (await (await fetch(`${setUp.url}/v1/items/${gtin}/${serial}`)).json()) as ItemView;
      const receipt = join(stage.folder, "receipt.json");
      const altered = join(stage.folder, "altered.json");
      writeFileSync(receipt, item.records[0]?.receipt ?? "");
      const bytes = readFileSync(receipt);
      const at = bytes.indexOf('"commitment') + 20;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(altered, bytes);
      await auditor.getByRole("link", { name: "核验", exact: true }).first().click();
      const field = auditor.locator("input[type=file]").first();
      await field.setInputFiles(receipt);
      await auditor.getByRole("heading", { name: /有效/ }).waitFor();
      await stage.seen(auditor, "receipt-valid");
      await field.setInputFiles(altered);
      await auditor.getByRole("heading", { name: /无效/ }).waitFor();
      await stage.seen(auditor, "receipt-altered");
      expect(await auditor.locator(".checks .bad").count()).to.be.greaterThan(0);
    });
  });

  describe("operator", () => {
    it("sees the fund, the parties with their bonds, and ledger and chain without a difference", async () => {
      operator = await workspace("mall");
      for (const [link, words] of [
        ["先行赔付专款", /余额/],
        ["主体", /主体与保证金/],
        ["对账", /差异 0 项/],
      ] as const) {
        await operator.getByRole("link", { name: link, exact: true }).first().click();
        await operator.getByText(words).first().waitFor();
        await stage.seen(operator, link);
      }
    });
  });

  describe("nobody", () => {
    it("meets a script error or a breach of the content security policy", () => {
      expect(stage.errors).to.deep.equal([]);
    });
  });
});
