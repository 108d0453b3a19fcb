import { expect } from "chai";
import {
  chinaPack,
  eligibility,
  type GoodsFacts,
  type OrderFacts,
  type RemedyCode,
} from "../../../../server/domain/responsibility/index.ts";

const RECEIVED: OrderFacts = { orderedOn: "2026-10-28", shipped: true, receivedOn: "2026-11-02" };
const PLAIN: GoodsFacts = { exceptions: [] };

function remedy(code: RemedyCode, today: string, goods: Partial<GoodsFacts> = {}, order = RECEIVED) {
  return eligibility(order, { ...PLAIN, ...goods }, today, chinaPack).find((item) => item.code === code);
}

describe("eligibility: return without a reason", () => {
  it("is open up to the last day and closed on the next", () => {
    expect(remedy("return_no_reason", "2026-11-09")).to.deep.include({ open: true, lastDay: "2026-11-09" });
    expect(remedy("return_no_reason", "2026-11-10")?.open).to.equal(false);
  });

  it("is closed for each statutory exception, which it names in both languages", () => {
    for (const exception of [
      "custom_made",
      "fresh_perishable",
      "unsealed_media_or_software",
      "newspapers_periodicals",
    ]) {
      const found = remedy("return_no_reason", "2026-11-03", { exceptions: [exception] });
      expect(found?.open, exception).to.equal(false);
      expect(found?.because.map((text) => text.en).join()).to.include("excluded");
      expect(found?.because.map((text) => text["zh-CN"]).join()).to.include("不适用");
    }
  });

  it("is closed for other unsuitable goods only when the buyer confirmed it in its own step", () => {
    const exceptions = ["value_loss_once_used"];
    expect(remedy("return_no_reason", "2026-11-03", { exceptions })?.open).to.equal(true);
    expect(
      remedy("return_no_reason", "2026-11-03", { exceptions, exclusionConfirmed: false })?.open,
    ).to.equal(true);
    expect(remedy("return_no_reason", "2026-11-03", { exceptions, exclusionConfirmed: true })?.open).to.equal(
      false,
    );
  });

  it("stays open for excepted goods, and longer, under a promise", () => {
    const goods = { exceptions: ["custom_made"], promisedDays: 30 };
    expect(remedy("return_no_reason", "2026-11-30", goods)).to.deep.include({
      open: true,
      lastDay: "2026-12-02",
    });
  });

  it("is never shortened by a promise below the law", () => {
    expect(remedy("return_no_reason", "2026-11-09", { promisedDays: 3 })?.open).to.equal(true);
  });

  it("is closed for goods that are not intact, and open for goods opened to look", () => {
    expect(remedy("return_no_reason", "2026-11-03", { state: "not_intact" })?.open).to.equal(false);
    expect(remedy("return_no_reason", "2026-11-03", { state: "intact" })?.open).to.equal(true);
  });
});

describe("eligibility: other remedies", () => {
  it("refunds what was not shipped or not received, with no end", () => {
    const order = { orderedOn: "2026-11-01", shipped: false };
    expect(remedy("refund_not_shipped", "2026-11-03", {}, order)).to.deep.include({
      open: true,
      lastDay: null,
    });
    const shipped = { ...order, shipped: true };
    expect(remedy("refund_not_received", "2026-11-03", {}, shipped)?.open).to.equal(true);
    expect(remedy("return_no_reason", "2026-11-03", {}, shipped)).to.equal(undefined);
  });

  it("closes return for quality, choice and exchange one after the other", () => {
    const goods = { warrantyClass: "three_guarantee_unit" };
    expect(remedy("return_quality", "2026-11-09", goods)?.open).to.equal(true);
    expect(remedy("choose_quality", "2026-11-10", goods)?.open).to.equal(false);
    expect(remedy("exchange_quality", "2026-11-17", goods)?.open).to.equal(true);
    expect(remedy("exchange_quality", "2026-11-18", goods)?.open).to.equal(false);
  });

  it("repairs under warranty from the invoice, for goods in the catalogue alone", () => {
    const order = { ...RECEIVED, invoicedOn: "2026-10-30" };
    const goods = { warrantyClass: "three_guarantee_unit" };
    expect(remedy("repair_warranty", "2027-10-30", goods, order)).to.deep.include({
      open: true,
      lastDay: "2027-10-30",
    });
    expect(remedy("repair_warranty", "2026-11-03")).to.equal(undefined);
  });

  it("replaces after two failed repairs", () => {
    const goods = { warrantyClass: "three_guarantee_unit" };
    expect(remedy("replace_after_repairs", "2027-01-01", { ...goods, failedRepairs: 1 })).to.equal(undefined);
    expect(remedy("replace_after_repairs", "2027-01-01", { ...goods, failedRepairs: 2 })?.open).to.equal(
      true,
    );
  });

  it("keeps damages for two years and says until when a durable good's defect is presumed", () => {
    const found = remedy("damages_conformity", "2027-05-02");
    expect(found?.lastDay).to.equal("2028-11-02");
    expect(found?.because.map((text) => text.en).join()).to.include("May 2, 2027");
    expect(remedy("damages_conformity", "2027-05-03")?.because).to.have.length(1);
    expect(remedy("damages_conformity", "2026-11-03", { durable: false })?.because).to.have.length(1);
  });

  it("asks the carrier within a year, and for the invoice without end", () => {
    expect(remedy("claim_carriage", "2027-10-28")?.open).to.equal(true);
    expect(remedy("claim_carriage", "2027-10-29")?.open).to.equal(false);
    expect(remedy("invoice", "2036-01-01")?.open).to.equal(true);
  });
});

describe("eligibility: goods found substandard, and gifts", () => {
  it("keeps the return of substandard goods open without an end", () => {
    const found = remedy("return_quality", "2027-06-01", { foundSubstandard: true });
    expect(found).to.deep.include({ open: true, lastDay: null });
    expect(found?.rules.map((rule) => rule.id)).to.deep.equal(["CN-CRPL-54"]);
    expect(remedy("return_quality", "2027-06-01")?.open).to.equal(false);
  });

  it("says that a gift is no ground to refuse", () => {
    const found = remedy("return_quality", "2026-11-03", { gift: true });
    expect(found?.because.map((text) => text.en).join()).to.include("gift");
    expect(
      remedy("return_quality", "2026-11-03")
        ?.because.map((text) => text.en)
        .join(),
    ).to.not.include("gift");
  });
});
