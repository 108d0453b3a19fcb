import type { Behaviour } from "./behaviours.ts";
import type { Facts } from "./facts.ts";
import type { CitedRule, MissingRecord, NotFound, Reason } from "./finding.ts";
import type { Rule, RulePack } from "./pack.ts";

/** What the steps of one decision share: the input, and the lists that grow while it is reasoned. */
export interface Trace {
  readonly facts: Facts;
  readonly pack: RulePack;
  readonly reasons: Reason[];
  readonly notFound: NotFound[];
  readonly missing: MissingRecord[];
}

const NO_EVIDENCE: readonly string[] = [];

/** Tells whether any rule of the pack grounds the behaviour. */
export function grounded(trace: Trace, behaviour: Behaviour): boolean {
  return trace.pack.byBehaviour.has(behaviour);
}

// Citations depend on the pack alone and are asked for in every step of every decision.
const citations = new WeakMap<RulePack, Map<string, readonly CitedRule[]>>();

/** Cites the rules of the pack that ground the behaviours, each once, in the order asked. */
export function cite(pack: RulePack, ...behaviours: readonly Behaviour[]): readonly CitedRule[] {
  let known = citations.get(pack);
  if (known === undefined) {
    known = new Map();
    citations.set(pack, known);
  }
  const key = behaviours.join();
  let rules = known.get(key);
  if (rules === undefined) {
    rules = citeAnew(pack, behaviours);
    known.set(key, rules);
  }
  return rules;
}

function citeAnew(pack: RulePack, behaviours: readonly Behaviour[]): readonly CitedRule[] {
  const cited = new Map<string, CitedRule>();
  for (const behaviour of behaviours) {
    for (const rule of pack.byBehaviour.get(behaviour) ?? []) {
      if (!cited.has(rule.id)) cited.set(rule.id, toCited(rule));
    }
  }
  return [...cited.values()];
}

function toCited(rule: Rule): CitedRule {
  return { id: rule.id, article: rule.source, confidence: rule.confidence };
}

/** Builds one node of the reason tree. */
export function reason(
  trace: Trace,
  code: string,
  parts: {
    behaviours?: readonly Behaviour[];
    values?: Reason["values"];
    evidence?: readonly string[];
    effectBps?: Reason["effectBps"];
    because?: readonly Reason[];
  } = {},
): Reason {
  return {
    code,
    values: parts.values ?? {},
    rules: cite(trace.pack, ...(parts.behaviours ?? [])),
    evidence: parts.evidence ?? NO_EVIDENCE,
    ...(parts.effectBps ? { effectBps: parts.effectBps } : {}),
    because: parts.because ?? [],
  };
}

/** Tells whether a fact of this grade is found (民诉法解释 108). */
export function isFound(trace: Trace, item: { readonly grade: number }): boolean {
  return item.grade >= trace.pack.parameters.EST;
}

/** Lists a fact that was stated and does not count. */
export function listNotFound(
  trace: Trace,
  path: string,
  what: string,
  why: NotFound["why"],
  evidence: readonly string[] = NO_EVIDENCE,
): void {
  trace.notFound.push({ path, what, why, evidence });
}
