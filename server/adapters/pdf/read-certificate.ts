import { type CertificateTerms, parseTerms } from "../../domain/evidence/certificate.ts";
import { BundleError } from "../../domain/evidence/errors.ts";
import { MAX_RECEIPT_CHARS } from "../../domain/log/receipt.ts";

export const MAX_CERTIFICATE_BYTES = 8 * 1024 * 1024;

const EMBEDDED = /\/Type \/EmbeddedFile\n[\s\S]{0,400}?\/Length (\d{1,8})\n>>\nstream\n/g;

/** What a certificate file carries. */
export interface EmbeddedReceipt {
  readonly receipt: string;
  readonly terms: CertificateTerms;
}

/**
 * Takes receipt and terms out of a certificate as this product prints it. A file that was saved anew, or had something
 * appended, is refused: whatever a reader then shows may come from elsewhere.
 *
 * @throws BundleError `bundle.too_large`, `bundle.no_receipt`, `bundle.unsafe`, `bundle.bad_manifest`.
 */
export function readCertificate(bytes: Uint8Array): EmbeddedReceipt {
  if (bytes.length > MAX_CERTIFICATE_BYTES)
    throw new BundleError("bundle.too_large", `A certificate has at most ${MAX_CERTIFICATE_BYTES} bytes.`);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  const found = [...text.matchAll(EMBEDDED)];
  if (found.length === 0)
    throw new BundleError(
      "bundle.no_receipt",
      "This PDF carries no receipt, or was saved by another program.",
    );
  if (found.length !== 2 || count(text, "%%EOF") !== 1 || count(text, "/EmbeddedFile\n") !== 2)
    throw new BundleError("bundle.unsafe", "This PDF was changed after it was made.");
  const [receipt, terms] = found.map((match) => textOf(bytes, match));
  return { receipt: receipt as string, terms: parseTerms(terms as string) };
}

const count = (text: string, part: string): number => text.split(part).length - 1;

function textOf(bytes: Uint8Array, match: RegExpExecArray): string {
  const start = match.index + match[0].length;
  const length = Number(match[1]);
  if (length > 4 * MAX_RECEIPT_CHARS || start + length > bytes.length)
    throw new BundleError("bundle.unsafe", "The attached receipt has another length than the PDF says.");
  try {
    const piece = bytes.subarray(start, start + length);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(piece);
  } catch (cause) {
    throw new BundleError("bundle.unsafe", "The attached receipt is not UTF-8.", { cause });
  }
}
