import { MAX_RECEIPT_BYTES } from "../log/receipt.ts";
import { latin1Text, utf8Text } from "../log/utf8.ts";
import { type CertificateTerms, parseTerms } from "./certificate.ts";
import { BundleError } from "./errors.ts";

/** Largest certificate read. */
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
  const text = latin1Text(bytes);
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
  if (length > MAX_RECEIPT_BYTES || start + length > bytes.length)
    throw new BundleError("bundle.unsafe", "The attached receipt has another length than the PDF says.");
  const text = utf8Text(bytes.subarray(start, start + length));
  if (text === null) throw new BundleError("bundle.unsafe", "The attached receipt is not UTF-8.");
  return text;
}
