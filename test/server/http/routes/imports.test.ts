import { expect } from "chai";
import type { ImportPlan, ImportProgress } from "../../../../server/schema/import.ts";
import { workbook } from "../../adapters/tables/workbook.ts";
import { type Cast, openCast } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";

const HEADING = ["时间", "环节", "商品条码", "序列号", "地点GLN", "地点名称", "商品名称", "生产者"];
const ROW = [
  "2026-11-03 09:12",
  "赋码",
  "9521234100010",
  "IMPORTED1",
  "9521234000112",
  "佛山工厂",
  "咖啡机",
  "露沫电器",
];
const csvOf = (rows: readonly (readonly string[])[]) =>
  [HEADING, ...rows].map((row) => row.join(",")).join("\r\n");

describe("importing tables of steps", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  const send = (path: string, body: string | Uint8Array, type = "text/csv") =>
    fetch(`${product.url}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${cast.tokens.merchant}`, "content-type": type },
      body: body as string,
    });
  const check = async (body: string | Uint8Array) =>
    (await (await send("/v1/imports/check", body)).json()) as ImportPlan;
  const run = async (body: string | Uint8Array, type?: string) =>
    (await (await send("/v1/imports", body, type)).text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as ImportProgress);

  it("says what it would do, and stores nothing", async () => {
    const before = await product.counts();
    expect(await check(csvOf([ROW, ROW.with(3, "IMPORTED2")]))).to.deep.equal({
      events: 2,
      items: 2,
      faultCount: 0,
      faults: [],
    });
    expect(await product.counts()).to.deep.equal(before);
  });

  it("lists every bad cell in both languages before anything is imported", async () => {
    const table = csvOf([ROW, ROW.with(2, "123"), ROW.with(1, "飞行").with(0, "")]);
    const { faultCount, faults } = await check(table);
    expect(faults.map(({ row, column }) => `${row} ${column}`)).to.deep.equal(["3 gtin", "4 time", "4 step"]);
    expect([faultCount, faults[0]!.rule["zh-CN"], faults[0]!.rule.en]).to.deep.equal([
      3,
      "应为 8、12、13 或 14 位数字且校验位正确",
      "8, 12, 13 or 14 digits with a right check digit",
    ]);
    const before = await product.counts();
    const refused = await send("/v1/imports", table);
    expect([refused.status, ((await refused.json()) as { code: string }).code]).to.deep.equal([
      400,
      "provenance.import_invalid",
    ]);
    expect(await product.counts()).to.deep.equal(before);
  });

  it("captures the rows as events, tells how far it is, and adds nothing the second time", async () => {
    const rows = Array.from({ length: 450 }, (_, i) => ROW.with(3, `BATCH${i}`));
    const first = await run(csvOf(rows));
    expect(first.map(({ done, fresh }) => [done, fresh])).to.deep.equal([
      [0, 0],
      [200, 200],
      [400, 400],
      [450, 450],
    ]);
    const again = await run(csvOf([...rows, ROW.with(3, "ONEMORE")]));
    expect(again.at(-1)).to.deep.equal({ total: 451, done: 451, fresh: 1 });
  });

  it("shows what was imported on the scan page, as unsigned", async () => {
    await run(csvOf([ROW]));
    const item = await cast.call("anonymous", "GET", "/v1/items/09521234100010/IMPORTED1");
    expect(item.body.product).to.include({ name: "咖啡机", maker: "露沫电器" });
    expect(item.body.records).to.have.length(1);
    expect(item.body.records[0]).to.include({ place: "佛山工厂", signed: false, bizStep: "commissioning" });
  });

  it("takes a workbook for the same steps as the CSV file", async () => {
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const lines = await run(workbook([HEADING, ROW]), type);
    expect(lines.at(-1)).to.deep.equal({ total: 1, done: 1, fresh: 0 });
  });

  it("hands out the template it takes", async () => {
    const answer = await fetch(`${product.url}/v1/imports/template.csv?lang=en`);
    expect(answer.headers.get("content-disposition")).to.contain("redress-steps.csv");
    expect((await check(Buffer.from(await answer.arrayBuffer()))).faults).to.deep.equal([]);
  });

  it("reads no table of somebody who is not signed in", async () =>
    expect(
      (
        await fetch(`${product.url}/v1/imports/check`, {
          method: "POST",
          body: "x",
          headers: { "content-type": "text/csv" },
        })
      ).status,
    ).to.equal(401));

  it("refuses a table over eight megabytes", async () =>
    expect((await send("/v1/imports/check", new Uint8Array(9 * 1024 * 1024).fill(65))).status).to.equal(413));
});
