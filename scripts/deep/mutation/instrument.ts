import { parseSync } from "vite";
import { type Mutation, mutationsOf, type SyntaxNode } from "./operators.ts";

/** A mutant with its number across all files and the place that a report shows. */
export interface Mutant extends Mutation {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  readonly before: string;
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
]);

/**
 * Finds the mutants of a source. Only what stands inside a function counts: all mutants live in one program and
 * are switched on one at a time, which the values of a module, worked out once at load, would not notice.
 */
export function findMutants(file: string, source: string, firstId: number): Mutant[] {
  const mutants: Mutant[] = [];
  walk(parseSync(file, source).program as unknown as SyntaxNode, null, false, (node, parent) => {
    for (const mutation of mutationsOf(node, parent, source)) {
      mutants.push({
        ...mutation,
        id: firstId + mutants.length,
        file,
        line: source.slice(0, mutation.start).split("\n").length,
        before: source.slice(mutation.start, mutation.end),
      });
    }
  });
  return mutants;
}

function walk(
  node: SyntaxNode,
  parent: SyntaxNode | null,
  inside: boolean,
  visit: (node: SyntaxNode, parent: SyntaxNode | null) => void,
): void {
  // Types are gone before anything runs.
  if (node.type.startsWith("TS") && !/^TS(NonNull|As|Satisfies)/.test(node.type)) return;
  if (inside) visit(node, parent);
  const within = inside || FUNCTIONS.has(node.type);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === "object" && child !== null && typeof child.type === "string") {
        walk(child as SyntaxNode, node, within, visit);
      }
    }
  }
}

/** Writes all mutants into the source, each behind a switch that asks whether its number is the active one. */
export function instrument(source: string, mutants: readonly Mutant[]): string {
  const insertions = mutants.flatMap(({ id, start, end, text, statement }, order) => {
    const size = end - start;
    if (statement) return [{ at: start, rank: -size, order, put: `if (globalThis.activeMutant !== ${id}) ` }];
    return [
      // At one place the wider range opens first and closes last.
      { at: start, rank: -size, order, put: `(globalThis.activeMutant === ${id} ? (${text}) : (` },
      { at: end, rank: size - 1e9, order: -order, put: "))" },
    ];
  });
  insertions.sort((a, b) => a.at - b.at || a.rank - b.rank || a.order - b.order);
  let out = "";
  let from = 0;
  for (const { at, put } of insertions) {
    out += source.slice(from, at) + put;
    from = at;
  }
  return out + source.slice(from);
}
