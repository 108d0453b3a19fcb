import { ENGINE } from "../decide.ts";
import { type InputIssue, ResponsibilityError, type ResponsibilityErrorCode } from "../errors.ts";
import { type Replay, replay } from "../replay.ts";

type Released = typeof import("./entry.ts");

/** Every version that ever made findings, each as it was: nothing of it changes with the sources. */
export const RELEASED: Readonly<Record<string, () => Promise<Released>>> = {
  "1.1.0": () => import("./1.1.0.mjs"),
  "1.2.0": () => import("./1.2.0.mjs"),
};

/**
 * Makes a past decision again with the version of the engine that made it, and compares the bytes. A version that is
 * not kept here is answered by the engine of today, which says so.
 *
 * @throws ResponsibilityError as `replay` does
 */
export async function replayAsReleased(raw: unknown): Promise<Replay> {
  const version = versionOf(raw);
  if (version === ENGINE.version || !Object.hasOwn(RELEASED, version)) return replay(raw);
  const engine = await RELEASED[version]!();
  try {
    return engine.replay(raw);
  } catch (error) {
    throw ownError(error);
  }
}

function versionOf(raw: unknown): string {
  const { finding } = (raw ?? {}) as { finding?: { engine?: { version?: unknown } } };
  const version = finding?.engine?.version;
  return typeof version === "string" ? version : "";
}

// A released version carries error classes of its own, which nobody else can recognise.
function ownError(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== "ResponsibilityError") return error;
  const { code, issues } = error as Error & { code: ResponsibilityErrorCode; issues: readonly InputIssue[] };
  return new ResponsibilityError(code, issues, { cause: error });
}
