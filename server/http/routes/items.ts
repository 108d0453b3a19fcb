/** One item for everybody who holds its code: its life with proofs, and its label. */
import { type Request, type Response, Router } from "express";
import type { LabelPrinter, PrintedLabel } from "../../app/ports-labels.ts";
import { type ItemDeps, readItem } from "../../app/read-item.ts";
import { hasCheckDigit } from "../../domain/provenance/check-digit.ts";
import { digitalLink } from "../../domain/provenance/digital-link.ts";
import { ProvenanceError } from "../../domain/provenance/errors.ts";
import { gtin as gtinShape, serial as serialShape } from "../../schema/common.ts";
import "./epcis-problems.ts";

export interface ItemRouteDeps extends ItemDeps {
  /** Domain of the labels, e.g. `https://id.example.com`; Digital Links are made under it. */
  readonly idDomain: string;
  readonly printer: LabelPrinter;
}

export function itemRoutes(deps: ItemRouteDeps): Router {
  const router = Router();
  router.get("/v1/items/:gtin/:serial", async (request, response) => {
    const { gtin, serial } = itemOf(request);
    const item = await readItem(deps, gtin, serial, null);
    if (item.records.length === 0) throw unknownItem();
    // Scans are counted where the code leads, at the page; who asks here has been there. Receipts grow while entries travel to the chain; the counter changes with every visitor.
    response.set("cache-control", "no-store").json(item);
  });
  router.get("/v1/items/:gtin/:serial/label.svg", async (request, response) => {
    sendLabel(response, "image/svg+xml", deps.printer.svg(labelOf(deps, request)));
  });
  router.get("/v1/items/:gtin/:serial/label.png", async (request, response) => {
    sendLabel(response, "image/png", await deps.printer.png(labelOf(deps, request)));
  });
  return router;
}

/**
 * Reads GTIN and serial from the path.
 *
 * @throws ProvenanceError `provenance.digital_link_invalid` naming which is wrong and how.
 */
export function itemOf(request: Request): { gtin: string; serial: string } {
  const { gtin, serial } = request.params as { gtin: string; serial: string };
  if (!gtinShape.safeParse(gtin).success) throw invalid("gtin", "14 digits");
  if (!hasCheckDigit(gtin)) throw invalid("gtin", "a GTIN whose check digit is right");
  if (!serialShape.safeParse(serial).success) throw invalid("serial", "1 to 20 characters of GS1's set 82");
  return { gtin, serial };
}

function labelOf({ idDomain }: ItemRouteDeps, request: Request): PrintedLabel {
  const { gtin, serial } = itemOf(request);
  const link = digitalLink(idDomain, [
    ["01", gtin],
    ["21", serial],
  ]);
  return { link, gtin, serial };
}

function sendLabel(response: Response, type: string, body: string | Uint8Array): void {
  response.set("cache-control", "public, max-age=86400").type(type);
  response.send(typeof body === "string" ? body : Buffer.from(body));
}

const invalid = (field: string, rule: string) =>
  new ProvenanceError("provenance.digital_link_invalid", `The ${field} is not ${rule}.`, { field, rule });

/** The same for an item that never was and one nobody told of, so that serials cannot be tried out. */
const unknownItem = () => new ProvenanceError("provenance.not_found", "There is no record of this item.");
