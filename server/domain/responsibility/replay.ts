import canonicalize from "canonicalize";
import { z } from "zod";
import { decide } from "./decide.ts";
import { ResponsibilityError } from "./errors.ts";
import { parseFacts, toPointer } from "./facts.ts";
import type { Finding } from "./finding.ts";
import { loadPack, type RulePack } from "./pack.ts";

const bundleSchema = z.strictObject({
  schema: z.literal("redress.decision-bundle/1"),
  facts: z.unknown(),
  pack: z.unknown(),
  finding: z.looseObject({
    engine: z.looseObject({ name: z.string(), version: z.string() }),
    pack: z.looseObject({ id: z.string(), hash: z.string() }),
  }),
});

/** A past decision with everything it takes to make it again. */
export interface DecisionBundle {
  readonly schema: "redress.decision-bundle/1";
  readonly facts: unknown;
  readonly pack: unknown;
  readonly finding: Finding;
}

/** The outcome of making a decision again: the same bytes, or the step at which it came out otherwise. */
export type Replay =
  | { readonly same: true; readonly finding: Finding }
  | {
      readonly same: false;
      readonly step: "engine_version" | "pack_hash" | "finding";
      readonly found: string;
      readonly expected: string;
    };

/** Writes a finding as the bytes that are hashed and compared: canonical JSON (RFC 8785). */
export function findingText(finding: unknown): string {
  return canonicalize(finding) as string;
}

/** Puts facts, pack and finding together for whoever wants to make the decision again. */
export function bundleDecision(rawFacts: unknown, pack: RulePack, finding: Finding): DecisionBundle {
  return { schema: "redress.decision-bundle/1", facts: rawFacts, pack: pack.data, finding };
}

/**
 * Makes a past decision again from its bundle and compares the bytes.
 *
 * @throws ResponsibilityError `facts_invalid`, `facts_contradictory`, `pack_invalid` or `pack_unimplemented_rule` when
 * the bundle is not one
 */
export function replay(raw: unknown): Replay {
  const parsed = bundleSchema.safeParse(raw);
  if (!parsed.success) {
    throw new ResponsibilityError(
      "facts_invalid",
      parsed.error.issues.map((issue) => ({ path: toPointer(issue.path), rule: issue.message })),
    );
  }
  const { facts, pack: rawPack, finding: expected } = parsed.data;
  const pack = loadPack(rawPack);
  const finding = decide(parseFacts(facts), pack);
  if (expected.engine.version !== finding.engine.version) {
    return differs("engine_version", finding.engine.version, expected.engine.version);
  }
  if (expected.pack.hash !== pack.hash) return differs("pack_hash", pack.hash, expected.pack.hash);
  const [found, wanted] = [findingText(finding), findingText(expected)];
  return found === wanted ? { same: true, finding } : differs("finding", found, wanted);
}

function differs(step: "engine_version" | "pack_hash" | "finding", found: string, expected: string): Replay {
  return { same: false, step, found, expected };
}
