import type { BundleEntry, Manifest } from "./bundle-manifest.ts";

/** Texts of a bundle's JSON files by name. */
export type Texts = ReadonlyMap<string, { readonly text: string | null }>;

/**
 * Puts a finding of a bundle together with its facts and rule pack, as `redress replay` takes it.
 *
 * @returns Null when one of the three is not in the bundle.
 * @throws SyntaxError when one of them is no JSON.
 */
export function decisionOf(manifest: Manifest, files: Texts, finding: BundleEntry): unknown {
  const textOf = (role: BundleEntry["role"], leafHash?: string): string | null => {
    const found = manifest.files.find(
      (one) => one.role === role && (leafHash === undefined || one.leafHash === leafHash),
    );
    return found === undefined ? null : (files.get(found.name)?.text ?? null);
  };
  const facts = textOf("facts", finding.leafHash);
  const pack = textOf("rule-pack");
  const made = files.get(finding.name)?.text ?? null;
  if (facts === null || pack === null || made === null) return null;
  const parts = { facts: JSON.parse(facts), pack: JSON.parse(pack), finding: JSON.parse(made) };
  return { schema: "redress.decision-bundle/1", ...parts };
}
