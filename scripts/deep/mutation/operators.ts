/** One small change of a source: what stands there, and what the mutant puts in its place. */
export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly operator: string;
  readonly text: string;
  /** Whether the range is a statement to leave out rather than an expression to replace. */
  readonly statement?: true;
}

/** A node of the syntax tree (ESTree with positions), as far as the operators look at it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

const SWAPPED: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "===": ["!=="],
  "!==": ["==="],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
  "&&": ["||"],
  "||": ["&&"],
  "??": ["&&"],
};
const METHODS: Readonly<Record<string, string>> = {
  some: "every",
  every: "some",
  min: "max",
  max: "min",
  find: "findLast",
  findLast: "find",
  indexOf: "lastIndexOf",
  lastIndexOf: "indexOf",
  findIndex: "findLastIndex",
  findLastIndex: "findIndex",
};
const LEFT_OUT: ReadonlySet<string> = new Set(["filter", "toSorted"]);

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";

/** Names the mutants of one node; `source` is the text that its positions point into. */
export function mutationsOf(node: SyntaxNode, parent: SyntaxNode | null, source: string): Mutation[] {
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
      return swapOperator(node, source);
    case "IfStatement":
    case "ConditionalExpression":
      return forceCondition(node.test as SyntaxNode);
    case "UnaryExpression":
      return node.operator === "!"
        ? [whole(node, "drop !", textOf(node.argument as SyntaxNode, source))]
        : [];
    case "Literal":
      return changeLiteral(node, parent);
    case "ArrayExpression":
      return (node.elements as unknown[]).length > 0 ? [whole(node, "empty list", "[]")] : [];
    case "CallExpression":
      return changeCall(node, source);
    case "ExpressionStatement":
      return parent?.type === "BlockStatement"
        ? [{ ...whole(node, "leave out statement", ""), statement: true }]
        : [];
    default:
      return [];
  }
}

const textOf = (node: SyntaxNode, source: string) => source.slice(node.start, node.end);

function whole(node: SyntaxNode, operator: string, text: string): Mutation {
  return { start: node.start, end: node.end, operator, text };
}

function swapOperator(node: SyntaxNode, source: string): Mutation[] {
  const [left, right] = [node.left as SyntaxNode, node.right as SyntaxNode];
  const operator = String(node.operator);
  return (SWAPPED[operator] ?? []).map((other) =>
    whole(node, `${operator} to ${other}`, `(${textOf(left, source)}) ${other} (${textOf(right, source)})`),
  );
}

function forceCondition(test: SyntaxNode): Mutation[] {
  return ["true", "false"].map((value) => whole(test, `condition ${value}`, value));
}

// Keys and types are no values; a text is judged by who reads it.
function changeLiteral(node: SyntaxNode, parent: SyntaxNode | null): Mutation[] {
  if (parent?.type === "Property" && parent.key === node) return [];
  if (typeof node.value === "boolean") return [whole(node, "flip", String(!node.value))];
  if (typeof node.value === "number") return [whole(node, "one more", `(${node.raw} + 1)`)];
  if (typeof node.value === "bigint") return [whole(node, "one more", `(${node.raw} + 1n)`)];
  return [];
}

function changeCall(node: SyntaxNode, source: string): Mutation[] {
  const callee = node.callee as SyntaxNode;
  const property = callee.property;
  if (callee.type !== "MemberExpression" || callee.computed || !isNode(property)) return [];
  const name = String(property.name);
  const object = callee.object as SyntaxNode;
  if (LEFT_OUT.has(name)) return [whole(node, `leave out ${name}`, textOf(object, source))];
  const other = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (other === undefined) return [];
  const text = source.slice(node.start, property.start) + other + source.slice(property.end, node.end);
  return [whole(node, `${name} to ${other}`, text)];
}
