import fc from "fast-check";
import { CLAIMS, type Facts, parseFacts } from "../../../../server/domain/responsibility/index.ts";

const grade = fc.integer({ min: 0, max: 3 });
const scope = fc.constantFrom(undefined, "contents", "exterior", "weight", "seal", "serial");
const flag = fc.constantFrom(undefined, true, false);

const HOLDERS = [
  ["merchant", "logistics:A"],
  ["merchant", "logistics:A", "consumer"],
  ["merchant", "logistics:A", "logistics:B"],
  ["merchant", "logistics:A", "logistics:B", "consumer"],
  ["merchant", "warehouse:W", "logistics:A", "logistics:B", "consumer"],
  ["consumer", "logistics:R"],
  ["consumer", "logistics:R", "merchant"],
];

// Goods do not heal: up to `cut` a boundary is good or unknown, from there on bad or unknown.
const custody = fc.constantFrom(...HOLDERS).chain((holders) =>
  fc
    .record({
      cut: fc.integer({ min: 0, max: holders.length + 1 }),
      known: fc.array(fc.boolean(), { minLength: holders.length + 1, maxLength: holders.length + 1 }),
      grades: fc.array(grade, { minLength: holders.length + 1, maxLength: holders.length + 1 }),
      scopes: fc.array(scope, { minLength: holders.length + 1, maxLength: holders.length + 1 }),
    })
    .map(({ cut, known, grades, scopes }) => ({
      holders,
      boundaries: known.map((is, i) => ({
        id: `b${i}`,
        state: is ? (i < cut ? "good" : "bad") : "unknown",
        grade: grades[i],
        ...(scopes[i] === undefined ? {} : { scope: scopes[i] }),
      })),
    })),
);

const party = fc.constantFrom("platform", "merchant", "logistics", "consumer");
const unit = fc.constantFrom("hours", "days", "kelvin-hours");

function factorsFor(holders: readonly string[]) {
  const legs = holders.filter((holder) => holder.startsWith("logistics:"));
  return fc.array(
    fc.record(
      {
        party,
        kind: fc.constantFrom("shock", "packaging_defect", "delay", "misuse"),
        severity: fc.constantFrom(1, 2, 4),
        causal: fc.constantFrom(1, 2),
        grade,
        latent: fc.boolean(),
        measured: fc.record({ value: fc.integer({ min: 0, max: 100 }), unit }),
        id: fc.constantFrom(...legs),
      },
      { requiredKeys: ["party", "kind", "severity", "causal", "grade"] },
    ),
    { maxLength: 4 },
  );
}

const rest = {
  loss: fc.integer({ min: 0, max: 10_000_000 }),
  price: fc.integer({ min: 0, max: 10_000_000 }),
  seller: fc.constantFrom("third_party", "self_operated", "appears_self_operated"),
  courierChosenBy: fc.constantFrom("merchant", "consumer"),
  exonerations: fc.array(
    fc.record({
      party: fc.constantFrom("logistics", "logistics:A", "merchant"),
      kind: fc.constantFrom("force_majeure", "nature_of_goods", "shippers_fault"),
      grade,
    }),
    { maxLength: 2 },
  ),
  evidenceGaps: fc.array(fc.record({ party, kind: fc.constant("no_record"), grade }), { maxLength: 3 }),
  withheld: fc.array(fc.record({ party, id: fc.constantFrom("b1", "b2", "video") }), { maxLength: 2 }),
  discovery: fc.record(
    { noticeDays: fc.integer({ min: 0, max: 20 }), concealed: fc.boolean(), late: fc.boolean() },
    { requiredKeys: [] },
  ),
  extentUndeterminable: fc.boolean(),
  defect: fc.record({ state: fc.constantFrom("yes", "no", "unknown"), grade }),
  durable: fc.boolean(),
  daysSinceReceipt: fc.integer({ min: 0, max: 400 }),
  platform: fc.record({ identityDisclosed: flag, knewNoAction: flag, promise: flag }),
  cap: fc.record({
    rule: fc.constantFrom("contract", "insured_ratio"),
    amount: fc.integer({ min: 0, max: 1_000_000 }),
    declared: fc.integer({ min: 0, max: 1_000_000 }),
    value: fc.integer({ min: 1, max: 1_000_000 }),
    prompted: fc.boolean(),
    gross: fc.boolean(),
  }),
  consumerFraud: fc.record({ grade }),
};

/** Generates facts of every claim, with and without custody, that contradict themselves nowhere. */
export const arbitraryFacts: fc.Arbitrary<Facts> = fc
  .option(custody, { nil: undefined })
  .chain((ways) =>
    fc.record(
      {
        claim: fc.constantFrom(...CLAIMS),
        ...rest,
        factors: factorsFor(ways?.holders ?? ["logistics:A"]),
        custody: fc.constant(ways),
        contractingCarrier: fc.constantFrom("logistics:A", "logistics:Z"),
      },
      { requiredKeys: ["claim", "loss", "price", "seller"] },
    ),
  )
  .map((raw) => parseFacts(JSON.parse(JSON.stringify(raw))));
