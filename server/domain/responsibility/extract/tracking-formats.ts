import { ResponsibilityError } from "../errors.ts";
import { toPointer } from "../facts.ts";
import { instant } from "../grade.ts";
import { aftership } from "./formats/aftership.ts";
import { dhl } from "./formats/dhl.ts";
import { kdniao } from "./formats/kdniao.ts";
import { kuaidi100 } from "./formats/kuaidi100.ts";
import type { TrackingEntry, TrackingFormat, TrackingStep } from "./formats/types.ts";

/** Published formats by name; each file says where its table is from. */
export const TRACKING_FORMATS: Readonly<Record<string, TrackingFormat>> = {
  kuaidi100,
  kdniao,
  aftership,
  dhl,
};

/**
 * Reads a tracking record in one of the published formats, oldest entry first. A code that its table does not list
 * reads as its family (`Delivered_003` as `Delivered`) or as `other`: it is never guessed from the text.
 *
 * @param utcOffset offset of local times, such as `+08:00`, for formats that document none
 * @throws ResponsibilityError `evidence_invalid` for an unknown format, a wrong shape or a time without any offset
 */
export function readTracking(format: string, body: unknown, utcOffset?: string): TrackingEntry[] {
  const known = Object.hasOwn(TRACKING_FORMATS, format) ? TRACKING_FORMATS[format] : undefined;
  if (known === undefined) {
    throw new ResponsibilityError("evidence_invalid", [
      { path: "/format", rule: `unknown format "${format}"` },
    ]);
  }
  const parsed = known.schema.safeParse(body);
  if (!parsed.success) {
    throw new ResponsibilityError(
      "evidence_invalid",
      parsed.error.issues.map((issue) => ({ path: toPointer(["body", ...issue.path]), rule: issue.message })),
    );
  }
  const offset = known.utcOffset ?? utcOffset ?? "";
  return parsed.data
    .map((entry) => ({ ...entry, at: withOffset(entry.at, offset), step: stepOf(known.steps, entry.code) }))
    .map((entry) => ({ entry, ms: instant(entry.at) }))
    .toSorted((a, b) => a.ms - b.ms)
    .map(({ entry }) => entry);
}

function withOffset(time: string, offset: string): string {
  const iso = time.replace(" ", "T");
  return /(Z|[+-]\d{2}:\d{2})$/.test(iso) ? iso : `${iso}${offset}`;
}

function stepOf(steps: TrackingFormat["steps"], code: string): TrackingStep {
  const family = code.split("_")[0]!;
  for (const key of [code, family]) if (Object.hasOwn(steps, key)) return steps[key]!;
  return "other";
}
