import { expect } from "chai";
import { openRemedies, quote, requireOpenRemedy } from "../../../server/app/open-remedies.ts";
import type { OrderRecord } from "../../../server/app/ports-cases.ts";
import { PartyError } from "../../../server/domain/party/errors.ts";

const order = {
  orderedAt: "2026-03-01T10:00:00+08:00",
  signedFor: "2026-03-05T10:00:00+08:00",
  carriers: ["truck-co"],
  lines: [{ lineId: "1", name: "kettle" }],
} as unknown as OrderRecord;
const asks = (kind: "no_reason" | "damaged", demand: "return_and_refund" | "refund_only", lineId = "1") => ({
  kind,
  demand,
  lines: [{ lineId, quantity: 1 }],
});
const soon = new Date("2026-03-07T10:00:00+08:00");
const late = new Date("2026-06-07T10:00:00+08:00");

describe("remedies of an order", () => {
  it("include a return without a reason within its days, with the day it ends", () => {
    const open = openRemedies(order, soon).filter(
      ({ demand, open }) => open && demand === "return_and_refund",
    );
    expect(open).to.not.be.empty;
    expect(open[0]?.endsAt).to.match(/^2026-03-\d\dT23:59:59\+08:00$/);
  });

  it("say why in both languages and by which rules", () => {
    for (const { why, rules } of openRemedies(order, soon)) {
      expect(why["zh-CN"]).to.not.be.empty;
      expect(why.en).to.not.be.empty;
      for (const { article } of rules) expect(article).to.not.be.empty;
    }
  });

  it("let a return without a reason through in time", () => {
    expect(() => requireOpenRemedy(order, asks("no_reason", "return_and_refund"), soon)).to.not.throw();
  });

  it("refuse it after its time, naming the field", () => {
    expect(() => requireOpenRemedy(order, asks("no_reason", "return_and_refund"), late))
      .to.throw(PartyError)
      .that.includes({ code: "claim.remedy_closed", field: "/kind" });
  });

  it("set damage no such term", () => {
    expect(() => requireOpenRemedy(order, asks("damaged", "refund_only"), late)).to.not.throw();
  });

  it("quote no rule the pack does not have", () => {
    expect(quote("CN-NO-SUCH-RULE")).to.deep.equal([]);
  });

  it("say which exception closes a return, and take it when the buyer never confirmed one", () => {
    const with_ = (goods: object) => ({ ...order, lines: [{ ...order.lines[0]!, goods }] }) as OrderRecord;
    const custom = openRemedies(with_({ exceptions: ["custom_made"] }), soon);
    const closed = custom.find(({ why }) => why.en.startsWith("return without a reason"));
    expect(closed?.open).to.equal(false);
    expect(closed?.why["zh-CN"]).to.include("不适用：消费者定作的商品");
    const unconfirmed = with_({ exceptions: ["value_loss_once_used"] });
    expect(() => requireOpenRemedy(unconfirmed, asks("no_reason", "return_and_refund"), soon)).to.not.throw();
    const confirmed = with_({ exceptions: ["value_loss_once_used"], exclusionConfirmed: true });
    expect(() => requireOpenRemedy(confirmed, asks("no_reason", "return_and_refund"), soon)).to.throw(
      PartyError,
    );
  });

  it("tell lines of unlike goods apart, and refuse a claim on the excepted one alone", () => {
    const lines = [
      { lineId: "1", name: "kettle" },
      { lineId: "2", name: "cake", goods: { exceptions: ["fresh_perishable"] } },
    ];
    const mixed = { ...order, lines } as unknown as OrderRecord;
    const noReason = openRemedies(mixed, soon).filter(({ why }) =>
      why.en.includes("return without a reason within 7 days"),
    );
    expect(noReason.map(({ open, why }) => [open, why.en.split(":")[0]])).to.deep.equal([
      [true, "kettle"],
      [false, "cake"],
    ]);
    const claim = (line: string) => () =>
      requireOpenRemedy(mixed, asks("no_reason", "return_and_refund", line), soon);
    expect(claim("1")).to.not.throw();
    expect(claim("2")).to.throw(PartyError).that.includes({ field: "/kind" });
  });

  it("run warranty from the invoice for goods of a class", () => {
    const goods = { warrantyClass: "three_guarantee_unit" };
    const sold = {
      ...order,
      invoicedAt: "2026-03-02T10:00:00+08:00",
      lines: [{ ...order.lines[0]!, goods }],
    };
    const repair = openRemedies(sold as OrderRecord, soon).find(({ demand }) => demand === "repair");
    expect(repair?.endsAt).to.equal("2027-03-02T23:59:59+08:00");
  });

  it("say where the holidays of the last day's year are not known yet", () => {
    const told = (code: string) =>
      openRemedies(order, soon).find(({ why }) => why.en.startsWith(code))?.why.en;
    expect(told("return without a reason")).to.not.include("holidays of that year");
    expect(told("claim for goods that do not conform")).to.include(
      "holidays of that year are not in the table",
    );
  });

  it("are not guessed for a day that no pack covers", () => {
    const old = { ...order, orderedAt: "2026-01-31T10:00:00+08:00" } as OrderRecord;
    expect(() => openRemedies(old, soon))
      .to.throw(PartyError)
      .that.includes({ code: "claim.no_rules", field: "/orderedAt" });
  });
});
