import { readFile } from "node:fs/promises";
import { DomainError } from "../domain/errors.ts";
import { fileKind, MAGIC_BYTES } from "../domain/evidence/given-file.ts";
import { readCertificate } from "../domain/evidence/read-certificate.ts";
import { parseReceipt, type Receipt } from "../domain/log/receipt.ts";

/**
 * Reads the receipt a command acts on: a receipt file, or the certificate it is attached to.
 *
 * @throws Error naming the file when there is none in it.
 */
export async function readReceiptFile(file: string): Promise<Receipt> {
  const bytes = await readFile(file);
  try {
    return parseReceipt(receiptIn(bytes, file));
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    throw new Error(`${file}: ${cause.message}`, { cause });
  }
}

function receiptIn(bytes: Uint8Array, file: string): string {
  const kind = fileKind(bytes.subarray(0, MAGIC_BYTES));
  if (kind === "bundle") throw new Error(`${file}: a bundle holds many receipts; unpack it and give one`);
  return kind === "certificate" ? readCertificate(bytes).receipt : new TextDecoder().decode(bytes).trim();
}
