import { expect } from "chai";
import fc from "fast-check";
import {
  CLOCKS,
  CURRENT_PACKS,
  clockEnd,
  decide,
  eligibility,
  gradeEvidence,
  loadPack,
  parseFacts,
  ResponsibilityError,
  type RulePack,
  withParameters,
} from "../../../../server/domain/responsibility/index.ts";
import { arbitraryFacts } from "./arbitrary-facts.ts";

const FOOD = { claim: "food_unsafe", food: true, seller: "third_party", loss: 1_000, price: 1_000 };
const PROVED = { defect: { state: "yes", grade: 3 } };
const IN_TRANSIT = {
  ...FOOD,
  claim: "damaged",
  food: undefined,
  custody: {
    holders: ["merchant", "logistics:A"],
    boundaries: [
      { state: "good", grade: 3 },
      { state: "good", grade: 3 },
      { state: "bad", grade: 3 },
    ],
  },
};
const ON_ARRIVAL = {
  ...IN_TRANSIT,
  custody: {
    holders: ["merchant", "logistics:A", "consumer"],
    boundaries: [
      { state: "good", grade: 3 },
      { state: "good", grade: 3 },
      { state: "unknown" },
      { state: "bad", grade: 3 },
    ],
  },
};
const NAMED = [
  { ...FOOD, ...PROVED, penal: "food10x", consumerFraud: { grade: 1 } },
  {
    ...FOOD,
    claim: "counterfeit",
    food: undefined,
    ...PROVED,
    penal: "fraud3x",
    consumerFraud: { grade: 1 },
  },
  {
    ...FOOD,
    claim: "quality_defect",
    factors: [{ party: "consumer", kind: "continued_use", severity: 2, causal: 2, grade: 2 }],
  },
  {
    ...IN_TRANSIT,
    factors: [{ party: "logistics", kind: "locker_without_consent", severity: 2, causal: 2, grade: 2 }],
  },
  { ...IN_TRANSIT, cap: { rule: "insured_ratio", declared: 500, value: 1_000, prompted: false } },
  {
    ...IN_TRANSIT,
    courierChosenBy: "consumer",
    parties: [{ id: "logistics:A", kind: "carrier_branch", contractWith: "logistics:brand" }],
  },
  { ...FOOD, ...PROVED, penal: "food10x" },
  { ...FOOD, ...PROVED, platform: { identityDisclosed: false } },
  { ...FOOD, claim: "counterfeit", food: undefined, ...PROVED, penal: "fraud3x" },
  {
    ...FOOD,
    claim: "quality_defect",
    factors: [{ party: "merchant", kind: "missing_warning", severity: 2, causal: 2, grade: 2 }],
  },
  {
    ...FOOD,
    claim: "quality_defect",
    factors: [{ party: "platform", kind: "no_review", severity: 2, causal: 2, grade: 2 }],
  },
  {
    ...FOOD,
    claim: "damaged",
    custody: {
      holders: ["merchant", "logistics:A"],
      boundaries: [{ state: "unknown" }, { state: "unknown" }, { state: "bad", grade: 3 }],
    },
    evidenceGaps: [{ party: "logistics", kind: "no_inspection_prompt", grade: 2 }],
  },
  {
    ...FOOD,
    claim: "late",
    contractingCarrier: "A",
    discovery: { noticeDays: 22 },
    factors: [
      { party: "logistics", kind: "delay", grade: 3, measured: { value: 30, unit: "hours" } },
      { party: "merchant", kind: "late_dispatch", severity: 1, causal: 1, grade: 3 },
    ],
  },
  { ...FOOD, claim: "no_reason", daysSinceReceipt: 8 },
  { ...FOOD, claim: "counterfeit", food: undefined, ...PROVED, penal: "fraud3x", price: 90_000 },
  { ...FOOD, ...PROVED, penal: "food10x", price: 90_000 },
  { ...FOOD, ...PROVED, penal: "food10x", loss: 90_000 },
  { ...ON_ARRIVAL, discovery: { noticeDays: 7, concealed: true } },
  { ...ON_ARRIVAL, discovery: { noticeDays: 8, concealed: true } },
  { ...FOOD, claim: "no_reason", daysSinceReceipt: 15 },
  { ...FOOD, claim: "quality_defect", durable: true, daysSinceReceipt: 184 },
  { ...FOOD, claim: "quality_defect", durable: true, daysSinceReceipt: 366 },
].map((facts) => parseFacts(JSON.parse(JSON.stringify(facts))));
const FACTS = [...NAMED, ...fc.sample(arbitraryFacts, { numRuns: 400, seed: 7 })];

const ORDERS = [
  { orderedOn: "2026-10-28", shipped: true, receivedOn: "2026-11-02" },
  { orderedOn: "2026-10-28", shipped: true },
  { orderedOn: "2026-10-28", shipped: true, receivedOn: "2026-11-02", informedOfWithdrawal: false },
];
const GOODS = [
  { exceptions: [], warrantyClass: "three_guarantee_unit", failedRepairs: 2, promisedDays: 20 },
  { exceptions: ["custom_made", "value_loss_once_used"], state: "not_intact" as const },
  { exceptions: [] },
  { exceptions: [], foundSubstandard: true },
  { exceptions: [], gift: true, repaired: true },
  { exceptions: [], warrantyClass: "three_guarantee_unit", failedRepairs: 3 },
];

const CAPTURES = (["against", "none", "favoured"] as const).flatMap((interest) =>
  [true, false].flatMap((signed) =>
    [true, false].map((intact) => ({
      intact,
      interest,
      signed,
      instrument: !signed,
      capturedAt: "2026-11-01T00:00:00Z",
      anchoredAt: "2026-11-01T01:00:00Z",
      corroboratedBy: signed ? ["other"] : [],
      documented: true,
    })),
  ),
);

/** Everything that a pack's rules can change, one result at a time so that the first difference ends the search. */
function* outcomes(pack: RulePack): Generator<string> {
  for (const order of ORDERS) {
    for (const goods of GOODS) yield JSON.stringify(eligibility(order, goods, "2026-11-03", pack));
  }
  for (const clock of CLOCKS) yield JSON.stringify(clockEnd(clock, "2026-11-02", pack));
  for (const capture of CAPTURES) yield JSON.stringify(gradeEvidence(capture, pack));
  for (const facts of FACTS) {
    const { pack: _, ...finding } = decide(facts, pack);
    yield JSON.stringify(finding);
  }
}

function without(pack: RulePack, id: string): RulePack {
  const { data } = pack;
  const dead = (rule: string) => rule === id;
  return loadPack({
    ...data,
    rules: data.rules.filter((rule) => !dead(rule.id)),
    noReasonExceptions: data.noReasonExceptions.filter((item) => !dead(item.rule)),
    grading: { ...data.grading, table: data.grading.table.filter((row) => !row.rules.some(dead)) },
  });
}

function withLimit(pack: RulePack, id: string, limit: string, value: number): RulePack {
  const rules = pack.data.rules.map((rule) =>
    rule.id === id ? { ...rule, limits: { ...rule.limits, [limit]: value } } : rule,
  );
  return loadPack({ ...pack.data, rules });
}

function differs(pack: RulePack, whole: readonly string[]): boolean {
  let at = 0;
  for (const outcome of outcomes(pack)) if (outcome !== whole[at++]) return true;
  return false;
}

/** Tells whether anything comes out otherwise, or the pack cannot be used at all: it lacks a number it needs. */
function changes(make: () => RulePack, whole: readonly string[]): boolean {
  try {
    return differs(make(), whole);
  } catch (error) {
    if (error instanceof ResponsibilityError && error.code === "pack_invalid") return true;
    throw error;
  }
}

for (const pack of CURRENT_PACKS) {
  describe(`the rules of ${pack.data.id}`, function () {
    this.timeout(120_000);
    const whole = [...outcomes(pack)];
    const executed = pack.data.rules.filter((rule) => rule.does?.length);

    for (const { id, source } of executed) {
      it(`${id} changes what comes out`, () => {
        expect(
          changes(() => without(pack, id), whole),
          source,
        ).to.equal(true);
      });
    }

    for (const { id, limits, limitReasons = {} } of executed) {
      for (const [limit, value] of Object.entries(limits).filter(
        ([name]) => !Object.hasOwn(limitReasons, name),
      )) {
        it(`${id} is read for its ${limit}`, () => {
          expect(value, "a number, or a reason in limitReasons").to.be.a("number");
          const moved = [Number(value) + 1, Number(value) - 1];
          const seen = moved.some((other) => changes(() => withLimit(pack, id, limit, other), whole));
          expect(seen).to.equal(true);
        });
      }
    }

    // Gaps move nothing where no rule of the pack makes anybody keep records.
    const parameters = Object.entries(pack.parameters).filter(
      ([name]) => !name.startsWith("GAP") || pack.byBehaviour.has("record_duty"),
    );
    for (const [name, value] of parameters) {
      it(`its parameter ${name} changes what comes out`, () => {
        const moved = [value - 1, value + 1].filter((other) => name !== "EST" || other <= 3);
        expect(moved.some((other) => changes(() => withParameters(pack, { [name]: other }), whole))).to.equal(
          true,
        );
      });
    }

    it("say why they are not executed, where they are not", () => {
      for (const rule of pack.data.rules.filter((one) => !one.does?.length)) {
        expect(rule.reason, rule.id).to.be.a("string").with.length.above(20);
      }
    });
  });
}

describe("the Chinese pack", () => {
  it("executes at least 100 of its rules", () => {
    const [china] = CURRENT_PACKS;
    expect(china?.data.rules.filter((rule) => rule.does?.length)).to.have.length.at.least(100);
  });
});
