import { z } from "zod";

const inBothLanguages = z.object({ "zh-CN": z.string(), en: z.string() });

/** What importing a table would do. */
export const importPlan = z
  .object({
    events: z.int(),
    items: z.int(),
    faultCount: z.int(),
    faults: z.array(
      z.object({
        /** As people count: the heading is row 1. */
        row: z.int(),
        column: z.string(),
        code: z.string(),
        rule: inBothLanguages,
      }),
    ),
  })
  .meta({ id: "ImportPlan" });
export type ImportPlan = z.infer<typeof importPlan>;

/** One line of the answer while a table is imported. */
export const importProgress = z
  .object({
    total: z.int(),
    done: z.int(),
    /** Of those done, how many were not known before. */
    fresh: z.int(),
  })
  .meta({ id: "ImportProgress" });
export type ImportProgress = z.infer<typeof importProgress>;
