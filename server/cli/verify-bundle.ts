import { readBundle } from "../adapters/zip/read-bundle.ts";
import { BundleError } from "../domain/evidence/errors.ts";
import { type BundleVerification, type FileVerdict, verifyBundle } from "../domain/evidence/verify-bundle.ts";
import type { Verdict, VerifyOptions } from "../domain/log/verify.ts";
import { BUNDLE_REASONS } from "./bundle-reasons.ts";
import { MARKS, VERDICTS } from "./verdicts.ts";
import type { Outcome } from "./verify-file.ts";
import { explain } from "./verify-reasons.ts";
import { DEVELOPMENT_NOTE } from "./verify-report.ts";

/** Reads and checks a bundle file. An archive that is refused is an invalid one, with the reason. */
export async function checkBundle(path: string, options: VerifyOptions): Promise<Outcome> {
  try {
    const checked = await verifyBundle(await readBundle(path), options);
    return { verdict: checked.verdict, json: checked, report: reportBundle(checked) };
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    const { code, message } = error;
    const json = { verdict: "invalid", refused: { code, message } };
    return { verdict: "invalid", json, report: [message, "", last("invalid")].join("\n") };
  }
}

function reportBundle({ development, files, manifest, verdict }: BundleVerification): string {
  const { engine, holder, madeAt, rulePack } = manifest;
  return [
    ...files.map(line),
    "",
    ...(development ? [DEVELOPMENT_NOTE] : []),
    `Case ${manifest.caseId}, as ${holder} saw it at ${madeAt}.`,
    `Rule pack ${rulePack.id} (${rulePack.hash}).`,
    engine === null
      ? "No finding yet."
      : `Engine ${engine.name} ${engine.version}${engine.hash === null ? "" : ` (${engine.hash})`}.`,
    "Not proved: that nothing of the case was left out of this bundle, or that what documents say is true.",
    "",
    `Receipts: ${statesOf(files)}`,
    last(verdict),
  ].join("\n");
}

/** How many are how far; what is anchored and not finalised may still be undone. */
function statesOf(files: readonly FileVerdict[]): string {
  const counts = Map.groupBy(
    files.flatMap(({ state }) => (state === undefined ? [] : [state])),
    (state) => state,
  );
  return [...counts].map(([state, { length }]) => `${length} ${state}`).join(", ") || "none";
}

const last = (verdict: Verdict): string => `Verdict: ${VERDICTS[verdict]}`;

function line({ name, verdict, reason, detail }: FileVerdict): string {
  const said = BUNDLE_REASONS[reason] ?? explain(reason);
  return `  ${MARKS[verdict]}  ${name}  ${said}${detail === undefined ? "" : `: ${detail}`}`;
}
