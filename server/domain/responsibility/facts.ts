import { z } from "zod";
import { ResponsibilityError } from "./errors.ts";
import { findContradictions, unknownParties } from "./facts-checks.ts";
import { PARTY_ROLES, type PartyRole } from "./parties.ts";

/** Everything a consumer can complain of in the interchange format. */
export const CLAIMS = [
  "damaged",
  "lost",
  "short",
  "late",
  "quality_defect",
  "not_as_described",
  "counterfeit",
  "food_unsafe",
  "return_mismatch",
  "no_reason",
] as const;
export type Claim = (typeof CLAIMS)[number];

/** Most facts of one kind, and most evidence cited for one. */
export const MAX_LIST = 1_000;
const MAX_ID = 200;

const id = z.string().min(1).max(MAX_ID);
const grade = z.int().min(0).max(3);
const moneyMinor = z.int().nonnegative();
const count = z.int().nonnegative();

// Who says so: evidence ids, and the person where a person added or disputes the fact.
const sourced = {
  evidence: z.array(id).max(MAX_LIST).optional(),
  addedBy: id.optional(),
  disputedBy: z.union([id, z.array(id).max(MAX_LIST)]).optional(),
};

// Names of the grounds of 民法典 832 and 590 as they are met in facts files, with the one the engine uses.
const EXONERATION_NAMES: Record<string, ExonerationKind> = {
  force_majeure: "force_majeure",
  nature_of_goods: "nature_of_goods",
  nature: "nature_of_goods",
  nature_of_the_goods: "nature_of_goods",
  inherent_nature: "nature_of_goods",
  natural_wear: "nature_of_goods",
  natural_loss: "nature_of_goods",
  normal_loss: "nature_of_goods",
  inherent_vice: "nature_of_goods",
  shippers_fault: "shippers_fault",
  shipper_fault: "shippers_fault",
  shipper: "shippers_fault",
  shippers_packing: "shippers_fault",
  sender_fault: "shippers_fault",
  consignees_fault: "consignees_fault",
  consignee_fault: "consignees_fault",
  recipient_fault: "consignees_fault",
};
export type ExonerationKind = "force_majeure" | "nature_of_goods" | "shippers_fault" | "consignees_fault";

const boundary = z.looseObject({
  id: id.optional(),
  state: z.enum(["good", "bad", "unknown"]),
  grade: grade.default(0),
  scope: z.enum(["exterior", "contents", "weight", "seal", "serial"]).default("contents"),
  ...sourced,
});

const factor = z
  .looseObject({
    party: id,
    id: id.optional(),
    kind: id,
    severity: z.union([z.literal(1), z.literal(2), z.literal(4)]).optional(),
    causal: z.union([z.literal(1), z.literal(2)]).optional(),
    grade: grade.default(0),
    latent: z.boolean().optional(),
    measured: z
      .looseObject({ value: z.number().nonnegative().max(1e9).multipleOf(0.001), unit: id })
      .optional(),
    ...sourced,
  })
  .refine((f) => f.measured !== undefined || (f.severity !== undefined && f.causal !== undefined), {
    error: "needs severity and causal, or measured",
  });

const exoneration = z.looseObject({
  party: id,
  id: id.optional(),
  kind: z
    .string()
    .refine((kind) => Object.hasOwn(EXONERATION_NAMES, kind), { error: "unknown exoneration kind" })
    .transform((kind) => EXONERATION_NAMES[kind] as ExonerationKind),
  grade: grade.default(0),
  timelyNotice: z.boolean().optional(),
  ...sourced,
});

const evidenceGap = z.looseObject({
  party: id,
  kind: id,
  id: id.optional(),
  grade: grade.default(0),
  relevant: z.boolean().optional(),
  ...sourced,
});

const withheld = z.looseObject({
  party: id,
  id,
  grade: grade.optional(),
  produced: z.boolean().optional(),
  ...sourced,
});

const cap = z
  .looseObject({
    rule: z.enum(["contract", "insured_ratio"]),
    amount: moneyMinor.optional(),
    declared: moneyMinor.optional(),
    value: z.int().positive().optional(),
    prompted: z.boolean().optional(),
    gross: z.boolean().optional(),
    ...sourced,
  })
  .refine((c) => c.rule !== "contract" || c.amount !== undefined, {
    path: ["amount"],
    error: "a contract cap states its amount",
  })
  .refine((c) => c.rule !== "insured_ratio" || c.declared !== undefined, {
    path: ["declared"],
    error: "an insured ratio states the declared value",
  });

/** The facts of a case as the engine reads them. A field that is absent is unknown, never false. */
export const factsSchema = z.looseObject({
  claim: z.enum(CLAIMS),
  loss: moneyMinor,
  price: moneyMinor.optional(),
  seller: z.enum(["third_party", "self_operated", "appears_self_operated"]),
  courierChosenBy: z.enum(["merchant", "consumer"]).optional(),
  parties: z
    .array(
      z.looseObject({
        id,
        kind: z.enum(Object.keys(PARTY_ROLES) as [PartyRole, ...PartyRole[]]),
        contractWith: id.optional(),
        name: z.string().max(MAX_ID).optional(),
      }),
    )
    .max(MAX_LIST)
    .optional(),
  contractingCarrier: id.optional(),
  custody: z
    .looseObject({
      holders: z.array(id).min(1).max(MAX_LIST),
      boundaries: z
        .array(boundary)
        .min(2)
        .max(MAX_LIST + 1),
    })
    .optional(),
  factors: z.array(factor).max(MAX_LIST).optional(),
  exonerations: z.array(exoneration).max(MAX_LIST).optional(),
  evidenceGaps: z.array(evidenceGap).max(MAX_LIST).optional(),
  withheld: z.array(withheld).max(MAX_LIST).optional(),
  discovery: z
    .looseObject({
      noticeDays: count.optional(),
      concealed: z.boolean().optional(),
      late: z.boolean().optional(),
      ...sourced,
    })
    .optional(),
  extentUndeterminable: z.boolean().optional(),
  defect: z
    .looseObject({ state: z.enum(["yes", "no", "unknown"]), grade: grade.default(0), ...sourced })
    .optional(),
  durable: z.boolean().optional(),
  daysSinceReceipt: count.optional(),
  food: z.boolean().optional(),
  platform: z
    .looseObject({
      identityDisclosed: z.boolean().optional(),
      knewNoAction: z.boolean().optional(),
      promise: z.union([z.boolean(), z.string().min(1)]).optional(),
      ...sourced,
    })
    .optional(),
  cap: cap.optional(),
  penal: z.enum(["fraud3x", "food10x"]).optional(),
  consumerFraud: z.looseObject({ grade: grade.default(0), ...sourced }).optional(),
});

/** The fields that the engine reads, by the list or object they stand in. */
export const READ_FIELDS = {
  "": Object.keys(factsSchema.shape),
  boundaries: Object.keys(boundary.shape),
  factors: Object.keys(factor.shape),
  exonerations: Object.keys(exoneration.shape),
  evidenceGaps: Object.keys(evidenceGap.shape),
  withheld: Object.keys(withheld.shape),
  cap: Object.keys(cap.shape),
} as const;

export type Facts = z.output<typeof factsSchema>;
export type FactsInput = z.input<typeof factsSchema>;
export type Boundary = z.output<typeof boundary>;
export type Factor = z.output<typeof factor>;
export type Exoneration = z.output<typeof exoneration>;
export type EvidenceGap = z.output<typeof evidenceGap>;
export type Withheld = z.output<typeof withheld>;

/** Turns a path of keys into a JSON pointer (RFC 6901). */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/**
 * Parses a facts file, refusing what cannot be true.
 *
 * @throws ResponsibilityError `facts_invalid` for a wrong shape, `facts_contradictory` for facts that exclude
 * one another; both name every path and the rule broken there.
 */
export function parseFacts(raw: unknown): Facts {
  const parsed = factsSchema.safeParse(raw);
  if (!parsed.success) {
    throw new ResponsibilityError(
      "facts_invalid",
      parsed.error.issues.map((issue) => ({ path: toPointer(issue.path), rule: issue.message })),
    );
  }
  const facts = normalise(parsed.data);
  const invalid = unknownParties(facts);
  if (invalid.length > 0) throw new ResponsibilityError("facts_invalid", invalid);
  const contradictions = findContradictions(facts);
  if (contradictions.length > 0) throw new ResponsibilityError("facts_contradictory", contradictions);
  return facts;
}

// A leg may be named by its bare id wherever only a leg can stand.
function normalise(facts: Facts): Facts {
  const { contractingCarrier: carrier, factors, exonerations, evidenceGaps } = facts;
  const legs = new Set(facts.custody?.holders);
  const named = <T extends { party: string; id?: string | undefined }>(item: T): T => {
    const leg = `logistics:${item.id}`;
    return item.party === "logistics" && legs.has(leg) ? { ...item, id: leg } : item;
  };
  return {
    ...facts,
    ...(carrier && !carrier.includes(":") ? { contractingCarrier: `logistics:${carrier}` } : {}),
    ...(factors ? { factors: factors.map(named) } : {}),
    ...(exonerations ? { exonerations: exonerations.map(named) } : {}),
    ...(evidenceGaps ? { evidenceGaps: evidenceGaps.map(named) } : {}),
  };
}
