import type { CertificateTerms } from "../../../server/domain/evidence/certificate.ts";
import {
  type FileKind,
  fileKind,
  MAGIC_BYTES,
  maxBytes,
  readGiven,
} from "../../../server/domain/evidence/given-file.ts";
import { parseReceipt, type Receipt } from "../../../server/domain/log/receipt.ts";
import type { ChainSource } from "../../lib/chain-sources.ts";
import { type Check, checkReceipt, type DocumentHashes } from "../../lib/check-receipt.ts";
import { hashDocument, sm3Document } from "../../lib/hash-document.ts";

/** A file the reader chose, as far as these pages understand it. */
export interface Chosen {
  readonly kind: FileKind;
  /** The receipt in it, byte for byte; null where there is none to be read here. */
  readonly receipt: string | null;
  /** What a certificate says of itself: its own word. */
  readonly terms: CertificateTerms | null;
  /** All there is to say of a file without a receipt. */
  readonly check: Check;
}

const cannotTell = (step: "format" | "page", reason: string) =>
  ({ step, result: "cannot_tell", reason: `${step}.${reason}` }) as const;

const BUNDLE: Check = { verdict: "cannot_tell", steps: [cannotTell("format", "bundle")] };
const NONE: Check = { verdict: "cannot_tell", steps: [] };

/** Reads a chosen file as the command line does: no byte is trimmed, mended or replaced. */
export async function readChosen(file: Blob): Promise<Chosen> {
  const kind = fileKind(new Uint8Array(await file.slice(0, MAGIC_BYTES).arrayBuffer()));
  if (kind === "bundle") return { kind, receipt: null, terms: null, check: BUNDLE };
  // One byte more than allowed tells that a file is too large; the rest is not read.
  const bytes = new Uint8Array(await file.slice(0, maxBytes(kind) + 1).arrayBuffer());
  const given = readGiven(kind, bytes);
  if (given.kind === "refused")
    return { kind, receipt: null, terms: null, check: { verdict: "invalid", steps: [given.step] } };
  const terms = given.kind === "certificate" ? given.terms : null;
  return { kind, receipt: given.receipt, terms, check: NONE };
}

/**
 * Checks what was chosen. The page of a certificate is printed again by the command line and not here, so that its
 * verdict is at best "cannot tell", with every step of its receipt beside it.
 */
export async function checkChosen(
  chosen: Chosen,
  sources: readonly ChainSource[],
  document: Blob | null,
): Promise<Check> {
  if (chosen.receipt === null) return chosen.check;
  const check = await checkReceipt(chosen.receipt, sources, await hashesOf(document, receiptOf(chosen)));
  if (chosen.kind !== "certificate") return check;
  const verdict = check.verdict === "valid" ? "cannot_tell" : check.verdict;
  return { verdict, steps: [...check.steps, cannotTell("page", "not_compared")] };
}

/** Only what the statement names is computed. */
async function hashesOf(document: Blob | null, receipt: Receipt | null): Promise<DocumentHashes> {
  if (document === null) return {};
  const documentHash = await hashDocument(document);
  return receipt?.statement?.includes('"documentSm3"') === true
    ? { documentHash, documentSm3: await sm3Document(document) }
    : { documentHash };
}

/** The receipt read, or null where it cannot be. */
export function receiptOf({ receipt }: Chosen): Receipt | null {
  try {
    return receipt === null ? null : parseReceipt(receipt);
  } catch {
    return null;
  }
}
