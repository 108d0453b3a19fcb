import { readFile } from "node:fs/promises";
import { MAX_CERTIFICATE_BYTES, readCertificate } from "../adapters/pdf/read-certificate.ts";
import { writeCertificate } from "../adapters/pdf/write-certificate.ts";
import { BundleError } from "../domain/evidence/errors.ts";
import type { Verification, VerifyOptions } from "../domain/log/verify.ts";
import { verifyReceipt } from "../domain/log/verify.ts";

/** What a certificate file turned out to be. */
export interface CertificateOutcome {
  readonly verification: Verification;
  /** What is to be said of the page itself. */
  readonly page: string;
}

/**
 * Takes the receipt out of a certificate and verifies it; then prints the certificate again and compares the bytes, since
 * a genuine receipt may ride in a page that says something else.
 *
 * @param size Bytes of the file.
 */
export async function checkCertificate(
  path: string,
  size: number,
  options: VerifyOptions,
): Promise<CertificateOutcome> {
  const bytes = size > MAX_CERTIFICATE_BYTES ? Buffer.alloc(0) : await readFile(path);
  let embedded: ReturnType<typeof readCertificate>;
  try {
    embedded = readCertificate(bytes);
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    const step = { step: "format", result: "invalid", reason: "format.malformed" } as const;
    const detailed = { ...step, detail: error.message };
    return { verification: { verdict: "invalid", steps: [detailed], receipt: null }, page: "" };
  }
  const verification = await verifyReceipt(embedded.receipt, options);
  const page =
    verification.receipt !== null && bytes.equals(await writeCertificate(embedded.receipt, embedded.terms))
      ? "The page is exactly what this version prints for the receipt attached to it."
      : "The page is not what this version prints for its receipt: believe the receipt, not the page.";
  return { verification, page };
}
