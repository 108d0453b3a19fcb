import { expect } from "chai";
import {
  chinaPack,
  decide,
  type FactsInput,
  type Finding,
  parseFacts,
} from "../../../../server/domain/responsibility/index.ts";

const SHOCK = { party: "logistics", kind: "shock", severity: 2, causal: 2, grade: 2 } as const;
const PACKING = { party: "merchant", kind: "packaging_defect", severity: 2, causal: 2, grade: 2 } as const;

type Mark =
  | "good"
  | "bad"
  | "unknown"
  | { state: "good" | "bad"; scope?: string; grade?: number; id?: string };

/** Writes boundaries short: a plain state is proved by an instrument, about the contents. */
function way(holders: string[], ...marks: Mark[]): FactsInput["custody"] {
  const boundaries = marks.map((mark, i) => {
    if (mark === "unknown") return { id: `b${i}`, state: "unknown", grade: 0 };
    return typeof mark === "string"
      ? { id: `b${i}`, state: mark, grade: 3 }
      : { id: `b${i}`, grade: 3, ...mark };
  });
  return { holders, boundaries } as FactsInput["custody"];
}

function given(facts: Partial<FactsInput>): Finding {
  const base = { claim: "damaged", loss: 100_000, price: 100_000, seller: "third_party" };
  return decide(parseFacts({ ...base, courierChosenBy: "merchant", ...facts }), chinaPack);
}

function bps(platform: number, merchant: number, logistics: number, consumer: number) {
  return { platform, merchant, logistics, consumer };
}

const DOOR = ["merchant", "logistics:A"];
const HOME = ["merchant", "logistics:A", "consumer"];
const TWO = ["merchant", "logistics:A", "logistics:B"];

describe("decide: custody", () => {
  it("takes a good exterior for nothing when the contents are in question, and names the missing record", () => {
    const custody = way(DOOR, "good", { state: "good", scope: "exterior" }, "bad");
    const finding = given({ custody });
    expect(finding.bps).to.deep.equal(bps(0, 10_000, 0, 0));
    expect(finding.missing.map((item) => item.path)).to.deep.equal(["/custody/boundaries/1"]);
    expect(finding.notFound.map((item) => item.why)).to.include("scope");
  });

  it("takes a good exterior as proof that a lost parcel was there", () => {
    const custody = way(DOOR, "good", { state: "good", scope: "exterior" }, "bad");
    expect(given({ claim: "lost", custody }).bps.logistics).to.equal(10_000);
  });

  it("takes the weight at hand-over as proof of the contents when something is missing", () => {
    const custody = way(DOOR, "good", { state: "good", scope: "weight" }, "bad");
    expect(given({ claim: "short", custody }).bps.logistics).to.equal(10_000);
    expect(given({ claim: "damaged", custody }).bps.logistics).to.equal(0);
  });

  it("takes a broken seal for something missing, and not for damage", () => {
    const custody = way(DOOR, "good", "good", { state: "bad", scope: "seal" });
    expect(given({ claim: "short", custody }).legs).to.deep.equal({ "logistics:A": 10_000 });
    expect(given({ claim: "damaged", custody }).mode).to.equal("not_established");
  });

  it("carries a proved content forward under an unbroken seal", () => {
    const sealed = way(DOOR, "good", { state: "good", scope: "seal" }, "bad");
    expect(given({ claim: "short", custody: sealed }).bps.logistics).to.equal(10_000);
    const neverSeen = way(DOOR, "unknown", { state: "good", scope: "seal" }, "bad");
    expect(given({ claim: "short", custody: neverSeen }).bps.logistics).to.equal(0);
  });

  it("lets an equal weight at pick-up answer a missing weight and not another serial", () => {
    const back = (scope: string) =>
      way(["consumer", "logistics:R"], "good", { state: "good", scope: "weight" }, { state: "bad", scope });
    const weight = given({ claim: "return_mismatch", custody: back("weight") });
    expect(weight.legs).to.deep.equal({ "logistics:R": 10_000 });
    expect(weight.external).to.deep.equal(["merchant"]);
    expect(given({ claim: "return_mismatch", custody: back("serial") }).bps.logistics).to.equal(0);
  });

  it("places a crushed box noted at the second carrier's take-over with the first", () => {
    const custody = way(TWO, "good", "good", { state: "bad", scope: "exterior" }, "bad");
    expect(given({ custody }).legs).to.deep.equal({ "logistics:A": 10_000 });
  });

  it("does not find a boundary below the standard of proof", () => {
    const custody = way(DOOR, "good", { state: "good", grade: 1 }, "bad");
    const finding = given({ custody });
    expect(finding.bps.merchant).to.equal(10_000);
    expect(finding.notFound[0]?.why).to.equal("below_standard");
  });

  it("leaves the loss with the consumer when damage itself is not proved, and says what would prove it", () => {
    const finding = given({
      custody: way(DOOR, "good", "good", { state: "bad", grade: 1 }),
      factors: [SHOCK],
    });
    expect(finding.mode).to.equal("not_established");
    expect(finding.denied).to.equal(true);
    expect(finding.external).to.deep.equal([]);
    expect(finding.missing.map((item) => item.path)).to.deep.equal(["/custody/boundaries/2"]);
    expect(finding.remediesLeft.map((item) => item.code)).to.include("human_review");
  });

  it("lets whoever must deliver prove delivery: a loss needs no proof by the consumer", () => {
    const custody = way(HOME, "good", "good", { state: "good", grade: 1 }, "unknown");
    expect(given({ claim: "lost", custody }).legs).to.deep.equal({ "logistics:A": 10_000 });
  });

  it("asks no record of a consumer who is not proved to have received a lost parcel", () => {
    const custody = way(HOME, "unknown", "unknown", "unknown", "bad");
    const evidenceGaps = [{ party: "consumer", kind: "no_record", grade: 3 }];
    expect(given({ claim: "lost", custody, evidenceGaps }).bps.consumer).to.equal(0);
    expect(given({ claim: "damaged", custody, evidenceGaps }).bps.consumer).to.equal(2_000);
  });

  it("does not hold a carrier to goods that nobody proves it took over good", () => {
    const custody = way(["logistics:A", "consumer"], "unknown", "unknown", "bad");
    expect(given({ custody, discovery: { noticeDays: 1 } }).bps.merchant).to.equal(10_000);
  });

  it("denies a loss that is claimed after proved delivery", () => {
    const finding = given({ claim: "lost", custody: way(DOOR, "good", "good", "good") });
    expect(finding.mode).to.equal("not_established");
  });

  it("refuses goods proved good after they were proved bad", () => {
    expect(() => given({ custody: way(DOOR, "good", "bad", "good") })).to.throw("/custody/boundaries/2");
  });

  it("puts a loss between several carriers on the contracting carrier", () => {
    const custody = way(TWO, "good", "good", "unknown", "bad");
    const finding = given({ custody, contractingCarrier: "logistics:A" });
    expect(finding.legs).to.deep.equal({ "logistics:A": 10_000 });
  });

  it("puts it on the contracting carrier even where that one never held the goods", () => {
    const custody = way(TWO, "good", "good", "unknown", "bad");
    expect(given({ custody, contractingCarrier: "N" }).legs).to.deep.equal({ "logistics:N": 10_000 });
  });

  it("halves it between the carriers only where no contracting carrier is known", () => {
    const custody = way(TWO, "good", "good", "unknown", "bad");
    expect(given({ custody }).legs).to.deep.equal({ "logistics:A": 5_000, "logistics:B": 5_000 });
  });

  it("divides it among three carriers to the last basis point", () => {
    const custody = way([...TWO, "logistics:C"], "good", "good", "unknown", "unknown", "bad");
    const { legs } = given({ custody });
    expect(legs).to.deep.equal({ "logistics:A": 3_334, "logistics:B": 3_333, "logistics:C": 3_333 });
  });

  it("keeps a loss that one leg is proved to hold from the contracting carrier", () => {
    const custody = way(TWO, "good", "good", "good", "bad");
    expect(given({ custody, contractingCarrier: "A" }).legs).to.deep.equal({ "logistics:B": 10_000 });
  });

  it("counts a warehouse under whoever engaged it", () => {
    const custody = way(["warehouse:W", "logistics:A"], "good", "bad", "bad");
    const parties = [{ id: "warehouse:W", kind: "warehouse" as const, contractWith: "platform" }];
    expect(given({ custody }).bps.merchant).to.equal(10_000);
    const finding = given({ custody, parties });
    expect(finding.bps.platform).to.equal(10_000);
    expect(finding.shares).to.deep.equal({ "warehouse:W": 10_000 });
  });
});

describe("decide: discovery and notice", () => {
  const unknown = way(HOME, "good", "unknown", "unknown", "bad");

  it("leaves the loss with the consumer when notice came too late", () => {
    const finding = given({ custody: unknown, discovery: { noticeDays: 30, concealed: true, late: true } });
    expect(finding.bps).to.deep.equal(bps(0, 0, 0, 10_000));
    expect(finding.mode).to.equal("burden");
    expect(finding.denied).to.equal(true);
  });

  it("counts notice days where nobody stated that it was late", () => {
    expect(given({ custody: unknown, discovery: { noticeDays: 7, concealed: true } }).denied).to.equal(false);
    expect(given({ custody: unknown, discovery: { noticeDays: 8, concealed: true } }).denied).to.equal(true);
  });

  it("does not hold late notice against damage proved at delivery", () => {
    const custody = way(HOME, "good", "good", "bad", "bad");
    expect(given({ custody, discovery: { late: true } }).bps.logistics).to.equal(10_000);
  });

  it("leaves the loss with a consumer who was proved to receive good contents", () => {
    const custody = way(HOME, "good", "good", "good", "bad");
    const finding = given({ custody, discovery: { noticeDays: 1, concealed: true } });
    expect(finding.bps.consumer).to.equal(10_000);
  });

  it("takes the consumer out of the window although the exterior was good at delivery", () => {
    const custody = way(HOME, "good", "good", { state: "good", scope: "exterior" }, "bad");
    const finding = given({ custody, discovery: { noticeDays: 1, concealed: true } });
    expect(finding.bps.logistics).to.equal(10_000);
  });

  it("puts visible damage reported in time on the carrier that took the goods over good", () => {
    const custody = way(HOME, "good", "good", "unknown", "bad");
    expect(given({ custody, discovery: { noticeDays: 2 } }).bps.logistics).to.equal(10_000);
  });

  it("counts a fault of the consumer that is proved against a concealed defect", () => {
    const custody = way(HOME, "good", "good", "unknown", "bad");
    const dropped = { party: "consumer", kind: "dropped", severity: 2, causal: 2, grade: 3 } as const;
    const finding = given({ custody, discovery: { noticeDays: 1, concealed: true }, factors: [dropped] });
    expect(finding.bps.consumer).to.equal(10_000);
  });
});

describe("decide: factors", () => {
  it("divides by severity times causality", () => {
    const custody = way(DOOR, "good", "good", "bad");
    const finding = given({
      custody,
      factors: [
        { ...PACKING, latent: true },
        { ...SHOCK, severity: 4 },
      ],
    });
    expect(finding.bps).to.deep.equal(bps(0, 3_333, 6_667, 0));
  });

  it("adds the weights of one party", () => {
    const custody = way(DOOR, "good", "good", "bad");
    const drop = { ...SHOCK, kind: "drop" };
    expect(given({ custody, factors: [PACKING, SHOCK, drop] }).bps.merchant).to.equal(3_333);
  });

  it("drops and lists a factor outside the window, but for a latent one", () => {
    const custody = way(TWO, "good", "good", "good", "bad");
    const early = { ...SHOCK, id: "logistics:A" };
    const finding = given({ custody, factors: [early] });
    expect(finding.legs).to.deep.equal({ "logistics:B": 10_000 });
    expect(finding.notFound).to.deep.include({
      path: "/factors/0",
      what: "logistics.shock",
      why: "outside_window",
      evidence: [],
    });
    expect(given({ custody, factors: [{ ...early, latent: true }] }).legs).to.deep.equal({
      "logistics:A": 10_000,
    });
  });

  it("takes packaging, a wrong address and a missing warning as latent unless the facts say otherwise", () => {
    const custody = way(DOOR, "good", "good", "bad");
    expect(given({ custody, factors: [PACKING] }).bps.merchant).to.equal(10_000);
    expect(given({ custody, factors: [{ ...PACKING, latent: false }] }).bps.merchant).to.equal(0);
  });

  it("weighs a delay of no time as nothing", () => {
    const delay = { party: "logistics", kind: "delay", measured: { value: 0, unit: "hours" }, grade: 3 };
    const found = given({ claim: "late", factors: [delay], contractingCarrier: "A" });
    expect([found.mode, found.bps.merchant]).to.deep.equal(["burden", 10_000]);
  });

  it("keeps a share of one basis point", () => {
    const tiny = { party: "merchant", kind: "k", measured: { value: 0.002, unit: "kelvin-hours" }, grade: 3 };
    const heavy = {
      party: "platform",
      kind: "k",
      measured: { value: 19.998, unit: "kelvin-hours" },
      grade: 3,
    };
    expect(given({ claim: "quality_defect", factors: [tiny, heavy] }).shares).to.deep.equal({
      platform: 9_999,
      merchant: 1,
    });
  });

  it("shares equally by person when the extents cannot be told apart", () => {
    const factors = [
      PACKING,
      { ...SHOCK, id: "logistics:A", severity: 4 as const },
      { ...SHOCK, id: "logistics:B" },
    ];
    const custody = way(TWO, "good", "good", "unknown", "bad");
    const finding = given({ custody, extentUndeterminable: true, factors });
    expect(finding.shares).to.deep.equal({ merchant: 3_334, "logistics:A": 3_333, "logistics:B": 3_333 });
  });

  it("divides delay directly by its hours", () => {
    const factors = [
      { party: "merchant", kind: "late_dispatch", grade: 3, measured: { value: 48, unit: "hours" } },
      { party: "logistics", kind: "delay", grade: 3, measured: { value: 1, unit: "days" } },
    ];
    expect(given({ claim: "late", factors }).bps).to.deep.equal(bps(0, 6_667, 3_333, 0));
  });

  it("weighs twelve hours as one unit beside a fault without measure", () => {
    const factors = [
      { party: "merchant", kind: "late_dispatch", grade: 3, measured: { value: 48, unit: "hours" } },
      { party: "logistics", kind: "wrong_sorting", severity: 4, causal: 1, grade: 3 },
    ] as const;
    expect(given({ claim: "late", factors: [...factors] }).bps).to.deep.equal(bps(0, 5_000, 5_000, 0));
  });

  it("divides another unit by its values", () => {
    const factors = [
      { party: "merchant", kind: "warm", grade: 3, measured: { value: 1, unit: "kelvin-hours" } },
      { party: "logistics", kind: "warm", grade: 3, measured: { value: 3, unit: "kelvin-hours" } },
    ];
    expect(given({ claim: "food_unsafe", food: true, factors }).bps).to.deep.equal(bps(0, 2_500, 7_500, 0));
  });

  it("counts a fault of somebody who never held the goods", () => {
    const custody = way(DOOR, "good", "good", "bad");
    const factors = [SHOCK, { ...SHOCK, party: "platform", kind: "wrong_routing" }];
    expect(given({ custody, factors }).bps).to.deep.equal(bps(5_000, 0, 5_000, 0));
  });
});

describe("decide: exonerations", () => {
  const custody = way(DOOR, "good", "good", "bad");
  const storm = { party: "logistics", kind: "force_majeure", grade: 3 } as const;

  it("calls the seller's share risk when force majeure frees the carrier", () => {
    const finding = given({ claim: "lost", custody, exonerations: [storm] });
    expect([finding.bps.merchant, finding.mode]).to.deep.equal([10_000, "risk"]);
  });

  it("leaves the risk with the buyer who chose the courier", () => {
    const finding = given({ claim: "lost", custody, exonerations: [storm], courierChosenBy: "consumer" });
    expect(finding.bps.consumer).to.equal(10_000);
    expect([finding.mode, finding.denied]).to.deep.equal(["risk", true]);
  });

  it("does not free a carrier that gave no notice in time", () => {
    const finding = given({ claim: "lost", custody, exonerations: [{ ...storm, timelyNotice: false }] });
    expect(finding.bps.logistics).to.equal(10_000);
    expect(finding.notFound[0]?.why).to.equal("not_timely");
  });

  it("does not free a carrier by what is merely alleged", () => {
    const finding = given({ claim: "lost", custody, exonerations: [{ ...storm, grade: 1 }] });
    expect(finding.bps.logistics).to.equal(10_000);
  });

  it("puts the nature of the goods on the seller as risk", () => {
    const finding = given({ custody, exonerations: [{ ...storm, kind: "nature_of_goods" }] });
    expect([finding.bps.merchant, finding.mode]).to.deep.equal([10_000, "risk"]);
  });

  it("leaves the risk with the seller where goods are not proved good when the buyer's courier took them", () => {
    const exonerations = [{ party: "logistics", kind: "force_majeure", grade: 3 }];
    const risk = (custody: FactsInput["custody"]) =>
      given({ custody, exonerations, courierChosenBy: "consumer" }).bps.merchant;
    expect(risk(way(["logistics:A"], "unknown", "bad"))).to.equal(10_000);
    expect(risk(way(DOOR, "good", "unknown", "bad"))).to.equal(10_000);
  });

  it("weighs the fault of whoever receives: the buyer's, and on the way back the seller's", () => {
    const exonerations = [{ party: "logistics", kind: "consignees_fault", grade: 3 }];
    expect(given({ custody: way(DOOR, "good", "good", "bad"), exonerations }).bps.consumer).to.equal(10_000);
    const custody = way(["consumer", "logistics:R"], "good", "good", "bad");
    expect(given({ claim: "return_mismatch", custody, exonerations }).bps.merchant).to.equal(10_000);
  });

  it("weighs the shipper's proved fault as the seller's own", () => {
    const exonerations = [{ ...storm, kind: "shippers_fault" }];
    expect(given({ custody, exonerations }).bps.merchant).to.equal(10_000);
    expect(given({ custody, exonerations }).mode).to.equal("fault");
    expect(given({ custody, exonerations, factors: [SHOCK] }).bps).to.deep.equal(bps(0, 5_000, 5_000, 0));
  });

  it("keeps a carrier's own proved fault in spite of force majeure", () => {
    expect(given({ custody, exonerations: [storm], factors: [SHOCK] }).bps.logistics).to.equal(10_000);
  });

  it("frees only the leg that it names", () => {
    const two = way(TWO, "good", "good", "good", "bad");
    const finding = given({ custody: two, exonerations: [{ ...storm, id: "logistics:A" }] });
    expect(finding.legs).to.deep.equal({ "logistics:B": 10_000 });
  });
});

describe("decide: gaps and withheld records", () => {
  const custody = way(HOME, "unknown", "unknown", "unknown", "bad");
  const discovery = { noticeDays: 1, concealed: true };
  const gap = (party: string, grade = 2) => ({ party, kind: "no_record", grade });

  it("moves at most the pack's bound, however many records are missing", () => {
    const evidenceGaps = [gap("logistics"), gap("logistics"), gap("logistics")];
    expect(given({ custody, discovery, evidenceGaps }).bps).to.deep.equal(bps(0, 6_000, 4_000, 0));
  });

  it("divides the bound by the number of gaps", () => {
    const evidenceGaps = [gap("logistics"), gap("logistics"), gap("platform")];
    expect(given({ custody, discovery, evidenceGaps }).bps).to.deep.equal(bps(1_333, 6_000, 2_667, 0));
  });

  it("moves nothing for a gap that is only alleged, or that could not have placed the loss", () => {
    expect(given({ custody, discovery, evidenceGaps: [gap("logistics", 1)] }).bps.merchant).to.equal(10_000);
    const placed = way(HOME, "good", "bad", "unknown", "bad");
    const finding = given({ custody: placed, discovery, evidenceGaps: [gap("logistics")] });
    expect(finding.bps.merchant).to.equal(10_000);
    expect(finding.notFound.map((item) => item.why)).to.include("not_relevant");
  });

  it("moves nothing where a factor explains the loss", () => {
    const finding = given({ custody, discovery, evidenceGaps: [gap("logistics")], factors: [PACKING] });
    expect(finding.bps.merchant).to.equal(10_000);
  });

  it("takes a withheld hand-over record as good against the carrier that took the goods over", () => {
    const finding = given({ custody, discovery, withheld: [{ party: "logistics", id: "b1" }] });
    expect(finding.bps.logistics).to.equal(10_000);
  });

  it("takes a withheld hand-over record as bad against the merchant that gave the goods on", () => {
    const finding = given({ custody, discovery, withheld: [{ party: "merchant", id: "b1" }] });
    expect(finding.window?.holders).to.deep.equal(["merchant"]);
  });

  it("takes a withheld record that names no boundary as loss in its holder's hands", () => {
    const finding = given({ custody, discovery, withheld: [{ party: "logistics", id: "sorting-video" }] });
    expect(finding.bps.logistics).to.equal(10_000);
  });

  it("moves nothing once the record is produced", () => {
    const withheld = [{ party: "logistics", id: "b1", produced: true }];
    expect(given({ custody, discovery, withheld }).bps.logistics).to.equal(0);
  });

  it("never overrides what is proved", () => {
    const proved = way(HOME, "good", "good", "unknown", "bad");
    const finding = given({ custody: proved, discovery, withheld: [{ party: "merchant", id: "b1" }] });
    expect(finding.bps.logistics).to.equal(10_000);
  });

  it("takes the defect as true against a seller that withholds its record, and as untrue against a consumer", () => {
    const claim = { claim: "quality_defect" } as const;
    expect(given({ ...claim, withheld: [{ party: "merchant", id: "test-report" }] }).bps.merchant).to.equal(
      10_000,
    );
    const fresh = { ...claim, durable: true, daysSinceReceipt: 10 };
    const finding = given({ ...fresh, withheld: [{ party: "consumer", id: "the-item" }] });
    expect(finding.mode).to.equal("not_established");
  });

  it("takes a fault as true whose record is withheld by its author", () => {
    const factor = { ...SHOCK, grade: 0, evidence: ["sensor-log"] };
    const withheld = [{ party: "logistics", id: "sensor-log" }];
    const home = way(HOME, "unknown", "unknown", "bad", "bad");
    expect(given({ custody: home, factors: [factor], withheld }).bps.logistics).to.equal(10_000);
  });
});

describe("decide: quality, description, food", () => {
  const misuse = { party: "consumer", kind: "misuse", severity: 2, causal: 2, grade: 2 } as const;

  it("does not establish a defect that nobody proves", () => {
    const finding = given({ claim: "quality_defect" });
    expect([finding.mode, finding.denied]).to.deep.equal(["not_established", true]);
    expect(finding.missing.map((item) => item.path)).to.include("/defect");
  });

  it("presumes the defect of durable goods up to the last day of six months", () => {
    const durable = { claim: "quality_defect", durable: true } as const;
    expect(given({ ...durable, daysSinceReceipt: 183 }).mode).to.equal("burden");
    expect(given({ ...durable, daysSinceReceipt: 183 }).bps.merchant).to.equal(10_000);
    expect(given({ ...durable, daysSinceReceipt: 184 }).denied).to.equal(true);
  });

  it("does not read an unknown day of receipt as either", () => {
    const finding = given({ claim: "quality_defect", durable: true });
    expect(finding.notFound.map((item) => item.why)).to.include("unknown");
  });

  it("weighs proved misuse against the presumed defect", () => {
    const finding = given({
      claim: "quality_defect",
      durable: true,
      daysSinceReceipt: 30,
      factors: [misuse],
    });
    expect(finding.bps).to.deep.equal(bps(0, 5_000, 0, 5_000));
  });

  it("leaves the loss with the consumer whose misuse is proved of goods without defect", () => {
    const finding = given({ claim: "quality_defect", defect: { state: "no", grade: 2 }, factors: [misuse] });
    expect([finding.bps.consumer, finding.mode, finding.denied]).to.deep.equal([10_000, "fault", true]);
  });

  it("weighs a defect as four and the seller's own graver faults as their sum", () => {
    const seller = { party: "merchant", kind: "knew", severity: 4, causal: 2, grade: 3 } as const;
    const defect = { state: "yes", grade: 3 } as const;
    expect(given({ claim: "quality_defect", defect, factors: [misuse] }).bps.merchant).to.equal(5_000);
    expect(given({ claim: "quality_defect", defect, factors: [misuse, seller] }).bps.merchant).to.equal(
      6_667,
    );
  });

  it("places food that spoiled between proved hand-overs with the carrier; the seller answers the consumer", () => {
    const finding = given({ claim: "food_unsafe", food: true, custody: way(DOOR, "good", "good", "bad") });
    expect(finding.bps.logistics).to.equal(10_000);
    expect(finding.external).to.deep.equal(["merchant"]);
    expect(finding.externalMode).to.equal("first_claimed");
  });

  it("does not take a failure in the consumer's hands for a defect", () => {
    const custody = way(HOME, "unknown", "unknown", "unknown", "bad");
    expect(given({ claim: "quality_defect", custody }).mode).to.equal("not_established");
  });
});

describe("decide: who answers outwardly", () => {
  const proved = { claim: "counterfeit", defect: { state: "yes", grade: 3 } } as const;

  it("adds a platform that cannot name the seller, the inner share staying with the seller", () => {
    const finding = given({ ...proved, platform: { identityDisclosed: false } });
    expect(finding.external).to.deep.equal(["merchant", "platform"]);
    expect(finding.bps.merchant).to.equal(10_000);
  });

  it("adds nobody when it is unknown whether the platform named the seller", () => {
    expect(given({ ...proved, platform: {} }).external).to.deep.equal(["merchant"]);
  });

  it("adds a platform that promised more", () => {
    expect(given({ ...proved, platform: { promise: true } }).external).to.include("platform");
  });

  it("makes a platform that knew joint, and says that its inner share needs a fault of known extent", () => {
    const finding = given({ ...proved, platform: { knewNoAction: true } });
    expect([finding.externalMode, finding.bps.platform]).to.deep.equal(["joint", 0]);
    expect(finding.notFound.map((item) => item.why)).to.include("no_extent");
  });

  it("lets the buyer claim from the courier that the buyer chose", () => {
    const custody = way(DOOR, "good", "good", "bad");
    const finding = given({ custody, courierChosenBy: "consumer" });
    expect([finding.bps.logistics, ...finding.external]).to.deep.equal([10_000, "logistics"]);
  });

  it("keeps the seller bound to prove the hand-over to the buyer's courier", () => {
    const custody = way(DOOR, "good", "unknown", "bad");
    expect(given({ custody, courierChosenBy: "consumer" }).external).to.deep.equal(["merchant"]);
  });

  it("puts the platform in the seller's place in its own store, and nobody else", () => {
    const custody = way(DOOR, "good", "bad", "bad");
    const finding = given({ custody, seller: "self_operated", factors: [PACKING] });
    expect(finding.bps.platform).to.equal(10_000);
    expect(finding.external).to.deep.equal(["platform"]);
  });
});

describe("decide: money", () => {
  const custody = way(DOOR, "good", "good", "bad");
  const cap = { rule: "contract", amount: 30_000, prompted: true } as const;

  it("ignores a cap under gross negligence, or that nobody pointed out, or whose prompt is unknown", () => {
    for (const change of [{ gross: true }, { prompted: false }, { prompted: undefined }]) {
      expect(given({ custody, cap: { ...cap, ...change } }).pay.logistics).to.equal(100_000);
    }
  });

  it("leaves the rest with the buyer who chose the courier", () => {
    const finding = given({ custody, cap, courierChosenBy: "consumer" });
    expect(finding.pay).to.deep.equal(bps(0, 0, 30_000, 70_000));
  });

  it("leaves the rest with the platform in its own store", () => {
    expect(given({ custody, cap, seller: "self_operated" }).pay).to.deep.equal(bps(70_000, 0, 30_000, 0));
  });

  it("pays an insured parcel in the ratio of declared to full value", () => {
    const insured = { rule: "insured_ratio", declared: 50_000, value: 200_000 } as const;
    expect(given({ custody, cap: insured }).pay).to.deep.equal(bps(0, 75_000, 25_000, 0));
    const full = { ...insured, declared: 200_000 };
    expect(given({ custody, cap: full }).pay.logistics).to.equal(100_000);
    expect(given({ custody, cap: { ...insured, gross: true } }).pay.logistics).to.equal(100_000);
  });

  it("caps only the carrier's part, divided among its legs", () => {
    const finding = given({
      custody: way(TWO, "good", "good", "unknown", "bad"),
      cap: { ...cap, amount: 25_001 },
    });
    expect(finding.payShares).to.deep.equal({
      merchant: 74_999,
      "logistics:A": 12_501,
      "logistics:B": 12_500,
    });
  });

  it("asks three times the price and at least 500 yuan for fraud", () => {
    const proved = { claim: "counterfeit", defect: { state: "yes", grade: 3 }, penal: "fraud3x" } as const;
    expect(given({ ...proved, price: 100_000 }).penal).to.equal(300_000);
    expect(given({ ...proved, price: 1_000 }).penal).to.equal(50_000);
  });

  it("asks ten times the price, three times the loss or 1 000 yuan for unsafe food, whichever is most", () => {
    const food = {
      claim: "food_unsafe",
      food: true,
      penal: "food10x",
      defect: { state: "yes", grade: 3 },
    } as const;
    expect(given({ ...food, price: 20_000, loss: 20_000 }).penal).to.equal(200_000);
    expect(given({ ...food, price: 2_000, loss: 80_000 }).penal).to.equal(240_000);
    expect(given({ ...food, price: 500, loss: 500 }).penal).to.equal(100_000);
  });

  it("asks no penalty for a claim that is denied", () => {
    const finding = given({ claim: "counterfeit", penal: "fraud3x" });
    expect([finding.penal, finding.penalBy]).to.deep.equal([0, null]);
  });

  it("asks the penalty of the platform for its own store, of the merchant where it only looks so", () => {
    const proved = { claim: "counterfeit", defect: { state: "yes", grade: 3 }, penal: "fraud3x" } as const;
    expect(given({ ...proved, seller: "self_operated" }).penalBy).to.equal("platform");
    expect(given({ ...proved, seller: "appears_self_operated" }).penalBy).to.equal("merchant");
  });
});

describe("decide: returns", () => {
  it("refunds within seven days without a reason, as no fault of the seller", () => {
    const finding = given({ claim: "no_reason", daysSinceReceipt: 7 });
    expect([finding.bps.merchant, finding.mode]).to.deep.equal([10_000, "risk"]);
  });

  it("refuses it afterwards, unless a better promise binds the platform", () => {
    const late = { claim: "no_reason", daysSinceReceipt: 8 } as const;
    expect(given(late).mode).to.equal("not_established");
    const promised = given({ ...late, platform: { promise: "30 days" } });
    expect([promised.bps.platform, ...promised.external]).to.deep.equal([10_000, "platform"]);
  });

  it("refuses it for goods proved not to be intact", () => {
    const used = { party: "consumer", kind: "not_intact", severity: 4, causal: 2, grade: 2 } as const;
    expect(given({ claim: "no_reason", daysSinceReceipt: 3, factors: [used] }).denied).to.equal(true);
  });

  it("keeps the refund when nobody proves where the goods were swapped, or that they were", () => {
    const back = ["consumer", "logistics:R"];
    const unplaced = given({ claim: "return_mismatch", custody: way(back, "good", "unknown", "bad") });
    expect([unplaced.bps.merchant, ...unplaced.external]).to.deep.equal([10_000, "merchant"]);
    const alleged = given({
      claim: "return_mismatch",
      custody: way(back, "good", "good", { state: "bad", grade: 1 }),
    });
    expect([alleged.bps.merchant, alleged.mode]).to.deep.equal([10_000, "not_established"]);
  });

  it("leaves a loss in the merchant's own warehouse with the merchant", () => {
    const back = way(["consumer", "logistics:R", "merchant"], "good", "good", "good", "bad");
    expect(given({ claim: "return_mismatch", custody: back }).bps.merchant).to.equal(10_000);
  });
});

describe("decide: the first and the last record", () => {
  it("puts goods that were bad before anybody held them to the seller", () => {
    expect(given({ custody: way(DOOR, "bad", "unknown", "bad") })).to.deep.include({
      mode: "burden",
      bps: bps(0, 10_000, 0, 0),
    });
    const back = way(["consumer", "logistics:R"], { state: "bad", scope: "serial" }, "unknown", "unknown");
    expect(given({ claim: "return_mismatch", custody: back }).bps.merchant).to.equal(10_000);
  });

  it("takes a seller's withheld record of what it set out with for bad goods", () => {
    const custody = way(DOOR, "unknown", "unknown", "bad");
    const finding = given({ custody, withheld: [{ party: "merchant", id: "b0" }] });
    expect(finding.reasons.map((one) => one.code)).to.include.members([
      "withheld_taken_bad",
      "bad_before_custody",
    ]);
  });

  it("takes a consumer's withheld record of what arrived for good goods", () => {
    const custody = way(DOOR, "good", "good", { state: "bad", grade: 1, id: "unboxing" });
    const finding = given({ custody, withheld: [{ party: "consumer", id: "unboxing" }] });
    expect(finding).to.deep.include({ mode: "not_established", denied: true });
  });

  it("takes a seller's withheld record of what came back for good goods", () => {
    const custody = way(["consumer", "logistics:R"], "good", "good", "unknown");
    const finding = given({ claim: "return_mismatch", custody, withheld: [{ party: "merchant", id: "b2" }] });
    expect(finding.reasons.map((one) => one.code)).to.include("withheld_taken_good");
    expect(finding.bps.merchant).to.equal(10_000);
  });

  it("lets whole contents refute a broken box", () => {
    const box = { state: "bad", scope: "exterior" } as const;
    const finding = given({ custody: way(TWO, "good", box, "good", "bad") });
    expect(finding.legs).to.deep.equal({ "logistics:B": 10_000 });
    const stillBad = given({ custody: way(TWO, "good", "good", box, "bad") });
    expect(stillBad.legs).to.deep.equal({ "logistics:A": 10_000 });
  });

  it("reads a leg by its bare id", () => {
    const custody = way(TWO, "good", "good", "unknown", "bad");
    const finding = given({ custody, factors: [{ ...SHOCK, id: "B" }] });
    expect(finding.legs).to.deep.equal({ "logistics:B": 10_000 });
  });
});

describe("decide: what the rules add to the finding", () => {
  const custody = way(DOOR, "good", "good", "bad");
  const codes = (finding: Finding) => finding.reasons.map((one) => one.code);
  const articles = (finding: Finding) => JSON.stringify(finding.reasons);

  it("names whom a platform that paid may turn to", () => {
    const finding = given({ custody, platform: { identityDisclosed: false } });
    expect(finding.reasons.find((one) => one.code === "platform_recourse")?.values).to.deep.equal({
      party: "logistics",
    });
    expect(codes(given({ custody }))).to.not.include("platform_recourse");
  });

  it("names the franchise network of a courier that the buyer chose", () => {
    const parties = [{ id: "logistics:A", kind: "carrier_branch" as const }];
    expect(codes(given({ custody, parties, courierChosenBy: "consumer" }))).to.include("franchise_network");
    expect(codes(given({ custody, courierChosenBy: "consumer" }))).to.not.include("franchise_network");
  });

  it("quotes what a courier may not do with a parcel", () => {
    const drop = { ...SHOCK, kind: "unauthorised_station_drop" };
    expect(articles(given({ custody, factors: [drop] }))).to.include("CN-EXPM-28");
    expect(articles(given({ custody, factors: [SHOCK] }))).to.not.include("CN-EXPM-28");
  });

  it("quotes the duty to keep a loss small", () => {
    const use = { party: "consumer", kind: "continued_use", severity: 1, causal: 1, grade: 2 } as const;
    const defect = { state: "yes", grade: 3 } as const;
    const finding = given({ claim: "quality_defect", defect, factors: [use] });
    expect(articles(finding)).to.include("CN-CC-591");
    expect(finding.bps).to.deep.equal(bps(0, 8_000, 0, 2_000));
  });

  it("tells what a person's finding of fraud would end, and ends nothing itself", () => {
    const asked = { claim: "counterfeit", defect: { state: "yes", grade: 3 }, penal: "fraud3x" } as const;
    const finding = given({ ...asked, consumerFraud: { grade: 3 } });
    const alleged = finding.reasons.find((one) => one.code === "fraud_for_people");
    expect(alleged?.because.map((one) => one.code)).to.deep.equal(["fraud_would_end_penalty"]);
    expect(finding.penal).to.equal(300_000);
  });

  it("refuses the insured ratio that was not pointed out, under its own rule", () => {
    const cap = { rule: "insured_ratio", declared: 1_000, value: 100_000, prompted: false } as const;
    const finding = given({ custody, cap });
    expect(finding.pay.logistics).to.equal(100_000);
    expect(articles(finding)).to.include("CN-EXP-21");
  });

  it("offers the ways that stay open after a denial, an appraisal only where goods are in question", () => {
    const left = (finding: Finding) => finding.remediesLeft.map((one) => one.code);
    const quality = given({ claim: "quality_defect" });
    expect(left(quality)).to.deep.equal([
      "human_review",
      "platform_help",
      "online",
      "disputes",
      "authority",
      "document_order",
      "appraisal",
      "warranty",
    ]);
    expect(left(given({ claim: "no_reason", daysSinceReceipt: 9 }))).to.not.include("appraisal");
    expect(left(given({ custody }))).to.deep.equal([]);
  });

  it("cites the rule behind each step", () => {
    const insured = given({ custody, cap: { rule: "insured_ratio", declared: 10_000, value: 100_000 } });
    expect(articles(insured)).to.include("CN-EXP-27").and.not.include("CN-CC-833");
    const fraud = { claim: "counterfeit", defect: { state: "yes", grade: 3 }, penal: "fraud3x" } as const;
    expect(articles(given({ ...fraud, consumerFraud: { grade: 1 } }))).to.include("CN-CRPLR-49");
    expect(articles(given(fraud)))
      .to.include("CN-CC-1203-1204")
      .and.not.include("CN-CRPLR-49");
    const home = way(HOME, "good", "unknown", "unknown", "bad");
    const concealed = given({ custody: home, discovery: { noticeDays: 1, concealed: true } });
    expect(articles(concealed)).to.include("CN-SPC22-1-1");
  });
});
