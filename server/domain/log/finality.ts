/** `latest` is for chains whose every block is final at once, such as those of a Byzantine-fault-tolerant consensus. */
export type FinalityTag = "finalized" | "safe" | "latest";

/** What counts as final on a chain: the node's own tag, or a number of blocks on top. */
export type FinalityRule =
  | { readonly kind: "tag"; readonly tag: FinalityTag }
  | { readonly kind: "depth"; readonly blocks: number };

export const BY_TAG_FINALIZED: FinalityRule = { kind: "tag", tag: "finalized" };

/** Reads `tag:finalized`, `tag:safe`, `tag:latest` or `depth:N`; null for anything else. */
export function parseFinalityRule(text: string): FinalityRule | null {
  const [, tag] = /^tag:(finalized|safe|latest)$/.exec(text) ?? [];
  if (tag !== undefined) return { kind: "tag", tag: tag as FinalityTag };
  const [, blocks] = /^depth:(0|[1-9]\d{0,5})$/.exec(text) ?? [];
  return blocks === undefined ? null : { kind: "depth", blocks: Number(blocks) };
}

/** Spells a rule as {@link parseFinalityRule} reads it. */
export const formatFinalityRule = (rule: FinalityRule): string =>
  rule.kind === "tag" ? `tag:${rule.tag}` : `depth:${rule.blocks}`;
