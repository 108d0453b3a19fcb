import type { CertificateTerms } from "../domain/evidence/certificate.ts";
import type { CertificateLanguage } from "../domain/evidence/certificate-texts.ts";
import type { AuthenticatedCaller } from "./authentication.ts";
import { type LogReadingDeps, readReceipt } from "./log-reading.ts";
import type { Clock } from "./ports.ts";

/** Prints the certificate of a receipt; the same input gives the same bytes. */
export type CertificatePrinter = (receipt: string, terms: CertificateTerms) => Promise<Uint8Array>;

export interface CertificateDeps extends LogReadingDeps {
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly print: CertificatePrinter;
}

/**
 * The receipt of an entry as a page (存证证书), with the receipt attached. Statement and salt are in it for whoever
 * handed the entry in.
 *
 * @throws LogError `log.not_found`.
 */
export async function makeCertificate(
  deps: CertificateDeps,
  leafHash: string,
  language: CertificateLanguage,
  caller: AuthenticatedCaller | { readonly kind: "anonymous" },
): Promise<Uint8Array> {
  const receipt = await readReceipt(deps, leafHash, caller);
  const madeAt = `${(await deps.clock.now()).toISOString().slice(0, 19)}Z`;
  const verifyUrl = `${deps.publicUrl}/verify?leaf=${leafHash}`;
  return await deps.print(receipt, { language, madeAt, verifyUrl });
}
