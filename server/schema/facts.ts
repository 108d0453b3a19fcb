import { z } from "zod";
import { instant } from "./common.ts";

export const factPath = z
  .string()
  .max(200)
  .regex(/^\/[^\s]*$/, "a JSON pointer into the facts");
export const factValue = z.unknown().refine((value) => value !== undefined, "a value, or null");
const evidenceIds = z.array(z.string().max(64)).max(100);
const why = z.string().min(1).max(1000);

/** A person's fact, as a patch on the compiled facts; it carries that person's name from then on. */
export const addFact = z.strictObject({
  path: factPath,
  value: factValue,
  evidenceIds: evidenceIds.min(1),
  reason: why,
});
export type AddFact = z.infer<typeof addFact>;

/** An objection to one fact: by `path` to what the record shows, by `seq` to what another party stated. */
export const disputeFact = z
  .strictObject({
    path: factPath.optional(),
    seq: z.int().min(0).optional(),
    evidenceIds: evidenceIds.default([]),
    reason: why,
  })
  .refine(({ path, seq }) => (path === undefined) !== (seq === undefined), {
    path: ["path"],
    error: "either path or seq",
  });
export type DisputeFact = z.infer<typeof disputeFact>;

/** Takes back what the party itself stated or disputed; what was said stays in sight. */
export const withdrawFact = z.strictObject({ seq: z.int().min(0), reason: why });
export type WithdrawFact = z.infer<typeof withdrawFact>;

const dispute = z.object({
  seq: z.int(),
  by: z.string(),
  reason: z.string(),
  evidenceIds: z.array(z.string()),
  at: instant,
});

/** A fact as the record shows it, graded by the rules of the pack. */
export const recordFact = z.object({
  path: z.string(),
  /** Name in the words of the finding's counterfactuals. */
  name: z.string(),
  grade: z.int().min(0).max(3).nullable(),
  /** Whether the grade is enough for it to be found. */
  found: z.boolean(),
  evidenceIds: z.array(z.string()),
  addedBy: z.string().nullable(),
  disputes: z.array(dispute),
});

/** What a party said about a fact, and what became of it. */
export const saidFact = z.object({
  seq: z.int(),
  by: z.string(),
  kind: z.enum(["state", "dispute"]),
  path: z.string(),
  /** Names of the facts it is about; none where they cannot be named any more. */
  names: z.array(z.string()),
  value: z.unknown(),
  evidenceIds: z.array(z.string()),
  reason: z.string(),
  at: instant,
  /** What the cited evidence is worth by the rules of the pack, at best; null where none is cited. */
  grade: z.int().min(0).max(3).nullable(),
  withdrawn: z.object({ reason: z.string(), at: instant }).nullable(),
  disputes: z.array(dispute),
});

export const factsView = z
  .object({ record: z.array(recordFact), said: z.array(saidFact) })
  .meta({ id: "CaseFacts" });
export type FactsView = z.infer<typeof factsView>;
