import { readBundle } from "../adapters/zip/read-bundle.ts";
import { decisionOf } from "../domain/evidence/bundle-decisions.ts";
import { MANIFEST_NAME, parseManifest } from "../domain/evidence/bundle-manifest.ts";
import { BundleError } from "../domain/evidence/errors.ts";

/** One decision of a bundle, as `replayAsReleased` takes it. */
export interface BundledDecision {
  readonly name: string;
  readonly raw: unknown;
}

/**
 * Reads every decision out of a bundle file.
 *
 * @throws BundleError when the archive is refused, or holds no decision.
 */
export async function readDecisions(path: string): Promise<BundledDecision[]> {
  const files = new Map((await readBundle(path)).map((file) => [file.name, file]));
  const manifest = parseManifest(files.get(MANIFEST_NAME)?.text ?? "");
  const findings = manifest.files.filter(({ role }) => role === "finding");
  if (findings.length === 0) throw new BundleError("bundle.bad_manifest", "This bundle holds no finding.");
  return findings.map((entry) => ({ name: entry.name, raw: decisionOf(manifest, files, entry) }));
}
