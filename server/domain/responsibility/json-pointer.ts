import { ResponsibilityError } from "./errors.ts";

/** One change of a facts file: where (JSON pointer, RFC 6901) and the value put there. */
export interface FactChange {
  readonly path: string;
  readonly value: unknown;
}

function tokens(path: string): string[] {
  if (path === "" || !path.startsWith("/")) throw invalid(path, "a JSON pointer to a field");
  return path
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function invalid(path: string, rule: string): ResponsibilityError {
  return new ResponsibilityError("pointer_invalid", [{ path, rule }]);
}

// Own keys only, and none that reaches into the prototype.
function setAt(target: unknown, keys: readonly string[], value: unknown, path: string): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (key === "__proto__") throw invalid(path, "names no field");
  if (Array.isArray(target)) return setInList(target, key, rest, value, path);
  if (target !== undefined && (target === null || typeof target !== "object")) {
    throw invalid(path, "leads through a value that has no fields");
  }
  const record = (target ?? {}) as Record<string, unknown>;
  const child = Object.hasOwn(record, key) ? record[key] : undefined;
  return { ...record, [key]: setAt(child, rest, value, path) };
}

function setInList(
  target: readonly unknown[],
  key: string,
  rest: readonly string[],
  value: unknown,
  path: string,
): unknown[] {
  const index = key === "-" ? target.length : /^(0|[1-9]\d*)$/.test(key) ? Number(key) : -1;
  if (index < 0 || index > target.length) throw invalid(path, "names no place in the list");
  const copy = [...target];
  copy[index] = setAt(copy[index], rest, value, path);
  return copy;
}

/**
 * Returns a copy of `document` with the changes made in their order; what is not on a changed path is shared.
 *
 * @throws ResponsibilityError `pointer_invalid` for a pointer that leads nowhere
 */
export function applyChanges<T>(document: T, changes: readonly FactChange[]): T {
  return changes.reduce<unknown>(
    (current, change) => setAt(current, tokens(change.path), change.value, change.path),
    document,
  ) as T;
}
