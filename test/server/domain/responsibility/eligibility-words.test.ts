import { expect } from "chai";
import {
  chinaPack,
  eligibility,
  europePack,
  type GoodsFacts,
  loadPack,
  type OrderFacts,
  type RulePack,
} from "../../../../server/domain/responsibility/index.ts";

const RECEIVED: OrderFacts = { orderedOn: "2026-10-28", shipped: true, receivedOn: "2026-11-02" };
const WAITING: OrderFacts = { orderedOn: "2026-10-28", shipped: true };

function list(
  goods: Partial<GoodsFacts> = {},
  order = RECEIVED,
  today = "2026-11-03",
  pack: RulePack = chinaPack,
) {
  return eligibility(order, { exceptions: [], ...goods }, today, pack);
}
const codes = (...asked: Parameters<typeof list>) => list(...asked).map(({ code }) => code);

function one(code: string, ...asked: Parameters<typeof list>) {
  const found = list(...asked).find((item) => item.code === code);
  if (found === undefined) throw new Error(`no ${code}`);
  return {
    open: found.open,
    lastDay: found.lastDay,
    say: found.say.en,
    because: found.because.map(({ en }) => en),
    rules: found.rules.map(({ id }) => id),
  };
}

function without(pack: RulePack, ...ids: string[]): RulePack {
  const { data } = pack;
  return loadPack({
    ...data,
    rules: data.rules.filter(({ id }) => !ids.includes(id)),
    noReasonExceptions: data.noReasonExceptions.filter(({ rule }) => !ids.includes(rule)),
  });
}

describe("remedies in words", () => {
  it("come in the order in which a buyer would ask for them", () => {
    const goods = { warrantyClass: "three_guarantee_unit", failedRepairs: 2 };
    expect(codes(goods)).to.deep.equal([
      "return_no_reason",
      "refund_keep_goods",
      "return_quality",
      "choose_quality",
      "exchange_quality",
      "repair_warranty",
      "replace_after_repairs",
      "damages_conformity",
      "claim_carriage",
      "invoice",
    ]);
    expect(codes({}, WAITING)).to.deep.equal(["refund_not_received", "claim_carriage", "invoice"]);
    expect(codes({}, { orderedOn: "2026-10-28", shipped: false })).to.deep.equal([
      "refund_not_shipped",
      "invoice",
    ]);
    expect(codes({}, RECEIVED, "2026-11-03", europePack)).to.deep.equal([
      "return_no_reason",
      "damages_conformity",
      "reserve_damage",
      "reserve_delay",
    ]);
  });

  it("give each its rules: the calendar's where it moves the end", () => {
    expect(one("claim_carriage").rules).to.deep.equal(["CN-POST-49", "CN-CC-201-203"]);
    expect(one("repair_warranty", { warrantyClass: "three_guarantee_unit" }).rules).to.deep.equal([
      "CN-3B-term",
    ]);
    expect(one("invoice").rules).to.not.include("CN-CC-201-203");
    expect(one("invoice")).to.deep.include({ open: true, lastDay: null, because: [] });
  });

  it("say of goods not delivered who bears the risk, and by when they are due where the law says so", () => {
    expect(one("refund_not_received", {}, WAITING).because).to.deep.equal([
      "the goods are not delivered; until then the seller bears the risk",
    ]);
    const due = one("refund_not_received", {}, WAITING, "2026-11-03", europePack);
    expect(due.because[1]).to.equal("with no date agreed, they must be delivered by Nov 27, 2026");
    expect(due.rules).to.include("EU-CRD-18");
  });

  it("say that only the merchant can let a buyer keep goods and money", () => {
    expect(one("refund_keep_goods")).to.deep.include({ open: false, lastDay: null });
    expect(one("refund_keep_goods").because[0]).to.include("the platform may not force it");
  });
});

describe("a return without a reason, in words", () => {
  const words = (goods: Partial<GoodsFacts> = {}, today = "2026-11-03") =>
    one("return_no_reason", goods, RECEIVED, today);

  it("is named by its days, ends on a day, and tells the way back", () => {
    expect(words()).to.deep.equal({
      open: true,
      lastDay: "2026-11-09",
      say: "return without a reason within 7 days",
      because: [
        "until Nov 9, 2026",
        "opening to look and trying reasonably keep the goods intact",
        "return freight is the consumer's unless agreed otherwise",
      ],
      rules: ["CN-CRPL-25-1", "CN-7D-10", "CN-CC-201-203", ...words().rules.slice(3)],
    });
    expect(words({}, "2026-11-10").because[0]).to.equal("ended on Nov 9, 2026");
  });

  it("writes its days as the reader's language does", () => {
    const [first] = list().filter(({ code }) => code === "return_no_reason");
    expect(first?.because[0]).to.deep.equal({ "zh-CN": "至 2026年11月9日止", en: "until Nov 9, 2026" });
    const everything = [chinaPack, europePack].flatMap((pack) => [
      ...list({ durable: true }, RECEIVED, "2026-11-03", pack),
      ...list({ durable: true }, RECEIVED, "2031-11-03", pack),
      ...list({}, WAITING, "2026-11-03", pack),
    ]);
    const texts = everything.flatMap(({ say, because }) => [say, ...because]);
    expect(texts.filter((text) => /\d{4}-\d{2}/.test(JSON.stringify(text)))).to.deep.equal([]);
    expect(texts.filter((text) => /[,;:()]/.test(text["zh-CN"]))).to.deep.equal([]);
  });

  it("cites the exceptions only where the goods fall under one", () => {
    expect(words().rules).to.not.include("CN-CRPL-25-1x");
    expect(words({ exceptions: ["custom_made"] }).rules).to.include("CN-CRPL-25-1x");
  });

  it("tells of a promise and of its rule, and of no exclusion beside it", () => {
    const promised = words({ exceptions: ["custom_made"], promisedDays: 30 });
    expect(promised.because[1]).to.equal("seller or platform promised 30 days");
    expect(promised.because.join()).to.not.include("excluded");
    expect(promised.rules).to.include("CN-CRPL-16-2");
    expect(words().rules).to.not.include("CN-CRPL-16-2");
  });

  it("tells of an exclusion that was never confirmed, unless it was or a promise makes it idle", () => {
    const exceptions = ["value_loss_once_used"];
    const unsaid = "not confirmed in its own step at purchase: may not be refused";
    expect(words({ exceptions }).because).to.include(unsaid);
    expect(words({ exceptions, exclusionConfirmed: true }).because).to.not.include(unsaid);
    expect(words({ exceptions, promisedDays: 9 }).because).to.not.include(unsaid);
    expect(words({ exceptions: ["custom_made"] }).because).to.not.include(unsaid);
  });

  it("tells that used goods may be refused, by its rule, in place of what keeps goods intact", () => {
    const used = words({ state: "not_intact" });
    expect(used.because).to.include("the goods are not intact: may be refused");
    expect(used.because).to.not.include("opening to look and trying reasonably keep the goods intact");
    expect(used.rules).to.not.deep.equal(words().rules);
  });

  it("goes by the exclusion alone in a pack that asks for no confirmation", () => {
    const steps = chinaPack.byBehaviour.get("no_reason_confirm_step")!.map(({ id }) => id);
    const pack = without(chinaPack, ...steps);
    const exceptions = ["value_loss_once_used"];
    const found = eligibility(RECEIVED, { exceptions }, "2026-11-03", pack);
    expect(found[0]?.open).to.equal(pack.data.noReasonExceptions.every(({ id }) => id !== exceptions[0]));
  });

  it("is not there at all before receipt, or under a pack without it", () => {
    expect(codes({}, WAITING)).to.not.include("return_no_reason");
    const none = without(chinaPack, "CN-CRPL-25-1", "CN-7D-10");
    expect(codes({}, RECEIVED, "2026-11-03", none)).to.not.include("return_no_reason");
  });

  it("cites under European law what makes it longer or cheaper", () => {
    const order = { ...RECEIVED, informedOfWithdrawal: false };
    const found = one("return_no_reason", { state: "not_intact" }, order, "2026-11-03", europePack);
    expect(found.rules).to.include.members(["EU-CRD-10", "EU-CRD-14"]);
    const plain = one("return_no_reason", {}, RECEIVED, "2026-11-03", europePack);
    expect(plain.rules).to.deep.equal(["EU-CRD-9", "EU-TIME-3", "EU-CRD-14"]);
    expect(plain.say).to.equal("return without a reason within 14 days");
    expect(plain.because).to.deep.equal([
      "until Nov 16, 2026",
      "return freight is the consumer's unless agreed otherwise",
      "send them back within 14 days of saying so",
    ]);
  });
});

describe("quality and conformity, in words", () => {
  it("say whose the costs of a return are, and what gifts and findings of an authority add", () => {
    expect(one("return_quality").because).to.deep.equal([
      "until Nov 9, 2026",
      "transport and other necessary costs are the operator's",
    ]);
    const found = one("return_quality", { foundSubstandard: true, gift: true });
    expect(found.because).to.deep.equal([
      "found substandard by an authority: must be taken back",
      "transport and other necessary costs are the operator's",
      "a gift, premium or exchange is no ground to refuse",
    ]);
    expect(one("return_quality", { gift: true }).rules).to.include.members(found.rules.slice(1));
    const plain = without(chinaPack, ...chinaPack.byBehaviour.get("return_substandard")!.map(({ id }) => id));
    expect(one("return_quality", { foundSubstandard: true }, RECEIVED, "2026-11-03", plain).lastDay).to.equal(
      "2026-11-09",
    );
  });

  it("say of gifts that they conform as well, and of nothing else", () => {
    const gift = "a gift, premium or exchange is no ground to refuse";
    expect(one("damages_conformity", { gift: true }).because).to.include(gift);
    expect(one("damages_conformity").because).to.not.include(gift);
    expect(one("damages_conformity", { gift: true }).rules.length).to.be.above(
      one("damages_conformity").rules.length,
    );
  });

  it("say under European law what comes first, and cite what makes the term longer", () => {
    const at = (goods: Partial<GoodsFacts>) =>
      one("damages_conformity", goods, RECEIVED, "2026-11-03", europePack);
    expect(at({}).because).to.deep.equal([
      "until Nov 2, 2028",
      "what shows by Nov 2, 2027 is presumed to have been there at delivery; the operator must disprove it",
      "repair or replacement first, free and in reasonable time; if that fails, a price reduction or the end of the contract",
    ]);
    expect(at({}).rules).to.deep.equal(["EU-SGD-10", "EU-TIME-3", "EU-SGD-13"]);
    expect(at({ repaired: true }).rules).to.deep.equal(["EU-SGD-10", "EU-TIME-3", "EU-SGD-13", "EU-R2R"]);
    expect(one("damages_conformity", { repaired: true }).lastDay).to.equal("2028-11-02");
  });

  it("presume nothing of what is clearly not durable", () => {
    const said = (durable?: boolean) =>
      one("damages_conformity", durable === undefined ? {} : { durable }).because.length;
    expect([said(), said(true), said(false)]).to.deep.equal([2, 2, 1]);
  });

  it("move the end of a reservation by no holiday", () => {
    const onSaturday = { ...RECEIVED, receivedOn: "2026-11-07" };
    const delay = one("reserve_delay", {}, onSaturday, "2026-11-08", europePack);
    expect(delay).to.deep.include({ lastDay: "2026-11-28", rules: ["EU-CMR-30"] });
    const damage = one(
      "reserve_damage",
      {},
      { ...RECEIVED, receivedOn: "2026-11-06" },
      "2026-11-08",
      europePack,
    );
    expect(damage).to.deep.include({ lastDay: "2026-11-14", rules: ["EU-CMR-30"] });
  });

  it("run warranty from the receipt where there is no invoice", () => {
    const goods = { warrantyClass: "three_guarantee_main_part", failedRepairs: 2 };
    const invoiced = { ...RECEIVED, invoicedOn: "2026-10-30" };
    expect(one("repair_warranty", goods).lastDay).to.equal("2029-11-02");
    expect(one("repair_warranty", goods, invoiced).lastDay).to.equal("2029-10-30");
    expect(one("replace_after_repairs", goods, invoiced).lastDay).to.equal("2029-10-30");
    expect(one("choose_quality", goods, invoiced).lastDay).to.equal("2026-11-06");
    expect(one("exchange_quality", goods, invoiced).lastDay).to.equal("2026-11-16");
    expect(codes({ ...goods, failedRepairs: 1 })).to.not.include("replace_after_repairs");
    expect(codes({ warrantyClass: "unheard_of", failedRepairs: 9 })).to.not.include("repair_warranty");
  });
});
