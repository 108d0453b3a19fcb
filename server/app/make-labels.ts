/** Labels for a batch of new serials; what is printed is made again from serials and key each time. */
import { createHash } from "node:crypto";
import { digitalLink } from "../domain/provenance/digital-link.ts";
import { ProvenanceError } from "../domain/provenance/errors.ts";
import { innerHash, innerLink, innerSecret } from "../domain/provenance/inner-code.ts";
import { base32, SERIAL_LENGTH } from "../domain/provenance/serials.ts";
import type { CreateLabels, PrintLabels } from "../schema/label.ts";
import type { Clock, Randomness, UnitOfWork } from "./ports.ts";
import type { LabelBatch, LabelPrinter, LabelStore, NewLabel, PrintedLabel } from "./ports-labels.ts";
import { itemEpc } from "./read-item.ts";

export interface LabelDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly labels: LabelStore;
  readonly printer: LabelPrinter;
  /** Domain of the labels, e.g. `https://id.example.com`. */
  readonly idDomain: string;
}

/** Labels in one file; more come in further files, so that none takes long and each can be fetched again. */
export const LABELS_A_FILE = 1_000;

/**
 * Makes serials and keeps them.
 *
 * @returns The batch and, where inner codes were asked for, the key that prints them: told this once, kept nowhere.
 */
export async function makeLabels(
  deps: LabelDeps,
  partyId: string,
  asked: CreateLabels,
): Promise<{ batch: LabelBatch; innerKey: string | null }> {
  const innerKey = asked.innerCodes ? deps.random.bytes(32) : null;
  const batch: LabelBatch = {
    batchId: Buffer.from(deps.random.bytes(16)).toString("hex"),
    partyId,
    gtin: asked.gtin,
    productName: asked.productName,
    count: asked.count,
    innerKeyHash: innerKey === null ? null : keyHash(innerKey),
    countries: asked.countries ?? null,
    createdAt: await deps.clock.now(),
  };
  const labels = newLabels(deps.random, asked.gtin, asked.count, innerKey);
  await deps.uow.run((tx) => deps.labels.addBatch(tx, batch, labels));
  return { batch, innerKey: innerKey === null ? null : Buffer.from(innerKey).toString("hex") };
}

function newLabels(random: Randomness, gtin: string, count: number, innerKey: Uint8Array | null): NewLabel[] {
  const bytes = random.bytes(count * SERIAL_LENGTH);
  return Array.from({ length: count }, (_, i) => {
    const serial = base32(bytes.subarray(i * SERIAL_LENGTH, (i + 1) * SERIAL_LENGTH));
    const inner = innerKey === null ? null : innerHash(innerSecret(innerKey, gtin, serial));
    return { epc: itemEpc(gtin, serial), serial, innerHash: inner };
  });
}

const keyHash = (key: Uint8Array): string => createHash("sha256").update(key).digest("hex");

export interface PrintedFile {
  readonly type: string;
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Prints a file of labels.
 *
 * @throws ProvenanceError `provenance.labels_invalid` for a file number the batch has not, or a key that is not its own.
 */
export async function printLabels(
  deps: LabelDeps,
  batch: LabelBatch,
  asked: PrintLabels,
): Promise<PrintedFile> {
  const files = Math.ceil(batch.count / LABELS_A_FILE);
  if (asked.file > files) throw invalid("/file", `1 to ${files}`);
  const innerKey = asked.innerKey === undefined ? null : checkedKey(batch, asked.innerKey);
  const from = (asked.file - 1) * LABELS_A_FILE;
  const serials = await deps.labels.serials(batch.batchId, from, from + LABELS_A_FILE);
  const labels = serials.map((serial) => labelFor(deps.idDomain, batch.gtin, serial, innerKey));
  const kind = innerKey === null ? "labels" : "inner-codes";
  const name = `${kind}-${batch.gtin}-${batch.batchId.slice(0, 8)}-${asked.file}`;
  switch (asked.format) {
    case "pdf":
      return {
        type: "application/pdf",
        name: `${name}.pdf`,
        content: deps.printer.sheet(labels, { ...asked.grid, productName: batch.productName }),
      };
    case "csv":
      return { type: "text/csv; charset=utf-8", name: `${name}.csv`, content: csv(labels) };
    default:
      return {
        type: "application/zip",
        name: `${name}-${asked.format}.zip`,
        content: deps.printer.zip(labels, asked.format),
      };
  }
}

function checkedKey(batch: LabelBatch, hex: string): Uint8Array {
  const key = Buffer.from(hex, "hex");
  if (keyHash(key) !== batch.innerKeyHash)
    throw invalid("/innerKey", "the key told when this batch was made");
  return key;
}

function labelFor(idDomain: string, gtin: string, serial: string, innerKey: Uint8Array | null): PrintedLabel {
  const outer = digitalLink(idDomain, [
    ["01", gtin],
    ["21", serial],
  ]);
  const link = innerKey === null ? outer : innerLink(outer, innerSecret(innerKey, gtin, serial));
  return { link, gtin, serial };
}

/** For label printers that draw codes themselves. */
async function* csv(labels: readonly PrintedLabel[]): AsyncIterable<Uint8Array> {
  const lines = labels.map(({ gtin, serial, link }) => `${gtin},${serial},${link}\r\n`);
  yield Buffer.from(`gtin,serial,link\r\n${lines.join("")}`);
}

const invalid = (field: string, rule: string) =>
  new ProvenanceError("provenance.labels_invalid", `The ${field.slice(1)} must be ${rule}.`, { field, rule });
