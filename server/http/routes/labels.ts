/** Labels for a merchant's goods: serials, inner codes, files to print; tags; and what happened to codes. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Router } from "express";
import { LABELS_A_FILE, type LabelDeps, makeLabels, printLabels } from "../../app/make-labels.ts";
import type { LabelBatch, TagStore } from "../../app/ports-labels.ts";
import { registerTags } from "../../app/register-tags.ts";
import { parseDigitalLink } from "../../domain/provenance/digital-link.ts";
import {
  type CodeMisuseView,
  createLabels,
  type LabelBatchView,
  printLabels as printBody,
  registerTags as tagsBody,
} from "../../schema/label.ts";
import { requireParty } from "../caller.ts";
import { parseBody } from "../parse.ts";
import { RequestError } from "../request-error.ts";
import "./epcis-problems.ts";

export interface LabelRouteDeps extends LabelDeps {
  readonly tags: TagStore;
}

const MOST_LISTED = 200;

export function labelRoutes(deps: LabelRouteDeps): Router {
  const router = Router();
  router.get("/v1/labels", async (request, response) => {
    const { partyId } = requireParty(request.caller, "merchant", "platform");
    const batches = await deps.labels.batches(partyId, MOST_LISTED);
    response.json({ batches: batches.map((batch) => toView(batch, null)) });
  });
  router.post("/v1/labels", async (request, response) => {
    const { partyId } = requireParty(request.caller, "merchant", "platform");
    const { batch, innerKey } = await makeLabels(deps, partyId, parseBody(createLabels, request.body));
    response.status(201).set("cache-control", "no-store").json(toView(batch, innerKey));
  });
  router.post("/v1/labels/print", async (request, response) => {
    const { partyId } = requireParty(request.caller, "merchant", "platform");
    const asked = parseBody(printBody, request.body);
    const batch = await ownBatch(deps, partyId, asked.batchId);
    const { name, type, content } = await printLabels(deps, batch, asked);
    response
      .set({ "cache-control": "no-store", "content-disposition": `attachment; filename="${name}"` })
      .type(type);
    await pipeline(Readable.from(content), response);
  });
  router.post("/v1/nfc-tags", async (request, response) => {
    const { partyId } = requireParty(request.caller, "merchant", "platform");
    await registerTags(deps, partyId, parseBody(tagsBody, request.body));
    response.status(204).end();
  });
  router.get("/v1/code-misuse", async (request, response) => {
    const { partyId, partyKind } = requireParty(request.caller, "merchant", "platform", "auditor");
    const rows = await deps.labels.misuse(partyKind === "merchant" ? partyId : null, MOST_LISTED);
    response.json({
      misuse: rows.map(({ epc, firstAt, lastAt, ...row }) => ({
        ...itemIn(epc),
        ...row,
        firstAt: firstAt.toISOString(),
        lastAt: lastAt.toISOString(),
      })),
    } satisfies CodeMisuseView);
  });
  return router;
}

/** Somebody else's batch reads like none. */
async function ownBatch(deps: LabelRouteDeps, partyId: string, batchId: string): Promise<LabelBatch> {
  const batch = await deps.labels.batch(batchId);
  if (batch?.partyId !== partyId)
    throw new RequestError("request.not_found", "There is nothing at this address.");
  return batch;
}

function toView(batch: LabelBatch, innerKey: string | null): LabelBatchView {
  const { batchId, gtin, productName, count, innerKeyHash, countries, createdAt } = batch;
  return {
    batchId,
    gtin,
    productName,
    count,
    innerCodes: innerKeyHash !== null,
    countries: countries === null ? null : [...countries],
    createdAt: createdAt.toISOString(),
    files: Math.ceil(count / LABELS_A_FILE),
    innerKey,
  };
}

function itemIn(epc: string): { gtin: string; serial: string } {
  const path = new Map(parseDigitalLink(epc).path);
  return { gtin: path.get("01") ?? "", serial: path.get("21") ?? "" };
}
