import { readBundle } from "../adapters/zip/read-bundle.ts";
import { BundleError } from "../domain/evidence/errors.ts";
import { type BundleVerification, type FileVerdict, verifyBundle } from "../domain/evidence/verify-bundle.ts";
import type { Verdict, VerifyOptions } from "../domain/log/verify.ts";
import { BUNDLE_REASONS } from "./bundle-reasons.ts";
import { MARKS, VERDICTS } from "./verdicts.ts";
import { explain } from "./verify-reasons.ts";

/** A bundle's verdict: per file, or that it was refused and why. */
export type BundleOutcome =
  | BundleVerification
  | { readonly verdict: "invalid"; readonly refused: { readonly code: string; readonly message: string } };

/** Reads and checks a bundle file. An archive that is refused is an invalid one, with the reason. */
export async function checkBundle(path: string, options: VerifyOptions): Promise<BundleOutcome> {
  try {
    return await verifyBundle(await readBundle(path), options);
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    return { verdict: "invalid", refused: { code: error.code, message: error.message } };
  }
}

/** The outcome in lines for people. */
export function reportBundle(outcome: BundleOutcome): string {
  if ("refused" in outcome) return [outcome.refused.message, "", last(outcome.verdict)].join("\n");
  const { files, manifest, verdict } = outcome;
  const { engine, holder, madeAt, rulePack } = manifest;
  return [
    ...files.map(line),
    "",
    `Case ${manifest.caseId}, as ${holder} saw it at ${madeAt}.`,
    `Rule pack ${rulePack.id} (${rulePack.hash}).`,
    engine === null
      ? "No finding yet."
      : `Engine ${engine.name} ${engine.version}${engine.hash === null ? "" : ` (${engine.hash})`}.`,
    "Not proved: that nothing of the case was left out of this bundle, or that what documents say is true.",
    "",
    last(verdict),
  ].join("\n");
}

const last = (verdict: Verdict): string => `Verdict: ${VERDICTS[verdict]}`;

function line({ name, verdict, reason, detail }: FileVerdict): string {
  const said = BUNDLE_REASONS[reason] ?? explain(reason);
  return `  ${MARKS[verdict]}  ${name}  ${said}${detail === undefined ? "" : `: ${detail}`}`;
}
