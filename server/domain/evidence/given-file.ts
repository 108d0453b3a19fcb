/** What a file somebody wants checked turns out to be: one reading for the command line and for the phone. */
import { MAX_RECEIPT_BYTES } from "../log/receipt.ts";
import { utf8Text } from "../log/utf8.ts";
import { no, type StepResult } from "../log/verify-steps.ts";
import type { CertificateTerms } from "./certificate.ts";
import { BundleError } from "./errors.ts";
import { MAX_CERTIFICATE_BYTES, readCertificate } from "./read-certificate.ts";

export type FileKind = "receipt" | "certificate" | "bundle";

/** So many bytes from the beginning tell what a file is. */
export const MAGIC_BYTES = 4;

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const PDF = [0x25, 0x50, 0x44, 0x46];

/** Tells by the first bytes; what is neither PDF nor zip is taken for a receipt. */
export function fileKind(first: Uint8Array): FileKind {
  const begins = (magic: readonly number[]) => magic.every((byte, at) => first[at] === byte);
  return begins(ZIP) ? "bundle" : begins(PDF) ? "certificate" : "receipt";
}

/** Most bytes worth reading of a receipt, or of the certificate that carries one. */
export const maxBytes = (kind: "receipt" | "certificate"): number =>
  kind === "receipt" ? MAX_RECEIPT_BYTES : MAX_CERTIFICATE_BYTES;

export type GivenFile =
  | { readonly kind: "receipt"; readonly receipt: string }
  | { readonly kind: "certificate"; readonly receipt: string; readonly terms: CertificateTerms }
  | { readonly kind: "refused"; readonly step: StepResult };

/** Takes the receipt out of a file, or says why there is none in it. Not one byte is left out, mended or replaced. */
export function readGiven(kind: "receipt" | "certificate", bytes: Uint8Array): GivenFile {
  if (bytes.length > maxBytes(kind)) return refused("too_large");
  if (kind === "certificate") return readPage(bytes);
  const receipt = utf8Text(bytes);
  return receipt === null ? refused("not_utf8") : { kind, receipt };
}

function readPage(bytes: Uint8Array): GivenFile {
  try {
    return { kind: "certificate", ...readCertificate(bytes) };
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    return refused("malformed", error.message);
  }
}

const refused = (reason: string, detail?: string): GivenFile => ({
  kind: "refused",
  step: no("format", reason, detail),
});
