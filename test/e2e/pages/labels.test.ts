import { expect } from "chai";
import { columnTitles, importRules } from "../../../server/domain/provenance/import-columns.ts";
import { importPlan, importProgress } from "../../../server/schema/import.ts";
import { codeMisuse, createLabels, labelBatch, printLabels } from "../../../server/schema/label.ts";
import { desktop } from "../../web/support/browser.ts";
import { gtin, serial } from "../../web/support/fixture-data.ts";
import { violations } from "./axe.ts";
import { pageFixture } from "./fixture.ts";

const merchant = { partyId: "lumo-store", partyKind: "merchant", name: "露沫电器旗舰店" } as const;
const wide = { viewport: desktop };
const key = "ab".repeat(32);
const batch = labelBatch.parse({
  batchId: "cd".repeat(16),
  gtin,
  productName: "咖啡机",
  count: 1_500,
  innerCodes: true,
  countries: ["CN"],
  createdAt: "2026-11-20T08:00:00Z",
  files: 2,
  innerKey: null,
});
const misuse = codeMisuse.parse({
  misuse: [
    {
      gtin,
      serial,
      kind: "inner_replayed",
      times: 3,
      firstAt: "2026-11-18T08:00:00Z",
      lastAt: "2026-11-20T08:00:00Z",
    },
  ],
});

describe("the merchant's labels and tables", function () {
  this.timeout(120_000);
  const fixture = pageFixture();
  const sent = (end: string) =>
    fixture.server.recorded
      .filter(({ path }) => path.endsWith(end))
      .map(({ body }) => JSON.parse(body.toString()));

  beforeEach(() => {
    if (fixture.server === null) return;
    fixture.server.me = merchant;
    fixture.server.answers.set("/v1/labels", { status: 200, body: { batches: [batch] } });
    fixture.server.answers.set("/v1/code-misuse", { status: 200, body: misuse });
  });

  it("makes labels, and shows the key of inner codes the one time", async () => {
    const page = await fixture.open("/w/labels", wide);
    await page.getByText("内层码重复使用").waitFor();
    await page.getByLabel("GTIN").fill(gtin);
    await page.getByLabel("销售国家或地区（留空为不限）").fill("cn, hk");
    await page.getByLabel("内层码", { exact: true }).check();
    fixture.server.answers.set("/v1/labels", { status: 201, body: { ...batch, innerKey: key } });
    await page.getByRole("button", { name: "生成" }).click();
    await page.getByText(key).waitFor();
    const [body] = sent("/v1/labels");
    expect(createLabels.parse(body)).to.deep.include({
      gtin,
      count: 100,
      innerCodes: true,
      countries: ["CN", "HK"],
    });
  });

  it("downloads every file of a batch", async () => {
    fixture.server.answers.set("/v1/labels/print", { status: 200, body: {} });
    const page = await fixture.open("/w/labels", wide);
    await page.locator(".ant-table-row-expand-icon").first().click();
    await page.getByLabel("每页排列").selectOption("5x8");
    let downloads = 0;
    const both = new Promise<void>((resolve) => {
      page.on("download", () => {
        downloads += 1;
        if (downloads === 2) resolve();
      });
    });
    await page.getByRole("button", { name: "下载外层码" }).click();
    await both;
    const bodies = sent("/v1/labels/print").map((body) => printLabels.parse(body));
    expect(bodies.map(({ file }) => file)).to.deep.equal([1, 2]);
    expect(bodies[0]).to.deep.include({
      batchId: batch.batchId,
      format: "pdf",
      grid: { columns: 5, rows: 8 },
    });
  });

  it("lists every bad cell of a table in the reader's language, and offers no import", async () => {
    const { zh, en } = importRules.gtin;
    const fault = { row: 3, column: columnTitles.gtin.zh, code: "gtin", rule: { "zh-CN": zh, en } };
    const plan = importPlan.parse({ events: 1, items: 1, faultCount: 1, faults: [fault] });
    fixture.server.answers.set("/v1/imports/check", { status: 200, body: plan });
    const page = await fixture.open("/w/import?lang=en", wide);
    await page.getByLabel("Choose a CSV or XLSX file").setInputFiles(table);
    await page.getByText(en).waitFor();
    expect(await page.getByRole("button", { name: "Import", exact: true }).count()).to.equal(0);
  });

  it("imports a table that is right and says what was new", async () => {
    const plan = importPlan.parse({ events: 2, items: 1, faultCount: 0, faults: [] });
    fixture.server.answers.set("/v1/imports/check", { status: 200, body: plan });
    const page = await fixture.open("/w/import", wide);
    await page.route("**/v1/imports", (route) =>
      route.fulfill({
        contentType: "application/x-ndjson",
        body: [
          { total: 2, done: 0, fresh: 0 },
          { total: 2, done: 2, fresh: 1 },
        ]
          .map((line) => `${JSON.stringify(importProgress.parse(line))}\n`)
          .join(""),
      }),
    );
    await page.getByLabel("选择 CSV 或 XLSX 文件").setInputFiles(table);
    await page.getByText("共 2 条记录，涉及 1 件商品，没有问题。").waitFor();
    await page.getByRole("button", { name: "导入", exact: true }).click();
    await page.getByText("完成：共 2 条，新增 1 条，1 条先前已有。").waitFor();
  });

  for (const path of ["/w/labels", "/w/import", "/scan"])
    it(`has no breach of WCAG 2.2 AA at ${path}, on a phone`, async () => {
      const page = await fixture.open(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await violations(page)).to.deep.equal([]);
    });
});

const table = { name: "steps.csv", mimeType: "text/csv", buffer: Buffer.from("time,step\r\n") };
