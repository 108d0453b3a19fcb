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
  const unstorable = [...unstorableTexts(value, "")];
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
function* unstorableTexts(value: unknown, at: string): Generator<FieldError> {
  if (typeof value === "string") {
    if (value.includes("\0") || !value.isWellFormed())
      yield { field: at || "/", rule: "well-formed text without the zero character" };
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      yield* unstorableTexts(key, `${at}/${key}`);
      yield* unstorableTexts(inner, `${at}/${key}`);
    }
  }
}

const invalid = (errors: readonly FieldError[], cause?: unknown): RequestError =>
  new RequestError(
    "request.invalid",
    "The request does not have the form asked for.",
    errors.slice(0, MOST_ERRORS),
    cause,
  );
