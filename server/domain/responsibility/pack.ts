import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import canonicalize from "canonicalize";
import { z } from "zod";
import { BEHAVIOURS, type Behaviour } from "./behaviours.ts";
import { ResponsibilityError } from "./errors.ts";
import { toPointer } from "./facts.ts";
import { requireLimits } from "./pack-limits.ts";

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a date as YYYY-MM-DD");
const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

const parametersSchema = z.strictObject({
  /** Grade from which a fact is found. */
  EST: z.int().min(1).max(3),
  /** Basis points that one relevant evidence gap moves. */
  GAP: z.int().min(0).max(10_000),
  /** The most that gaps together can move, in basis points. */
  GAP_MAX: z.int().min(0).max(10_000),
  /** Days within which a concealed defect is reported in time. */
  CONCEALED_NOTICE_DAYS: z.int().nonnegative(),
  /** Days from receipt within which the operator must disprove a defect of durable goods. */
  DURABLE_DAYS: z.int().nonnegative(),
  /** Hours of delay that weigh as one unit of severity times causality. */
  HOURS_PER_UNIT: z.int().positive(),
});
export type PackParameters = z.output<typeof parametersSchema>;

const ruleSchema = z.strictObject({
  id: z.string().min(1),
  source: z.string().min(1),
  condition: z.string().min(1),
  limits: z.record(z.string(), z.json()),
  effect: z.string().min(1),
  /** The same in Chinese, for the screens. */
  zh: z.strictObject({ condition: z.string().min(1), effect: z.string().min(1) }).optional(),
  confidence: z.enum(["V", "S", "K"]),
  note: z.string().optional(),
  /** The behaviours that this rule grounds; a rule without any is informative and says why in `reason`. */
  does: z.array(z.string()).optional(),
  reason: z.string().optional(),
  /** Why a number of an executed rule is not read, by its name. */
  limitReasons: z.record(z.string(), z.string().min(1)).optional(),
});

const exceptionSchema = z.strictObject({
  /** What goods are excluded by, as carried by the order line. */
  id: z.string().min(1),
  rule: z.string().min(1),
  /** Whether the exclusion holds only when the buyer confirmed it at purchase. */
  needsConfirmation: z.boolean(),
  say: bilingual,
});

const warrantySchema = z.strictObject({ class: z.string(), months: z.int().positive(), say: bilingual });

const gradingRowSchema = z.strictObject({
  grade: z.int().min(0).max(3),
  /** What must hold for the row to apply; a condition that is left out does not matter. */
  when: z.strictObject({
    intact: z.boolean().optional(),
    interest: z.enum(["against", "none", "favoured"]).optional(),
    signed: z.boolean().optional(),
    instrument: z.boolean().optional(),
    contemporaneous: z.boolean().optional(),
    corroborated: z.boolean().optional(),
    documented: z.boolean().optional(),
  }),
  rules: z.array(z.string()).min(1),
  say: bilingual,
});
export type GradingRow = z.output<typeof gradingRowSchema>;

/** The data of a rule pack: one jurisdiction, one period, its rules and declared parameters. */
export const packSchema = z.strictObject({
  schema: z.literal("redress.rule-pack/1"),
  id: z.string().min(1),
  jurisdiction: z.string().min(2),
  effectiveFrom: date,
  effectiveUntil: date.optional(),
  confidence: z.record(z.enum(["V", "S", "K"]), z.string()),
  caveat: bilingual,
  parameters: parametersSchema,
  noReasonExceptions: z.array(exceptionSchema),
  warranties: z.array(warrantySchema),
  /** Days off and working weekends; outside `coveredYears` only weekends are known. */
  calendar: z.strictObject({
    coveredYears: z.array(z.int()),
    daysOff: z.array(date),
    workdays: z.array(date),
    source: z.string(),
  }),
  /** How evidence is graded: the first row whose conditions all hold. */
  grading: z.strictObject({
    contemporaneousHours: z.int().positive(),
    table: z.array(gradingRowSchema).min(1),
  }),
  rules: z.array(ruleSchema).min(1),
});
export type PackData = z.output<typeof packSchema>;
export type Rule = z.output<typeof ruleSchema>;

/** A validated pack with its content hash and the look-ups that the engine needs. */
export interface RulePack {
  readonly data: PackData;
  /** SHA-256 of the pack's canonical JSON (RFC 8785), lower-case hex. */
  readonly hash: string;
  readonly parameters: PackParameters;
  readonly byId: ReadonlyMap<string, Rule>;
  readonly byBehaviour: ReadonlyMap<Behaviour, readonly Rule[]>;
}

const IMPLEMENTED: ReadonlySet<string> = new Set(BEHAVIOURS);

/**
 * Validates a pack and makes it ready for use.
 *
 * @throws ResponsibilityError `pack_invalid` for a wrong shape, a repeated rule id, an informative rule without a
 * reason or an executed one without the number it takes; `pack_unimplemented_rule` when a rule names a behaviour that nothing implements.
 */
export function loadPack(raw: unknown): RulePack {
  const parsed = packSchema.safeParse(raw);
  if (!parsed.success) {
    throw new ResponsibilityError(
      "pack_invalid",
      parsed.error.issues.map((issue) => ({ path: toPointer(issue.path), rule: issue.message })),
    );
  }
  const data = parsed.data;
  checkRules(data);
  const pack = {
    data,
    hash: hashPack(data),
    parameters: data.parameters,
    byId: new Map(data.rules.map((rule) => [rule.id, rule])),
    byBehaviour: groupByBehaviour(data.rules),
  };
  requireLimits(pack);
  return pack;
}

function checkRules(data: PackData): void {
  const seen = new Set<string>();
  data.rules.forEach((rule, i) => {
    const path = `/rules/${i}`;
    if (seen.has(rule.id)) {
      throw new ResponsibilityError("pack_invalid", [{ path, rule: `repeated id ${rule.id}` }]);
    }
    seen.add(rule.id);
    if (!rule.does?.length && !rule.reason) {
      throw new ResponsibilityError("pack_invalid", [
        { path, rule: `${rule.id} does nothing and gives no reason` },
      ]);
    }
    const unknown = rule.does?.find((behaviour) => !IMPLEMENTED.has(behaviour));
    if (unknown === undefined) return;
    throw new ResponsibilityError("pack_unimplemented_rule", [
      { path: `${path}/does`, rule: `${rule.id} asks for "${unknown}", which nothing implements` },
    ]);
  });
  checkReferences(data, seen);
}

function checkReferences(data: PackData, known: ReadonlySet<string>): void {
  const refs = [
    ...data.noReasonExceptions.map(({ rule }, i) => ({ path: `/noReasonExceptions/${i}/rule`, rule })),
    ...data.grading.table.flatMap(({ rules }, i) =>
      rules.map((rule) => ({ path: `/grading/table/${i}/rules`, rule })),
    ),
  ];
  const unknown = refs.filter(({ rule }) => !known.has(rule));
  if (unknown.length === 0) return;
  throw new ResponsibilityError(
    "pack_invalid",
    unknown.map(({ path, rule }) => ({ path, rule: `no rule ${rule} in this pack` })),
  );
}

function groupByBehaviour(rules: readonly Rule[]): Map<Behaviour, Rule[]> {
  const groups = new Map<Behaviour, Rule[]>();
  for (const rule of rules) {
    for (const behaviour of (rule.does ?? []) as Behaviour[]) {
      const group = groups.get(behaviour);
      if (group) group.push(rule);
      else groups.set(behaviour, [rule]);
    }
  }
  return groups;
}

/** Computes the content hash of a pack: SHA-256 over its canonical JSON (RFC 8785). */
export function hashPack(data: PackData): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalize(data) as string)));
}

/**
 * Returns the pack with other parameters (and so another hash), as a facts file with parameters of its own asks.
 *
 * @throws ResponsibilityError `pack_invalid` when a parameter is out of its range
 */
export function withParameters(pack: RulePack, override: Partial<PackParameters>, id?: string): RulePack {
  const parameters = { ...pack.data.parameters, ...override };
  return loadPack({ ...pack.data, parameters, ...(id ? { id } : {}) });
}

/**
 * Chooses the one pack of a jurisdiction in force on the order's date.
 *
 * @param orderDate calendar date of the order, YYYY-MM-DD
 * @throws ResponsibilityError `pack_not_in_force` when none or more than one covers it
 */
export function choosePack(packs: readonly RulePack[], jurisdiction: string, orderDate: string): RulePack {
  if (!date.safeParse(orderDate).success) {
    throw new ResponsibilityError("pack_not_in_force", [
      { path: "/orderDate", rule: "a date as YYYY-MM-DD" },
    ]);
  }
  const inForce = packs.filter(
    ({ data }) =>
      data.jurisdiction === jurisdiction &&
      data.effectiveFrom <= orderDate &&
      (data.effectiveUntil === undefined || orderDate < data.effectiveUntil),
  );
  if (inForce.length === 1) return inForce[0]!;
  throw new ResponsibilityError("pack_not_in_force", [
    {
      path: "/orderDate",
      rule: `${inForce.length} packs of ${jurisdiction} cover ${orderDate}, exactly one must`,
    },
  ]);
}
