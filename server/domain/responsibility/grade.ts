import { ResponsibilityError } from "./errors.ts";
import type { GradingRow, RulePack } from "./pack.ts";

const MS_PER_HOUR = 3_600_000;

/** What is known of how an evidence item came to be; everything the grade may depend on. */
export interface Capture {
  /** Whether the bytes match what was committed. */
  readonly intact: boolean;
  /** What its maker has to gain from what it is used to show. */
  readonly interest: "against" | "none" | "favoured";
  /** Whether a signature by a key of its maker (person, organisation or device) was verified. */
  readonly signed: boolean;
  /** Whether an instrument or a running system made it, not a person's statement. */
  readonly instrument: boolean;
  /** RFC 3339 time it claims to be from; `null` when it claims none. */
  readonly capturedAt: string | null;
  /** RFC 3339 time at which the log proves it existed; `null` when it is not anchored. */
  readonly anchoredAt: string | null;
  /** Other items, from other makers, that show the same. */
  readonly corroboratedBy: readonly string[];
  /** Whether there is any document at all behind the statement. */
  readonly documented: boolean;
}

/** A grade with the row of the pack that gave it. */
export interface Grading {
  readonly grade: number;
  readonly rules: readonly string[];
  readonly say: { readonly zh: string; readonly en: string };
}

/**
 * Grades an evidence item from 0 to 3 by the first row of the pack's table whose conditions hold.
 *
 * @throws ResponsibilityError `evidence_invalid` for a time that is no RFC 3339 instant; `pack_invalid` when no row holds
 */
export function gradeEvidence(capture: Capture, pack: RulePack): Grading {
  const { table, contemporaneousHours } = pack.data.grading;
  const observed = {
    intact: capture.intact,
    interest: capture.interest,
    signed: capture.signed,
    instrument: capture.instrument,
    contemporaneous: isContemporaneous(capture, contemporaneousHours),
    corroborated: capture.corroboratedBy.length > 0,
    documented: capture.documented,
  };
  const row = table.find((candidate) => holds(candidate, observed));
  if (row === undefined) {
    throw new ResponsibilityError("pack_invalid", [{ path: "/grading/table", rule: "no row holds" }]);
  }
  return { grade: row.grade, rules: row.rules, say: row.say };
}

function holds(row: GradingRow, observed: Required<GradingRow["when"]>): boolean {
  return (Object.keys(row.when) as (keyof GradingRow["when"])[]).every(
    (key) => row.when[key] === undefined || row.when[key] === observed[key],
  );
}

// Anchored before it claims to have been made is no sign of care but of a wrong clock: not contemporaneous.
function isContemporaneous({ capturedAt, anchoredAt }: Capture, hours: number): boolean {
  if (capturedAt === null || anchoredAt === null) return false;
  const delay = instant(anchoredAt) - instant(capturedAt);
  return delay >= 0 && delay <= hours * MS_PER_HOUR;
}

/** Reads an RFC 3339 instant as milliseconds since 1970. */
export function instant(time: string): number {
  const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
  const ms = shape.test(time) ? Date.parse(time) : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new ResponsibilityError("evidence_invalid", [{ path: "", rule: `"${time}" is no RFC 3339 time` }]);
}
