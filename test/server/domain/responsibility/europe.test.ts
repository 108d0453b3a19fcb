import { expect } from "chai";
import {
  CLOCKS,
  chinaPack,
  choosePack,
  clockEnd,
  decide,
  eligibility,
  europePack,
  type GoodsFacts,
  type OrderFacts,
  PACKS,
  parseFacts,
  type RemedyCode,
} from "../../../../server/domain/responsibility/index.ts";

// A Monday: 2026-11-09 is the Monday after.
const RECEIVED: OrderFacts = { orderedOn: "2026-10-28", shipped: true, receivedOn: "2026-11-02" };
const CUSTODY = {
  holders: ["merchant", "logistics:A", "consumer"],
  boundaries: [
    { state: "good", grade: 3 },
    { state: "good", grade: 3 },
    { state: "unknown" },
    { state: "bad", grade: 3 },
  ],
};

function given(facts: object) {
  return decide(parseFacts({ loss: 100, price: 100, seller: "third_party", ...facts }), europePack);
}

function remedy(code: RemedyCode, today: string, goods: Partial<GoodsFacts> = {}, order = RECEIVED) {
  return eligibility(order, { exceptions: [], ...goods }, today, europePack).find((r) => r.code === code);
}

const words = (found: ReturnType<typeof remedy>) => found?.because.map((text) => text.en).join("; ") ?? "";

describe("the European pack", () => {
  it("is chosen for its own jurisdiction, by the day of the order", () => {
    expect(choosePack([chinaPack, europePack], "EU", "2026-11-01")).to.equal(europePack);
    expect(() => choosePack(PACKS, "EU", "2026-01-31")).to.throw("0 packs of EU cover 2026-01-31");
  });

  it("says wherever it is quoted that nobody has verified its rules", () => {
    const { reasons } = given({ claim: "no_reason", daysSinceReceipt: 3 });
    expect(reasons.flatMap(({ rules }) => rules).every(({ confidence }) => confidence !== "V")).to.equal(
      true,
    );
    expect(europePack.data.caveat.en).to.include("Not verified");
  });

  it("executes nothing that only Chinese law knows", () => {
    const proved = { claim: "counterfeit", defect: { state: "yes", grade: 3 }, penal: "fraud3x" };
    expect(given(proved).penal).to.equal(0);
    expect(given({ ...proved, platform: { identityDisclosed: false } }).external).to.deep.equal(["merchant"]);
  });

  it("refunds within 14 days of the withdrawal, and delivers within 30 of the order", () => {
    expect(clockEnd("refund", "2026-11-02", europePack)?.lastDay).to.equal("2026-11-16");
    expect(clockEnd("delivery", "2026-11-02", europePack)?.lastDay).to.equal("2026-12-02");
    const missing = CLOCKS.filter((clock) => clockEnd(clock, "2026-11-02", europePack) === null);
    expect(missing).to.include("deliberate_delay");
  });

  it("caps nothing: the limit by weight is not computed", () => {
    const cap = { rule: "contract", amount: 1, prompted: true };
    expect(
      given({ claim: "damaged", custody: CUSTODY, discovery: { noticeDays: 1 }, cap }).pay.logistics,
    ).to.equal(100);
  });

  it("lets a platform that looks like the seller answer beside it", () => {
    const proved = { claim: "quality_defect", defect: { state: "yes", grade: 3 } };
    expect(given({ ...proved, seller: "appears_self_operated" }).external).to.have.members([
      "merchant",
      "platform",
    ]);
  });
});

describe("withdrawal under the European pack", () => {
  it("is open for 14 days, an end on a weekend moving to Monday", () => {
    expect(remedy("return_no_reason", "2026-11-16")).to.deep.include({ open: true, lastDay: "2026-11-16" });
    expect(remedy("return_no_reason", "2026-11-17")?.open).to.equal(false);
    const onSunday = { ...RECEIVED, receivedOn: "2026-11-01" };
    expect(remedy("return_no_reason", "2026-11-16", {}, onSunday)?.lastDay).to.equal("2026-11-16");
  });

  it("is granted by the engine for as long, and denied after", () => {
    expect(given({ claim: "no_reason", daysSinceReceipt: 14 }).bps.merchant).to.equal(10_000);
    expect(given({ claim: "no_reason", daysSinceReceipt: 15 }).denied).to.equal(true);
  });

  it("runs a year longer when nobody told of it", () => {
    const order = { ...RECEIVED, informedOfWithdrawal: false };
    const found = remedy("return_no_reason", "2027-11-16", {}, order);
    expect(found).to.deep.include({ open: true, lastDay: "2027-11-16" });
    expect(words(found)).to.include("12 months longer");
    expect(found?.rules.map(({ id }) => id)).to.include("EU-CRD-10");
    const told = { ...RECEIVED, informedOfWithdrawal: true };
    expect(remedy("return_no_reason", "2026-11-17", {}, told)?.open).to.equal(false);
  });

  it("stays open for used goods, whose loss in value the buyer answers for", () => {
    const found = remedy("return_no_reason", "2026-11-03", { state: "not_intact" });
    expect(found?.open).to.equal(true);
    expect(words(found)).to.include("took from their value");
    expect(words(remedy("return_no_reason", "2026-11-03"))).to.not.include("value");
  });

  it("says who pays the way back and by when the goods go", () => {
    expect(words(remedy("return_no_reason", "2026-11-03"))).to.include("send them back within 14 days");
  });

  it("is closed for each exception of article 16, with no confirmation asked", () => {
    for (const { id, say } of europePack.data.noReasonExceptions) {
      const found = remedy("return_no_reason", "2026-11-03", { exceptions: [id] });
      expect(found?.open, id).to.equal(false);
      expect(words(found)).to.include(say.en);
    }
  });
});

describe("conformity under the European pack", () => {
  it("presumes any defect of the first year, durable goods or not", () => {
    const claim = { claim: "quality_defect", durable: false };
    const found = given({ ...claim, daysSinceReceipt: 365 });
    expect(found.bps.merchant).to.equal(10_000);
    expect(found.mode).to.equal("burden");
    expect(found.reasons[0]).to.deep.include({ code: "defect_presumed" });
    expect(given({ ...claim, daysSinceReceipt: 366 }).denied).to.equal(true);
  });

  it("presumes nothing that is disproved", () => {
    const disproved = { claim: "quality_defect", daysSinceReceipt: 9, defect: { state: "no", grade: 2 } };
    expect(given(disproved).denied).to.equal(true);
  });

  it("lasts two years, and a year more after a repair", () => {
    expect(remedy("damages_conformity", "2028-11-02")).to.deep.include({ open: true, lastDay: "2028-11-02" });
    expect(remedy("damages_conformity", "2028-11-03")?.open).to.equal(false);
    const repaired = remedy("damages_conformity", "2029-11-02", { repaired: true });
    expect(repaired).to.deep.include({ open: true, lastDay: "2029-11-02" });
    expect(words(repaired)).to.include("12 months longer");
  });

  it("asks for repair or replacement first, and says until when a defect is presumed", () => {
    const found = remedy("damages_conformity", "2027-11-02", { durable: false });
    expect(words(found)).to.include("repair or replacement first").and.to.include("Nov 2, 2027");
    expect(words(remedy("damages_conformity", "2027-11-03"))).to.not.include("presumed");
  });
});

describe("reservations under the European pack (CMR 30)", () => {
  const at = (discovery: object) => given({ claim: "damaged", custody: CUSTODY, discovery });

  it("keep the carrier answerable for hidden damage reported within seven days", () => {
    expect(at({ noticeDays: 7, concealed: true }).bps.logistics).to.equal(10_000);
  });

  it("free the carrier when they come later, and leave the seller answerable to the buyer", () => {
    const found = at({ noticeDays: 8, concealed: true });
    expect(found.bps.merchant).to.equal(10_000);
    expect(found.reasons.at(0)?.code).to.equal("carrier_not_objected_to");
    expect(found.external).to.deep.equal(["merchant"]);
  });

  it("leave the loss with a buyer who sent a carrier of its own and objected late", () => {
    const own = { courierChosenBy: "consumer", discovery: { noticeDays: 8, concealed: true } };
    expect(given({ claim: "damaged", custody: CUSTODY, ...own }).bps.consumer).to.equal(10_000);
  });

  it("are due at delivery for damage that everybody could see", () => {
    expect(at({ noticeDays: 0, concealed: false }).bps.logistics).to.equal(10_000);
    expect(at({ noticeDays: 1, concealed: false }).bps.merchant).to.equal(10_000);
  });

  it("about delay are due within 21 days, or the carrier's delay does not count", () => {
    const late = (noticeDays: number) =>
      given({
        claim: "late",
        discovery: { noticeDays },
        factors: [
          { party: "logistics", id: "A", kind: "delay", grade: 3, measured: { value: 30, unit: "hours" } },
        ],
        contractingCarrier: "A",
      });
    expect(late(21).bps.logistics).to.equal(10_000);
    expect(late(22).bps.merchant).to.equal(10_000);
    expect(late(22).notFound[0]?.why).to.equal("not_timely");
  });

  it("about delay leave other faults alone, and the seller's own", () => {
    const factors = [{ party: "logistics", id: "A", kind: "shock", severity: 2, causal: 2, grade: 3 }];
    const rest = { discovery: { noticeDays: 22 }, contractingCarrier: "A" };
    expect(given({ claim: "damaged", factors, ...rest }).bps.logistics).to.equal(10_000);
    const own = [{ party: "merchant", kind: "late_dispatch", severity: 2, causal: 2, grade: 3 }];
    const late = given({ claim: "late", factors: own, ...rest });
    expect(late.mode).to.equal("fault");
    expect(late.notFound).to.deep.equal([]);
    expect(given({ claim: "late", factors, contractingCarrier: "A" }).bps.logistics).to.equal(10_000);
  });

  it("have their last days shown: Sundays left out for damage, counted for delay", () => {
    expect(remedy("reserve_damage", "2026-11-10")).to.deep.include({ open: true, lastDay: "2026-11-10" });
    expect(remedy("reserve_damage", "2026-11-11")?.open).to.equal(false);
    expect(remedy("reserve_delay", "2026-11-23")).to.deep.include({ open: true, lastDay: "2026-11-23" });
    expect(remedy("reserve_delay", "2026-11-24")?.open).to.equal(false);
  });
});
