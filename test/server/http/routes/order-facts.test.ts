import { expect } from "chai";
import { caseFacts } from "../../../../server/app/compile-case-facts.ts";
import type { ClaimFiled } from "../../../../server/schema/claim.ts";
import { type Cast, formOf, GTIN, openCast, orderOf } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";

const DAY = 86_400_000;
const now = Date.now();
const ago = (days: number) => new Date(now - days * DAY).toISOString();

describe("what an order says of its goods and its delivery", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  const line = (lineId: string, goods?: object) => ({
    lineId,
    gtin: GTIN,
    name: `line ${lineId}`,
    quantity: 1,
    paidMinor: "1000",
    ...(goods === undefined ? {} : { goods }),
  });

  async function factsOf(orderId: string, order: Record<string, unknown>, claim: Record<string, unknown>) {
    const filed = await cast.file(await cast.order(orderId, { ...order }), claim);
    expect(filed.status, filed.text).to.equal(201);
    return { filed: filed.body as ClaimFiled, facts: await compiled(filed.body.caseId) };
  }

  async function compiled(caseId: string) {
    const { deps } = product.parts;
    const record = await deps.cases.get(caseId);
    return (await caseFacts(deps, record!)).facts;
  }

  it("reaches the facts: durable goods received two months ago are within the reversed burden", async () => {
    const lines = [line("1", { durable: true }), line("2")];
    const order = { orderedAt: ago(65), signedFor: ago(60), lines };
    // Noticed at a time of its own: that of filing may be a day later where the test runs at midnight.
    const claim = { kind: "quality_defect", demand: "repair", noticedAt: ago(0) };
    const { facts } = await factsOf("durable-one", order, claim);
    expect(facts).to.deep.include({ durable: true, daysSinceReceipt: 60 });
    expect(facts.food).to.equal(undefined);
  });

  it("stays unknown where claimed lines differ", async () => {
    const lines = [line("1", { durable: true }), line("2", { durable: false })];
    const claim = {
      kind: "quality_defect",
      demand: "repair",
      lines: [
        { lineId: "1", quantity: 1 },
        { lineId: "2", quantity: 1 },
      ],
    };
    const { facts } = await factsOf("mixed-one", { lines }, claim);
    expect(facts.durable).to.equal(undefined);
  });

  it("makes a carrier's own record tell delay and a station without consent", async () => {
    const order = { lines: [line("1")], deliverBy: ago(1), stationConsent: false };
    const { filed } = await factsOf("late-one", order, { kind: "late", demand: "compensation" });
    const at = (days: number) => ago(days).slice(0, 19).replace("T", " ");
    const body = {
      state: "3",
      data: [
        { time: at(0), context: "signed", status: "签收", statusCode: "3" },
        { time: at(0.5), context: "station", status: "投柜或驿站", statusCode: "501" },
      ],
    };
    const meta = {
      type: "logistics.record",
      mediaType: "application/json",
      method: "api",
      name: "tracking.json",
    };
    const sent = await cast.send(
      "carrier",
      `/v1/cases/${filed.caseId}/evidence`,
      formOf(meta, JSON.stringify(body)),
    );
    expect(sent.status, sent.text).to.equal(201);
    const kinds = (await compiled(filed.caseId)).factors?.map(({ kind, id }) => [kind, id]);
    expect(kinds).to.deep.equal([
      ["late_delivery", "logistics:carrier-one"],
      ["unauthorised_station_drop", "logistics:carrier-one"],
    ]);
  });

  it("closes before filing what the law excludes, and refuses that claim", async () => {
    const lines = [line("1", { exceptions: ["custom_made"] })];
    const link = await cast.order("custom-one", { lines });
    const context = await cast.call("anonymous", "POST", "/v1/claims/context", { orderLink: link });
    const closed = context.body.remedies.find(({ why }: { why: { en: string } }) =>
      why.en.startsWith("return without a reason"),
    );
    expect(closed.open).to.equal(false);
    expect(closed.why["zh-CN"]).to.include("不适用：消费者定作的商品");
    const filed = await cast.file(link, { kind: "no_reason", demand: "return_and_refund" });
    expect([filed.status, filed.body.code]).to.deep.equal([409, "claim.remedy_closed"]);
  });

  it("is refused where the shop declares what no rule knows", async () => {
    const order = { ...orderOf("odd-one"), lines: [line("1", { exceptions: ["odd"] })] };
    const answer = await cast.call("merchant", "POST", "/v1/orders", order);
    expect(answer.status).to.equal(400);
    expect(answer.body.errors[0].field).to.equal("/lines/0/goods/exceptions/0");
  });

  it("is decided by no rules at all where the order is older than every pack", async () => {
    const link = await cast.order("old-one", {
      orderedAt: "2026-01-15T00:00:00Z",
      signedFor: "2026-01-20T00:00:00Z",
    });
    const filed = await cast.file(link);
    expect([filed.status, filed.body.code]).to.deep.equal([409, "claim.no_rules"]);
  });
});
