import { readFileSync } from "node:fs";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { addressOfKey, recoverSigner, signDigest } from "../../../server/domain/log/eip712.ts";
import { digestOf, vote, voteCommitment } from "../../../server/domain/party/case-signing.ts";
import { answerClaim } from "../../../server/schema/case.ts";
import { disputeFact, withdrawFact } from "../../../server/schema/facts.ts";
import { commitVote, panelView, revealVote } from "../../../server/schema/panel.ts";
import { desktop } from "../../web/support/browser.ts";
import { caseId, itemLog } from "../../web/support/fixture-data.ts";
import { chainId } from "../../web/support/fixture-log.ts";
import { pageFixture } from "./fixture.ts";

const merchant = { partyId: "lumo-store", partyKind: "merchant", name: "露沫电器旗舰店" } as const;
const arbitrator = { partyId: "arbitrator-lin", partyKind: "arbitrator", name: "林评审员" } as const;
const auditor = { partyId: "auditor", partyKind: "auditor", name: "审计方" } as const;
const wide = { viewport: desktop };

/** The arbitrator's id on chain. */
const voter = bytesToHex(keccak_256(utf8ToBytes("arbitrator-lin")));
const panel = (committed: boolean) =>
  panelView.parse({
    chainId,
    contract: "0x00000000000000000000000000000000000a4b17",
    disputeId: "1",
    round: 1,
    phase: "voting",
    caseId,
    choices: 2,
    deadlineAt: null,
    revealsOpen: committed,
    voters: [{ partyId: "arbitrator-lin", voter, committed, revealed: false }],
  });

/** Presses a button and waits until the request it makes was answered. */
async function clickAndWait(page: Page, button: string, path: string): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().endsWith(path));
  await page.getByRole("button", { name: button }).click();
  await answered;
}

describe("the workspace", function () {
  this.timeout(120_000);
  const fixture = pageFixture();
  const sent = (end: string) =>
    JSON.parse(fixture.server.recorded.findLast(({ path }) => path.endsWith(end))?.body.toString() ?? "null");

  it("asks who is not signed in to sign in", async () => {
    const page = await fixture.open("/w/cases", wide);
    await page.getByRole("button", { name: "使用通行密钥登录" }).waitFor();
  });

  it("lists who witnesses the log, whether they count and how far each has signed", async () => {
    fixture.server.me = auditor;
    const page = await fixture.open("/w/log", wide);
    const rows = page
      .locator("section", { has: page.getByRole("heading", { name: "见证方" }) })
      .locator("tbody tr");
    await rows.first().waitFor();
    const cells = await Promise.all((await rows.all()).map((row) => row.locator("td").allInnerTexts()));
    expect(cells.map((row) => row.slice(0, 4))).to.deep.equal([
      ["w1.example", "消费者协会", "计入", "9"],
      ["w2.example", "某大学", "计入", "6"],
      ["w3.example", "未说明", "不计入", "尚未联署"],
    ]);
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT, fullPage: true });
  });

  it("says what it means that nobody witnesses the log", async () => {
    fixture.server.me = auditor;
    fixture.server.answers.set("/v1/log/witnesses", { status: 200, body: { policy: false, witnesses: [] } });
    const page = await fixture.open("/w/log", wide);
    await page.getByText(/尚无见证方。/).waitFor();
  });

  it("lets what the log signed be kept, and leads to where two that contradict are reported", async () => {
    fixture.server.me = auditor;
    const page = await fixture.open("/w/log", wide);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "保存这份快照" }).click(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).to.equal(itemLog.note);
    const link = page.getByRole("link", { name: "向合约举报" });
    await page.goto(`${fixture.server.url}${await link.getAttribute("href")}`);
    await page.getByLabel("第一份日志快照").waitFor({ state: "attached" });
  });

  it("opens the merchant's inbox with the clock and whose turn it is", async () => {
    fixture.server.me = merchant;
    const page = await fixture.open("/w", wide);
    await page.getByText("轮到您").waitFor();
  });

  it("sends a merchant's contest with its reason", async () => {
    fixture.server.me = merchant;
    fixture.server.actions = ["accept_claim", "contest_claim"];
    const page = await fixture.open(`/w/cases/${caseId}`, wide);
    await page.getByLabel(/有异议/).check();
    await page.getByLabel("理由", { exact: true }).fill("出库称重与验货记录完好");
    await clickAndWait(page, "提交答复", "/answer");
    expect(answerClaim.parse(sent("/answer"))).to.deep.equal({
      action: "contest",
      reason: "出库称重与验货记录完好",
    });
  });

  it("says of a fact of the record who marked or stated it", async () => {
    fixture.server.me = merchant;
    const page = await fixture.open(`/w/cases/${caseId}`, wide);
    await page.getByText("由消费者标记或者陈述").waitFor();
  });

  it("lets a party dispute a fact of the record, with its reason", async () => {
    fixture.server.me = merchant;
    fixture.server.actions = ["hand_in_evidence"];
    const page = await fixture.open(`/w/cases/${caseId}`, wide);
    const facts = page.locator("section", { hasText: "事实与各方主张" });
    await facts
      .getByText(/交接时货物完好/)
      .first()
      .waitFor();
    await facts.getByRole("button", { name: "质疑" }).first().click();
    await page.getByLabel("理由", { exact: true }).fill("只看了外箱");
    const dialog = page.getByRole("dialog");
    const answered = page.waitForResponse((response) => response.url().endsWith("/facts/dispute"));
    await dialog.getByRole("button", { name: "质疑" }).click();
    await answered;
    expect(disputeFact.parse(sent("/facts/dispute"))).to.deep.equal({
      path: "/custody/boundaries/1",
      evidenceIds: [],
      reason: "只看了外箱",
    });
  });

  it("lets a party take back its own words only, and keeps them in sight", async () => {
    fixture.server.me = { partyId: "nanchuan-freight", partyKind: "carrier", name: "南川快运" };
    fixture.server.actions = ["hand_in_evidence"];
    const page = await fixture.open(`/w/cases/${caseId}`, wide);
    await page.getByText("内衬过薄。").waitFor();
    await page.getByText("复核后撤回。").waitFor();
    await page.getByRole("button", { name: "撤回" }).click();
    await page.getByLabel("理由", { exact: true }).fill("已核对");
    const answered = page.waitForResponse((response) => response.url().endsWith("/facts/withdraw"));
    await page.getByRole("dialog").getByRole("button", { name: "撤回" }).click();
    await answered;
    expect(withdrawFact.parse(sent("/facts/withdraw"))).to.deep.equal({ seq: 1, reason: "已核对" });
  });

  it("does not send an answer without a reason", async () => {
    fixture.server.me = merchant;
    fixture.server.actions = ["accept_claim", "contest_claim"];
    const page = await fixture.open(`/w/cases/${caseId}`, wide);
    await page.getByLabel(/有异议/).check();
    await page.getByRole("button", { name: "提交答复" }).click();
    await page.getByText("请写明理由（最多 2000 字）").waitFor();
    expect(sent("/answer")).to.equal(null);
  });

  it("moves the split when an item is switched", async () => {
    fixture.server.me = arbitrator;
    const page = await fixture.open(`/w/cases/${caseId}`, wide);
    await page.getByRole("switch").click();
    await page.getByText("无法定位损失，商家与承运人各半。").waitFor();
  });

  it("seals a ruling whose commitment hides it, and reveals the same", async () => {
    const key = new Uint8Array(32).fill(7);
    fixture.server.me = arbitrator;
    fixture.server.actions = ["commit_vote"];
    fixture.server.answers.set(`/v1/cases/${caseId}/panel`, { status: 200, body: panel(false) });
    const page = await fixture.open(`/w/cases/${caseId}`, wide);
    await page.route("**/development-signature", (route) => {
      const { digest } = route.request().postDataJSON();
      const signature = `0x${Buffer.from(signDigest(key, Buffer.from(digest, "hex"))).toString("hex")}`;
      return route.fulfill({ json: { signer: addressOfKey(key), signature } });
    });
    await page.getByLabel("第 2 号").check();
    await page.getByLabel("理由（公布给各方）").fill("交接记录完好，包装不足");
    await clickAndWait(page, "签名并密封", "/votes/commit");
    const committed = commitVote.parse(sent("/votes/commit"));
    fixture.server.answers.set(`/v1/cases/${caseId}/panel`, { status: 200, body: panel(true) });
    await clickAndWait(page, "签名并公布", "/votes/reveal");
    const revealed = revealVote.parse(sent("/votes/reveal"));
    const seat = { ...panel(true), voter };
    const commitment = digestOf(vote(seat, revealed.ruling, revealed.salt));
    expect(revealed.ruling).to.equal(2);
    expect(committed.commitment).to.equal(bytesToHex(commitment));
    expect(
      recoverSigner(
        digestOf(voteCommitment(seat, committed.commitment)),
        hexToBytes(committed.signature.slice(2)),
      ),
    ).to.equal(addressOfKey(key));
    expect(recoverSigner(commitment, hexToBytes(revealed.signature.slice(2)))).to.equal(addressOfKey(key));
  });

  it("recomputes consistency between two heads in the page", async () => {
    fixture.server.me = auditor;
    const page = await fixture.open("/w/log", wide);
    await page.getByRole("button", { name: "在本页重算" }).click();
    await page.getByText("9 条的快照完整包含 3 条的快照，未被改动。").waitFor();
  });

  it("says inconsistent when the proof does not hold", async () => {
    fixture.server.me = auditor;
    fixture.server.answers.set("/v1/log/consistency", {
      status: 200,
      body: { from: 3, to: 9, rootFrom: "0".repeat(64), rootTo: "0".repeat(64), proof: ["ab".repeat(32)] },
    });
    const page = await fixture.open("/w/log", wide);
    await page.getByRole("button", { name: "在本页重算" }).click();
    await page.getByText(/^不一致：/).waitFor();
  });

  it("raises an alarm when a size shows another root than before", async () => {
    fixture.server.me = auditor;
    const page = await fixture.open("/w/log", wide);
    await page.getByRole("button", { name: "在本页重算" }).waitFor();
    const shown = await (await page.request.get(`${fixture.server.url}/v1/log`)).json();
    fixture.server.answers.set("/v1/log", {
      status: 200,
      body: { ...shown, root: "ab".repeat(32), anchors: [] },
    });
    await page.reload();
    await page.getByText(/^日志分叉：9 条/).waitFor();
  });

  /** Gives the log another standing at its contract. */
  async function stand(standing: object | null): Promise<void> {
    const shown = await (await fetch(`${fixture.server.url}/v1/log`)).json();
    fixture.server.answers.set("/v1/log", { status: 200, body: { ...shown, standing } });
  }
  const bond = { bondMinor: "1000000", minimumBondMinor: "1000000", underbonded: false };
  const clean = { challenged: 0, late: 0, overdue: 0, refused: 0, forked: false, sealed: false };

  it("shows the log's bond beside its minimum, and raises no alarm while it is whole", async () => {
    fixture.server.me = auditor;
    const page = await fixture.open("/w/log", wide);
    const panel = page.locator("section", {
      has: page.getByRole("heading", { name: "保证金与链上处罚记录" }),
    });
    await panel.getByText("¥10,000.00", { exact: true }).waitFor();
    await panel.getByText("最低 ¥10,000.00").waitFor();
    expect(await panel.getByRole("alert").count()).to.equal(0);
  });

  it("says that a log is underbonded, and what the contract found against it", async () => {
    fixture.server.me = auditor;
    await stand({
      ...bond,
      ...clean,
      bondMinor: "900000",
      underbonded: true,
      overdue: 2,
      late: 1,
      challenged: 3,
    });
    const page = await fixture.open("/w/log", wide);
    await page
      .getByRole("alert")
      .getByText(/^保证金不足：/)
      .waitFor();
    const panel = page.locator("section", {
      has: page.getByRole("heading", { name: "保证金与链上处罚记录" }),
    });
    const [text = ""] = await panel.allInnerTexts();
    expect(text.replaceAll(/\s+/g, " ")).to.match(/待应答质疑 3 .*迟兑回执 1 .*违约回执 2 .*拒收存证 0/);
  });

  it("says so where the contract proved two histories, or does not answer", async () => {
    fixture.server.me = auditor;
    await stand({ ...bond, ...clean, bondMinor: "0", underbonded: true, forked: true });
    const page = await fixture.open("/w/log", wide);
    await page.getByText(/^有人已向合约证明此日志/).waitFor();
    await stand(null);
    await page.reload();
    await page.getByText("合约暂时没有应答，或者尚未登记此日志。").waitFor();
  });

  it("holds every listed anchor against the chain", async () => {
    fixture.server.me = auditor;
    const page = await fixture.open("/w/log", wide);
    await page.getByRole("cell", { name: "一致", exact: true }).nth(2).waitFor();
  });

  it("shows ledger and chain to the cent", async () => {
    fixture.server.me = auditor;
    const page = await fixture.open("/w/reconciliation", wide);
    await page.getByText("差异 0 项").waitFor();
  });

  it("says what happened and what to do when a request fails", async () => {
    fixture.server.me = auditor;
    fixture.server.answers.set("/v1/fund", {
      status: 403,
      body: {
        type: "about:blank",
        title: "Not yours",
        status: 403,
        code: "request.forbidden",
        requestId: "req-7",
      },
    });
    const page = await fixture.open("/w/fund", wide);
    await page.getByText("您无权进行此操作").waitFor();
    await page.getByText("请求编号 req-7").waitFor();
  });

  it("switches the language of the open page", async () => {
    fixture.server.me = merchant;
    const page = await fixture.open("/w/cases", wide);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Cases" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).to.equal("en");
  });
});
