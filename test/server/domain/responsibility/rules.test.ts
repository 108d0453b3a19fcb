import { expect } from "chai";
import fc from "fast-check";
import {
  CLOCKS,
  chinaPack,
  clockEnd,
  decide,
  eligibility,
  gradeEvidence,
  loadPack,
  parseFacts,
  type RulePack,
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
].map((facts) => parseFacts(JSON.parse(JSON.stringify(facts))));
const FACTS = [...NAMED, ...fc.sample(arbitraryFacts, { numRuns: 400, seed: 7 })];

const ORDERS = [
  { orderedOn: "2026-10-28", shipped: true, receivedOn: "2026-11-02" },
  { orderedOn: "2026-10-28", shipped: true },
];
const GOODS = [
  { exceptions: [], warrantyClass: "three_guarantee_unit", failedRepairs: 2, promisedDays: 20 },
  { exceptions: ["custom_made", "value_loss_once_used"], state: "not_intact" as const },
  { exceptions: [] },
  { exceptions: [], foundSubstandard: true },
  { exceptions: [], gift: true },
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

function without(id: string): RulePack {
  const { data } = chinaPack;
  const dead = (rule: string) => rule === id;
  return loadPack({
    ...data,
    rules: data.rules.filter((rule) => !dead(rule.id)),
    noReasonExceptions: data.noReasonExceptions.filter((item) => !dead(item.rule)),
    grading: { ...data.grading, table: data.grading.table.filter((row) => !row.rules.some(dead)) },
  });
}

describe("the Chinese pack", function () {
  this.timeout(120_000);
  const whole = [...outcomes(chinaPack)];

  for (const rule of chinaPack.data.rules.filter((one) => one.does?.length)) {
    it(`${rule.id} changes what comes out`, () => {
      const pack = without(rule.id);
      let at = 0;
      for (const outcome of outcomes(pack)) if (outcome !== whole[at++]) return;
      expect.fail(`nothing changes without ${rule.source}`);
    });
  }

  it("gives a reason for every rule that it does not execute", () => {
    const informative = chinaPack.data.rules.filter((rule) => !rule.does?.length);
    for (const rule of informative) expect(rule.reason, rule.id).to.be.a("string").with.length.above(20);
    expect(chinaPack.data.rules.length - informative.length).to.be.at.least(100);
  });
});
