import { engineHash } from "../adapters/engine/engine-hash.ts";
import { readBundle } from "../adapters/zip/read-bundle.ts";
import { BundleError } from "../domain/evidence/errors.ts";
import { type BundleVerification, type FileVerdict, verifyBundle } from "../domain/evidence/verify-bundle.ts";
import type { Verdict, VerifyOptions } from "../domain/log/verify.ts";
import { BUNDLE_REASONS } from "./bundle-reasons.ts";
import { MARKS, VERDICTS } from "./verdicts.ts";
import type { Outcome } from "./verify-file.ts";
import { explain } from "./verify-reasons.ts";
import { type Asked, chainTrusted, contractTrusted, DEVELOPMENT_NOTE, leansOn } from "./verify-report.ts";

/** Reads and checks a bundle file. An archive that is refused is an invalid one, with the reason. */
export async function checkBundle(path: string, options: VerifyOptions, asked: Asked): Promise<Outcome> {
  try {
    const checked = await verifyBundle(await readBundle(path), { ...options, engineHash });
    const { verdict } = checked;
    const json = { ...checked, leansOn: leansOn(asked) };
    return { verdict, json, report: reportBundle(checked, asked, options.header?.hash) };
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    const { code, message } = error;
    const json = { verdict: "invalid", refused: { code, message } };
    return { verdict: "invalid", json, report: [message, "", last("invalid")].join("\n") };
  }
}

function reportBundle(checked: BundleVerification, asked: Asked, blockHash?: string): string {
  const { development, documents = [], files, logs, verdict } = checked;
  return [
    ...files.map(line),
    "",
    ...(development ? [DEVELOPMENT_NOTE] : []),
    ...saidOfCase(checked),
    ...documents.map((name) => `The document you gave is ${name}.`),
    "",
    ...logs.map(({ operatorParty, origin }) => `Log ${origin}, operated by ${operatorParty}.`),
    ...distinct(logs.flatMap(({ chainId }) => chainTrusted(chainId, blockHash, asked))),
    ...distinct(logs.map(({ contract }) => contractTrusted(contract, "the receipts themselves", asked))),
    "Not proved: that nothing of the case was left out of this bundle, or that what documents say is true.",
    "",
    `Receipts: ${statesOf(files)}`,
    last(verdict),
  ].join("\n");
}

const distinct = (lines: readonly string[]): string[] => [...new Set(lines)];

/** What receipts vouch for is told apart from what only the manifest says. */
function saidOfCase({ manifest, namingCase }: BundleVerification): string[] {
  const { caseId, engine, holder, madeAt, rulePack } = manifest;
  const hasPack = manifest.files.some(({ role }) => role === "rule-pack");
  const own = [
    ...(namingCase > 0 ? [] : [`case ${caseId}`]),
    `as ${holder} saw it at ${madeAt}`,
    ...(hasPack ? [] : [`rule pack ${rulePack.id} (${rulePack.hash})`]),
  ];
  return [
    ...(namingCase > 0 ? [`Case ${caseId}, named by ${namingCase} of the receipts.`] : []),
    `The manifest's own word, checked by nobody: ${own.join("; ")}.`,
    ...(hasPack ? [`Rule pack ${rulePack.id} (${rulePack.hash}).`] : []),
    engine === null
      ? "No finding yet."
      : `Engine ${engine.name} ${engine.version}${engine.hash === null ? "" : ` (${engine.hash})`}.`,
  ];
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
