import { z } from "zod";
import { hasCheckDigit } from "../domain/provenance/check-digit.ts";
import { INNER_SECRET } from "../domain/provenance/inner-code.ts";
import { areDistinct, gtin, hashHex, instant, serial } from "./common.ts";

/** Labels of one batch. */
const MOST_LABELS = 10_000;
/** Tags in one request. */
const MOST_TAGS = 1_000;

const ownGtin = gtin.refine(hasCheckDigit, "a GTIN whose check digit is right");
const country = z.string().regex(/^[A-Z]{2}$/, "an ISO 3166-1 country of two capital letters");

export const createLabels = z.strictObject({
  gtin: ownGtin,
  count: z.int().min(1).max(MOST_LABELS),
  innerCodes: z.boolean().default(false),
  /** Printed beneath each code. */
  productName: z.string().max(60).default(""),
  /** Countries the goods are sold for; left out: everywhere. */
  countries: z.array(country).min(1).max(60).refine(areDistinct, "each once").optional(),
});
export type CreateLabels = z.infer<typeof createLabels>;

export const labelBatch = z
  .object({
    batchId: z.string(),
    gtin,
    productName: z.string(),
    count: z.int(),
    innerCodes: z.boolean(),
    countries: z.array(country).nullable(),
    createdAt: instant,
    /** Files the labels come in. */
    files: z.int(),
    /** Key that prints the inner codes; told once, when the batch is made. */
    innerKey: hashHex.nullable(),
  })
  .meta({ id: "LabelBatch" });
export type LabelBatchView = z.infer<typeof labelBatch>;

export const labelBatches = z.object({ batches: z.array(labelBatch) });

export const printLabels = z.strictObject({
  batchId: z.string().regex(/^[0-9a-f]{32}$/, "the id of a batch"),
  format: z.enum(["pdf", "png", "svg", "csv"]),
  file: z.int().min(1).default(1),
  /** Labels across and down an A4 page. */
  grid: z
    .strictObject({ columns: z.int().min(1).max(8), rows: z.int().min(1).max(12) })
    .default({ columns: 4, rows: 6 }),
  /** Prints inner codes instead of outer ones. */
  innerKey: hashHex.optional(),
});
export type PrintLabels = z.infer<typeof printLabels>;

export const openCode = z.strictObject({ code: z.string().regex(INNER_SECRET, "the code of 16 characters") });
export const openedCode = z
  .object({ first: z.boolean(), openedAt: instant, place: z.string().nullable() })
  .meta({ id: "OpenedCode" });

/** Where the phone says it is; taken to a city at once. */
export const scanPlace = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

const uid = z.string().regex(/^[0-9a-f]{14}$/, "7 bytes in lower-case hex");
export const registerTags = z.strictObject({
  tags: z
    .array(z.strictObject({ uid, gtin: ownGtin, serial }))
    .min(1)
    .max(MOST_TAGS),
});
export type RegisterTags = z.infer<typeof registerTags>;

export const codeMisuse = z.object({
  misuse: z.array(
    z.object({
      gtin,
      serial,
      kind: z.enum(["scan_overflow", "inner_wrong", "inner_replayed", "tag_replayed", "tag_wrong"]),
      times: z.int(),
      firstAt: instant,
      lastAt: instant,
    }),
  ),
});
export type CodeMisuseView = z.infer<typeof codeMisuse>;
