import { open, readFile } from "node:fs/promises";
import { writeCertificate } from "../adapters/pdf/write-certificate.ts";
import type { CertificateTerms } from "../domain/evidence/certificate.ts";
import { fileKind, MAGIC_BYTES, maxBytes, readGiven } from "../domain/evidence/given-file.ts";
import { equalBytes } from "../domain/log/bytes.ts";
import { conclude, type Verdict, type VerifyOptions, verifyReceipt } from "../domain/log/verify.ts";
import { dunno, ok, type StepResult } from "../domain/log/verify-steps.ts";
import { checkBundle } from "./verify-bundle.ts";
import { type Asked, jsonOf, reportReceipt } from "./verify-report.ts";

/** What a file turned out to be worth: for the exit code, for programs and for people. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly json: object;
  readonly report: string;
}

/**
 * Checks a receipt, the certificate that carries one, or a bundle of many.
 *
 * @throws Error when the file cannot be read at all.
 */
export async function checkFile(path: string, options: VerifyOptions, asked: Asked): Promise<Outcome> {
  const outcome = await check(path, options, asked);
  return { ...outcome, report: plain(outcome.report) };
}

/** A name in a file could clear the screen, or turn a verdict around, of whoever reads the report. */
const plain = (report: string): string =>
  report.replace(/[\p{Cc}\p{Bidi_Control}]/gu, (char) => (char === "\n" ? char : "\ufffd"));

async function check(path: string, options: VerifyOptions, asked: Asked): Promise<Outcome> {
  const { first, size } = await beginning(path);
  const kind = fileKind(first);
  if (kind === "bundle") return await checkBundle(path, options, asked);
  // What is too large is told by its length and not read into memory.
  const bytes = size > maxBytes(kind) ? new Uint8Array(maxBytes(kind) + 1) : await readFile(path);
  const given = readGiven(kind, bytes);
  if (given.kind === "refused") return outcomeOf(null, [given.step], asked);
  const { receipt, steps } = await verifyReceipt(given.receipt, options);
  if (given.kind === "receipt" || receipt === null) return outcomeOf(receipt, steps, asked);
  const page = await checkPage(bytes, given);
  return outcomeOf(receipt, [...steps, page], asked, given.terms);
}

function outcomeOf(
  receipt: Parameters<typeof conclude>[0],
  steps: readonly StepResult[],
  asked: Asked,
  terms?: CertificateTerms,
): Outcome {
  const verification = conclude(receipt, steps);
  return {
    verdict: verification.verdict,
    json: jsonOf(verification, asked, terms),
    report: reportReceipt(verification, asked, terms),
  };
}

/** Prints the certificate again: a genuine receipt may ride in a page that says something else. */
async function checkPage(
  bytes: Uint8Array,
  { receipt, terms }: { readonly receipt: string; readonly terms: CertificateTerms },
): Promise<StepResult> {
  return equalBytes(bytes, await writeCertificate(receipt, terms))
    ? ok("page", "as_printed")
    : dunno("page", "differs");
}

async function beginning(path: string): Promise<{ first: Uint8Array; size: number }> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(new Uint8Array(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
    return { first: buffer, size: (await file.stat()).size };
  } finally {
    await file.close();
  }
}
