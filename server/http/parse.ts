import type { z } from "zod";
import { RequestError } from "./request-error.ts";

/**
 * Parses what a request carries by the wire shape it must have.
 * @throws RequestError `request.invalid` listing every field at fault with the rule it breaks.
 */
export function parseBody<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, 20).map((issue) => ({
    field: `/${issue.path.map(String).join("/")}`,
    rule: issue.message,
  }));
  throw new RequestError(
    "request.invalid",
    "The request does not have the form asked for.",
    errors,
    parsed.error,
  );
}
