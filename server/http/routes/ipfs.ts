/** Trustless gateway (specs.ipfs.tech): sealed blocks by CID for any IPFS client, which checks them itself. */
import { pipeline } from "node:stream/promises";
import { type Request, type Response, Router } from "express";
import type { PublishedBlocks } from "../../app/ports.ts";
import { DomainError } from "../../domain/errors.ts";
import { RequestError } from "../request-error.ts";

const RAW = "application/vnd.ipld.raw";
const CAR = "application/vnd.ipld.car";
const FOREVER = "public, max-age=29030400, immutable";
/** Clients find out by it whether a gateway is one: the empty block, in the address itself. */
const PROBE = "bafkqaaa";

type Format = "raw" | "car";

/** `GET` and `HEAD` of `/ipfs/<cid>`, as raw block or CAR. Blocks are sealed, so anybody may have them. */
export function ipfsRoutes(blocks: PublishedBlocks): Router {
  const router = Router();
  router.get("/ipfs/:cid", async (request, response) => {
    const { cid } = request.params;
    const format = formatOf(request, cid);
    const root = await readBlock(blocks, request, cid);
    const scope = scopeOf(request);
    setHeaders(response, { cid, format, scope });
    if (request.fresh) return void response.status(304).end();
    if (format === "raw") return void response.set("content-length", String(root.length)).end(root);
    if (request.method === "HEAD") return void response.end();
    await pipeline(blocks.car(cid, scope), response);
  });
  return router;
}

/** What the address asks for counts before what the header accepts. */
function formatOf(request: Request, cid: string): Format {
  const asked = cid === PROBE ? "raw" : request.query.format;
  if (asked === "raw" || asked === "car") return asked;
  const named = [RAW, CAR].filter((type) => request.headers.accept?.includes(type));
  const accepted = asked === undefined && named.length > 0 ? request.accepts(named) : false;
  if (accepted !== false) return accepted === RAW ? "raw" : "car";
  throw new RequestError("request.not_acceptable", "Ask for ?format=raw or ?format=car.", [
    { field: "format", rule: `raw or car, or Accept: ${RAW} or ${CAR}` },
  ]);
}

/** A document here is one entity, so `entity` is all of it. */
function scopeOf({ query }: Request): "block" | "all" {
  const scope = query["dag-scope"] ?? "all";
  if (scope === "block") return "block";
  if (scope === "all" || scope === "entity") return "all";
  throw new RequestError("request.invalid", "This scope is not known.", [
    { field: "dag-scope", rule: "block, entity or all" },
  ]);
}

async function readBlock(blocks: PublishedBlocks, request: Request, cid: string): Promise<Uint8Array> {
  if (cid === PROBE) return new Uint8Array(0);
  try {
    return await blocks.block(cid);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const local = request.headers["cache-control"]?.includes("only-if-cached") ?? false;
    if (error.code === "blocks.missing")
      throw new RequestError(
        local ? "request.not_cached" : "request.not_found",
        "No such block is kept here.",
      );
    if (error.code === "blocks.cid_unsupported")
      throw new RequestError("request.invalid", error.message, [
        { field: "cid", rule: error.rule ?? "a CID" },
      ]);
    throw error;
  }
}

interface Served {
  readonly cid: string;
  readonly format: Format;
  readonly scope: "block" | "all";
}

function setHeaders(response: Response, { cid, format, scope }: Served): void {
  const isRaw = format === "raw";
  response
    .set("access-control-allow-origin", "*")
    .set("cross-origin-resource-policy", "cross-origin")
    .set("cache-control", FOREVER)
    .set("x-ipfs-path", `/ipfs/${cid}`)
    .set("x-content-type-options", "nosniff")
    .set("vary", "Accept")
    .set("content-disposition", `attachment; filename="${cid}.${isRaw ? "bin" : "car"}"`)
    // A CAR may be cut in other ways elsewhere, so its tag is a weak one.
    .set("etag", isRaw ? `"${cid}.raw"` : `W/"${cid}.car.${scope}"`)
    .set("content-type", isRaw ? RAW : `${CAR}; version=1; order=dfs; dups=n`);
}
