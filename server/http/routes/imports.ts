/** Tables of steps, for merchants without EPCIS: a template, a dry run, and the import with its progress. */
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { type ImportDeps, importSteps, planImport } from "../../app/import-steps.ts";
import { ProvenanceError } from "../../domain/provenance/errors.ts";
import { importTemplate } from "../../domain/provenance/import-template.ts";
import { requireParty } from "../caller.ts";
import { RequestError } from "../request-error.ts";
import "./epcis-problems.ts";

const MOST_BYTES = 8 * 1024 * 1024;
const TYPES = [
  "text/csv",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/octet-stream",
];

/** Reads its bodies itself: a table is no JSON. */
export function importRoutes(deps: ImportDeps): Router {
  const router = Router();
  const table = express.raw({ type: TYPES, limit: MOST_BYTES });
  router.get("/v1/imports/template.csv", (request, response) => {
    const language = request.query.lang === "en" ? "en" : "zh-CN";
    response.type("text/csv; charset=utf-8").attachment("redress-steps.csv").send(importTemplate(language));
  });
  router.post("/v1/imports/check", mustBeParty, table, async (request, response) => {
    response.json((await planImport(deps, bodyOf(request))).plan);
  });
  router.post("/v1/imports", mustBeParty, table, async (request, response) => {
    const { partyId } = requireParty(request.caller);
    const planned = await planImport(deps, bodyOf(request));
    const [fault] = planned.plan.faults;
    if (fault !== undefined)
      throw new ProvenanceError(
        "provenance.import_invalid",
        `${planned.plan.faultCount} cells cannot be taken; nothing was imported. POST /v1/imports/check lists them.`,
        { field: `/${fault.row}/${fault.column}`, rule: fault.rule.en },
      );
    await sendLines(response, importSteps(deps, partyId, planned));
  });
  return router;
}

/** Before the body is read: nobody sends megabytes only to hear that they may not. */
const mustBeParty: RequestHandler = (request, _response, next) => {
  requireParty(request.caller);
  next();
};

function bodyOf(request: Request): Uint8Array {
  if (Buffer.isBuffer(request.body) && request.body.length > 0) return request.body;
  throw new RequestError("request.unsupported_media_type", "Send a CSV file or an XLSX workbook as it is.", [
    { field: "Content-Type", rule: TYPES.join(" or ") },
  ]);
}

/** One line of JSON for each step of the way, so that whoever waits sees it. */
async function sendLines(response: Response, lines: AsyncIterable<unknown>): Promise<void> {
  response.type("application/x-ndjson").set("cache-control", "no-store");
  for await (const line of lines) {
    response.write(`${JSON.stringify(line)}\n`);
    // Compression keeps lines back until it is told not to.
    (response as Response & { flush?: () => void }).flush?.();
  }
  response.end();
}
