import { expect } from "chai";
import {
  chinaPack,
  counterfactuals,
  decide,
  type FactsInput,
  loadPack,
  parseFacts,
  type Reason,
} from "../../../../server/domain/responsibility/index.ts";

const { data } = chinaPack;
const facts = (change: Partial<FactsInput>) =>
  parseFacts({
    claim: "damaged",
    loss: 100_000,
    price: 100_000,
    seller: "third_party",
    courierChosenBy: "merchant",
    ...change,
  });
const given = (change: Partial<FactsInput>, pack = chinaPack) => decide(facts(change), pack);

const good = { state: "good", grade: 3 } as const;
const bad = { state: "bad", grade: 3 } as const;
const unknown = { state: "unknown" } as const;
const IN_TRANSIT = { holders: ["merchant", "logistics:A"], boundaries: [good, good, bad] };
const UNPLACED = { holders: ["merchant", "logistics:A"], boundaries: [unknown, unknown, bad] };
const CAP = { rule: "insured_ratio", declared: 10_000, value: 100_000 } as const;

function* walk(reasons: readonly Reason[]): Generator<Reason> {
  for (const one of reasons) {
    yield one;
    yield* walk(one.because);
  }
}

/** The one conclusion with this name. */
function concluded(code: string, change: Partial<FactsInput>, pack = chinaPack): Reason {
  const found = [...walk(given(change, pack).reasons)].filter((one) => one.code === code);
  expect(found, code).to.have.length(1);
  return found[0]!;
}
const rulesOf = (code: string, change: Partial<FactsInput>) =>
  concluded(code, change).rules.map(({ id }) => id);

/** The pack in which a rule does nothing. */
function silenced(...ids: string[]) {
  const rules = data.rules.map(({ does, ...rule }) =>
    ids.includes(rule.id)
      ? { ...rule, reason: "silenced for this test" }
      : { ...rule, ...(does ? { does } : {}) },
  );
  return loadPack({ ...data, rules });
}

describe("what a risk without fault rests on", () => {
  const free = (kind: string, rest: object = {}) => ({
    custody: IN_TRANSIT,
    exonerations: [{ party: "logistics", kind, grade: 3, ...rest }],
  });

  it("is the ground that was proved, and no other one", () => {
    const of = (kind: string) => rulesOf("risk_without_fault", free(kind));
    expect(of("force_majeure")).to.include.members(["CN-CC-832", "CN-CC-590"]);
    expect(of("nature_of_goods")).to.include("CN-CC-832").and.not.include("CN-CC-590");
  });

  it("is the buyer's choice of courier where the buyer bears it, else the transport risk", () => {
    const buyers = rulesOf("risk_without_fault", { ...free("force_majeure"), courierChosenBy: "consumer" });
    const sellers = rulesOf("risk_without_fault", free("force_majeure"));
    expect(buyers).to.include("CN-ECL-20");
    expect(buyers).to.not.deep.equal(sellers);
  });

  it("is the evidence of the exoneration, or the document it names", () => {
    expect(
      concluded("risk_without_fault", free("force_majeure", { evidence: ["notice"] })).evidence,
    ).to.deep.equal(["notice"]);
    expect(
      concluded("risk_without_fault", free("force_majeure", { id: "storm-report" })).evidence,
    ).to.deep.equal(["storm-report"]);
    expect(
      concluded("risk_without_fault", free("force_majeure", { id: "logistics:A" })).evidence,
    ).to.deep.equal([]);
  });
});

describe("what takes the consumer out of the window", () => {
  it("is the evidence of when the defect was found, and the days it took", () => {
    const custody = {
      holders: ["merchant", "logistics:A", "consumer"],
      boundaries: [good, good, unknown, bad],
    };
    const found = (discovery: FactsInput["discovery"]) =>
      concluded("concealed_in_time", { custody, discovery });
    const cited = found({ noticeDays: 1, concealed: true, evidence: ["chat"] });
    expect([cited.evidence, cited.values]).to.deep.equal([["chat"], { days: 1 }]);
    const bare = found({ late: false, concealed: true });
    expect([bare.evidence, bare.values]).to.deep.equal([[], {}]);
  });
});

describe("what late notice rests on", () => {
  it("is its rule and the evidence of when notice came", () => {
    const custody = {
      holders: ["merchant", "logistics:A", "consumer"],
      boundaries: [good, good, unknown, bad],
    };
    const found = concluded("notice_too_late", { custody, discovery: { late: true, evidence: ["mail"] } });
    expect(found.rules.map(({ id }) => id)).to.include("CN-CC-831");
    expect(found.evidence).to.deep.equal(["mail"]);
  });
});

describe("what a missing record rests on", () => {
  const gap = (kind: string, rest: object = {}) => ({
    custody: UNPLACED,
    evidenceGaps: [{ party: "logistics", kind, grade: 2, ...rest }],
  });

  it("is the duty to let the addressee inspect, for a prompt or an inspection that is missing", () => {
    const plain = rulesOf("gap_moved", gap("no_record"));
    for (const kind of ["no_prompt", "no_inspection"]) {
      expect(rulesOf("gap_moved", gap(kind)).length, kind).to.be.above(plain.length);
    }
  });

  it("is its evidence, or the record it names", () => {
    expect(concluded("gap_moved", gap("no_record", { evidence: ["e"], id: "x" })).evidence).to.deep.equal([
      "e",
    ]);
    expect(concluded("gap_moved", gap("no_record", { id: "x" })).evidence).to.deep.equal(["x"]);
    expect(concluded("gap_moved", gap("no_record")).evidence).to.deep.equal([]);
  });

  it("goes to the only leg in question, or to the one it names", () => {
    expect(given(gap("no_record")).legs).to.deep.equal({ "logistics:A": 2_000 });
    const two = {
      holders: ["merchant", "logistics:A", "logistics:B"],
      boundaries: [unknown, unknown, unknown, bad],
    };
    const named = given({ ...gap("no_record", { id: "logistics:B" }), custody: two });
    expect(named.legs).to.deep.equal({ "logistics:B": 2_000 });
  });
});

describe("what a fault rests on", () => {
  const fault = (party: string, kind: string) => ({ party, kind, severity: 2, causal: 2, grade: 2 }) as const;

  it("is the duty to warn, for a missing warning", () => {
    const warned = rulesOf("factor_found", {
      claim: "quality_defect",
      factors: [fault("merchant", "missing_warning")],
    });
    expect(warned).to.include("CN-CRPL-18-1");
    expect(
      rulesOf("factor_found", { claim: "quality_defect", factors: [fault("merchant", "misled")] }),
    ).to.not.include("CN-CRPL-18-1");
  });

  it("of goods that come back used is that they are not intact", () => {
    const used = rulesOf("factor_found", { claim: "no_reason", factors: [fault("consumer", "worn")] });
    expect(used).to.not.deep.equal(
      rulesOf("factor_found", { claim: "quality_defect", factors: [fault("consumer", "worn")] }),
    );
  });

  it("is proved by the evidence of the defect, and by none of it for a shipper's fault", () => {
    const defect = { state: "yes" as const, grade: 3, evidence: ["report"] };
    expect(concluded("defect_proved", { claim: "quality_defect", defect }).evidence).to.deep.equal([
      "report",
    ]);
    const shipper = { party: "logistics", kind: "shippers_fault", grade: 3 };
    const found = concluded("shipper_at_fault", { custody: IN_TRANSIT, exonerations: [shipper] });
    expect(found.evidence).to.deep.equal([]);
    expect(found).to.not.have.property("effectBps");
  });

  it("is not taken as true for another party's withheld record, or for one that was produced", () => {
    const custody = UNPLACED;
    const alleged = { ...fault("logistics", "shock"), grade: 0, evidence: ["video"] };
    const mode = (withheld: object) =>
      given({ custody, factors: [alleged], withheld: [{ party: "logistics", id: "video", ...withheld }] })
        .mode;
    expect(mode({})).to.equal("fault");
    expect(mode({ party: "merchant" })).to.equal("burden");
    expect(mode({ id: "other" })).to.equal("burden");
    expect(mode({ produced: true })).to.equal("burden");
  });
});

describe("what a limit of liability rests on", () => {
  it("is the insurance rule for an insured parcel and the contract's for an agreed limit", () => {
    expect(rulesOf("cap_insured", { custody: IN_TRANSIT, cap: CAP })).to.deep.equal(["CN-EXP-27"]);
    const agreed = { rule: "contract", amount: 300, prompted: true } as const;
    expect(rulesOf("cap_contract", { custody: IN_TRANSIT, cap: agreed })).to.include("CN-CC-833");
  });

  it("is said only where it cuts something off", () => {
    const codes = (amount: number) =>
      given({ custody: IN_TRANSIT, cap: { rule: "contract", amount, prompted: true } }).reasons.map(
        ({ code }) => code,
      );
    expect(codes(99_999)).to.include("cap_contract");
    expect(codes(100_000)).to.not.include("cap_contract");
  });

  it("holds for an insured parcel unless it is proved that nobody pointed it out", () => {
    const pays = (prompted?: boolean) =>
      given({ custody: IN_TRANSIT, cap: { ...CAP, ...(prompted === undefined ? {} : { prompted }) } }).pay
        .logistics;
    expect([pays(), pays(true), pays(false)]).to.deep.equal([10_000, 10_000, 100_000]);
  });

  it("holds for nobody where the full value was declared, or the value is nothing", () => {
    const pays = (declared: number, rest: object) =>
      given({ custody: IN_TRANSIT, cap: { rule: "insured_ratio", declared, ...rest } }).pay.logistics;
    expect(pays(100_000, { value: 100_000 })).to.equal(100_000);
    expect(pays(50_000, {})).to.equal(50_000);
  });
});

describe("what a penalty rests on", () => {
  const fraud = { claim: "counterfeit", defect: { state: "yes", grade: 3 }, penal: "fraud3x" } as const;
  const food = { ...fraud, claim: "food_unsafe", food: true, penal: "food10x" } as const;

  it("is the rule of its own kind", () => {
    expect(rulesOf("penalty_fraud", fraud)).to.deep.equal(["CN-CRPL-55-1"]);
    expect(rulesOf("penalty_food", food)).to.include("CN-FSL-148-2");
    expect(rulesOf("penalty_food", food)).to.not.include("CN-CRPL-55-1");
  });

  it("is not asked where no rule of the pack grounds that kind", () => {
    const noFraud = silenced("CN-CRPL-55-1");
    expect([given(fraud, noFraud).penal, given(food, noFraud).penal]).to.deep.equal([0, 1_000_000]);
    const noFood = silenced(...chinaPack.byBehaviour.get("penalty_food")!.map(({ id }) => id));
    expect([given(fraud, noFood).penal, given(food, noFood).penal]).to.deep.equal([300_000, 0]);
  });

  it("would be ended by a person's finding of fraud, each by its own rule", () => {
    const consumerFraud = { grade: 1 };
    const claim = concluded("fraud_would_end_claim", { ...food, consumerFraud });
    expect(claim.rules).to.not.be.empty;
    const penalty = concluded("fraud_would_end_penalty", { ...fraud, consumerFraud });
    expect(penalty.rules.map(({ id }) => id)).to.not.deep.equal(claim.rules.map(({ id }) => id));
  });
});

describe("what a platform answers by", () => {
  it("is the food law's own rule for food, beside the general one", () => {
    const unnamed = { platform: { identityDisclosed: false }, defect: { state: "yes", grade: 3 } } as const;
    const plain = rulesOf("platform_identity", { ...unnamed, claim: "quality_defect" });
    const byClaim = rulesOf("platform_identity", { ...unnamed, claim: "food_unsafe" });
    const byGoods = rulesOf("platform_identity", { ...unnamed, claim: "quality_defect", food: true });
    expect(byClaim.length).to.be.above(plain.length);
    expect(byGoods).to.deep.equal(byClaim);
  });

  it("is its promise alone, where only that gives the return", () => {
    const late = { claim: "no_reason", daysSinceReceipt: 9, platform: { promise: true } } as const;
    expect(given(late).external).to.deep.equal(["platform"]);
    expect(given({ ...late, seller: "self_operated" }).external).to.deep.equal(["platform"]);
  });
});

describe("who answers for the carriers' part", () => {
  it("is the contracting carrier where nobody recorded any custody", () => {
    const shock = { party: "logistics", kind: "shock", severity: 2, causal: 2, grade: 3 } as const;
    const alone = given({ factors: [shock], contractingCarrier: "A" });
    expect(alone.legs).to.deep.equal({ "logistics:A": 10_000 });
    expect(given({ factors: [shock] }).shares).to.deep.equal({ logistics: 10_000 });
  });

  it("is the only leg in question for a fault that names none", () => {
    const shock = { party: "logistics", kind: "shock", severity: 2, causal: 2, grade: 3 } as const;
    expect(given({ custody: UNPLACED, factors: [shock] }).shares).to.deep.equal({ "logistics:A": 10_000 });
  });

  it("is the leg that a gap names by its bare id", () => {
    const custody = {
      holders: ["merchant", "logistics:A", "logistics:B"],
      boundaries: [unknown, unknown, unknown, bad],
    };
    const evidenceGaps = [{ party: "logistics", kind: "no_record", id: "B", grade: 2 }];
    expect(given({ custody, evidenceGaps }).legs).to.deep.equal({ "logistics:B": 2_000 });
  });

  it("is everybody equally where no rule makes a contracting carrier answer", () => {
    const custody = {
      holders: ["merchant", "logistics:A", "logistics:B"],
      boundaries: [good, good, unknown, bad],
    };
    const rules = chinaPack.byBehaviour.get("contracting_carrier")!.map(({ id }) => id);
    const found = given({ custody, contractingCarrier: "A" }, silenced(...rules));
    expect(found.legs).to.deep.equal({ "logistics:A": 5_000, "logistics:B": 5_000 });
  });

  it("is said with the rule of contracting carriers, or of equal parts", () => {
    const custody = {
      holders: ["merchant", "logistics:A", "logistics:B"],
      boundaries: [good, good, unknown, bad],
    };
    const contracted = concluded("contracting_carrier", { custody, contractingCarrier: "A" });
    expect(contracted.rules.map(({ id }) => id)).to.include("CN-CC-834");
    expect(contracted.values).to.deep.equal({ party: "logistics:A" });
    const equal = concluded("legs_equal", { custody });
    expect(equal.rules.map(({ id }) => id)).to.not.include("CN-CC-834");
    expect(equal.rules.map(({ id }) => id)).to.include("CN-CC-1172");
    expect(equal.values).to.deep.equal({ party: "logistics:A, logistics:B" });
  });
});

describe("what would change a finding", () => {
  const of = (change: Partial<FactsInput>) => counterfactuals(facts(change), chinaPack);
  const ARRIVED = {
    holders: ["merchant", "logistics:A", "consumer"],
    boundaries: [good, good, unknown, bad],
  };

  it("is the notice, stated the other way round", () => {
    const late = of({ custody: ARRIVED, discovery: { late: true } }).find(
      (one) => one.if === "EXCLUDE: late notice",
    );
    expect(late?.set).to.deep.equal([{ path: "/discovery/late", value: false }]);
    const early = of({ custody: ARRIVED, discovery: { noticeDays: 1 } }).find(
      (one) => one.if === "ADD: notice too late",
    );
    expect(early?.set).to.deep.equal([{ path: "/discovery/late", value: true }]);
    expect(early?.bps.consumer).to.equal(10_000);
  });

  it("is whether the defect was concealed, stated the other way round", () => {
    const custody = { ...ARRIVED, boundaries: [good, unknown, unknown, bad] };
    const gaps = { evidenceGaps: [{ party: "consumer", kind: "no_video", grade: 2 }] };
    const plain = of({ custody, discovery: { noticeDays: 1 }, ...gaps });
    expect(plain.find((one) => one.if === "ADD: concealed defect")?.set).to.deep.equal([
      { path: "/discovery/concealed", value: true },
    ]);
    const concealed = of({ custody, discovery: { noticeDays: 1, concealed: true }, ...gaps });
    expect(concealed.find((one) => one.if === "EXCLUDE: concealed defect")?.set).to.deep.equal([
      { path: "/discovery/concealed", value: false },
    ]);
  });

  it("comes in the order of its effect, and by name among equals", () => {
    const list = of({ custody: ARRIVED, discovery: { noticeDays: 1, concealed: true } });
    const order = list.map((one) => [one.shift, one.namedShift, one.if] as const);
    const sorted = order.toSorted((a, b) => b[0] - a[0] || b[1] - a[1] || (a[2] < b[2] ? -1 : 1));
    expect(order).to.deep.equal(sorted);
    expect(new Set(list.map((one) => one.if)).size).to.equal(list.length);
  });

  it("leaves out what contradicts the record, and nothing else that fails", () => {
    const labels = of({ custody: { ...ARRIVED, boundaries: [good, bad, unknown, bad] } }).map(
      (one) => one.if,
    );
    expect(labels).to.not.include("ADD: boundary 2 proved good");
    const broken = {
      ...facts({ claim: "no_reason" }),
      discovery: {
        get late(): boolean {
          throw new Error("no");
        },
      },
    };
    expect(() =>
      counterfactuals(broken as unknown as ReturnType<typeof facts>, chinaPack, given({})),
    ).to.throw("no");
  });
});
