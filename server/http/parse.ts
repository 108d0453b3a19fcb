import type { z } from "zod";
import { RequestError } from "./request-error.ts";

const MOST_ERRORS = 20;

interface FieldError {
  readonly field: string;
  readonly rule: string;
}

/**
 * Parses what a request carries by the wire shape it must have.
 * @throws RequestError `request.invalid` listing every field at fault with the rule it breaks.
 */
export function parseBody<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap(errorsOf), parsed.error);
  const unstorable = unstorableTexts(value, "");
  if (unstorable.length > 0) throw invalid(unstorable);
  return parsed.data;
}

function errorsOf(issue: z.core.$ZodIssue): FieldError[] {
  const at = issue.path.map((key) => `/${String(key)}`).join("");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ field: `${at}/${key}`, rule: "not taken" }));
  return [{ field: at || "/", rule: issue.message }];
}

/** Texts that JSON can write and neither the database nor UTF-8 can: the zero character and half a surrogate pair. */
function unstorableTexts(value: unknown, at: string): FieldError[] {
  if (isStorable(value)) return [];
  if (typeof value === "string")
    return [{ field: at || "/", rule: "well-formed text without the zero character" }];
  return Object.entries(value as object).flatMap(([key, inner]) => [
    ...unstorableTexts(key, `${at}/${key}`),
    ...unstorableTexts(inner, `${at}/${key}`),
  ]);
}

function isStorable(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isStorable);
  for (const key in value) {
    if (!isStorable(key) || !isStorable((value as Record<string, unknown>)[key])) return false;
  }
  return true;
}

const invalid = (errors: readonly FieldError[], cause?: unknown): RequestError =>
  new RequestError(
    "request.invalid",
    "The request does not have the form asked for.",
    errors.slice(0, MOST_ERRORS),
    cause,
  );
