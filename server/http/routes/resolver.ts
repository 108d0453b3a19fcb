/**
 * GS1-conformant resolver for the items this server knows: linksets (RFC 9264), typed links, the description
 * file. Browsers get the scan page: for them this router steps aside.
 */
import { type Request, type Response, Router } from "express";
import type { EventStore } from "../../app/ports-provenance.ts";
import { itemEpc } from "../../app/read-item.ts";
import { productOf } from "../../app/read-item-product.ts";
import { type DigitalLink, digitalLink, parseDigitalLink } from "../../domain/provenance/digital-link.ts";
import { ProvenanceError } from "../../domain/provenance/errors.ts";
import { historyOf } from "../../domain/provenance/history.ts";
import "./epcis-problems.ts";

export interface ResolverDeps {
  readonly events: Pick<EventStore, "itemEvents">;
  /** Where this server is reached, e.g. `https://redress.example`; labels carry links under it. */
  readonly publicUrl: string;
}

/** Paths that begin with a GS1 key; nothing else of the site does. */
const KEY_PATH = /^\/(?:00|01|253|255|401|402|414|415|417|8003|8004|8006|8010|8013|8017|8018)\/.+/;
const VOCABULARY = "https://gs1.org/voc/";
const LINKSET = "application/linkset+json";
const LINKSET_CONTEXT =
  '<https://ref.gs1.org/standards/resolver/linkset-context>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"';

interface Link {
  readonly href: string;
  readonly title: string;
  readonly type: string;
  readonly hreflang?: readonly string[];
}

export function resolverRoutes(deps: ResolverDeps): Router {
  const router = Router();
  router.get("/.well-known/gs1resolver", (_request, response) => {
    allowAnyOrigin(response);
    response.json(description(deps.publicUrl));
  });
  router.options(KEY_PATH, (_request, response) => {
    allowAnyOrigin(response);
    response.status(204).end();
  });
  router.get(KEY_PATH, async (request, response, next) => {
    allowAnyOrigin(response);
    const link = parseDigitalLink(new URL(request.originalUrl, deps.publicUrl).href, { shortGtins: true });
    const canonical = digitalLink(deps.publicUrl, link.path);
    response.vary("Accept");
    if (wantsPage(request)) {
      response.append("Link", `<${canonical}?linkType=linkset>; rel="linkset"; type="${LINKSET}"`);
      return next();
    }
    const links = await linksOf(deps, link, canonical);
    answer(request, response, canonical, links);
  });
  return router;
}

function allowAnyOrigin(response: Response): void {
  response.set({
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Expose-Headers": "Link, Location",
  });
}

/** A browser: no type of link named, and HTML liked at least as well as a linkset. */
function wantsPage(request: Request): boolean {
  if (request.query.linkType !== undefined) return false;
  return request.accepts(["text/html", LINKSET, "application/json"]) === "text/html";
}

interface Found {
  readonly itemDescription: string;
  readonly links: ReadonlyMap<string, readonly Link[]>;
}

/**
 * @throws ProvenanceError `provenance.not_found` for whatever has no record here, the same for every reason.
 */
async function linksOf(deps: ResolverDeps, link: DigitalLink, canonical: string): Promise<Found> {
  const path = new Map(link.path);
  const [gtin, serial] = [path.get("01"), path.get("21")];
  if (gtin === undefined || serial === undefined) throw notFound();
  const epc = itemEpc(gtin, serial);
  const history = historyOf(epc, await deps.events.itemEvents(epc));
  if (history.length === 0) throw notFound();
  const { name } = productOf(gtin, history);
  const page = { href: canonical, title: name, type: "text/html", hreflang: ["zh", "en"] };
  const records = {
    href: `${deps.publicUrl}/v1/items/${gtin}/${encodeURIComponent(serial)}`,
    title: "Records with their proofs",
    type: "application/json",
  };
  const events = {
    href: `${deps.publicUrl}/epcis/epcs/${encodeURIComponent(epc)}/events`,
    title: "EPCIS events",
    type: "application/json",
  };
  const links = new Map<string, Link[]>([
    [`${VOCABULARY}defaultLink`, [page]],
    [`${VOCABULARY}pip`, [page]],
    [`${VOCABULARY}traceability`, [records]],
    [`${VOCABULARY}epcis`, [events]],
  ]);
  return { itemDescription: name, links };
}

function answer(request: Request, response: Response, canonical: string, found: Found): void {
  const asked = request.query.linkType;
  if (asked === undefined || asked === "linkset" || asked === "all") {
    response.append("Link", LINKSET_CONTEXT);
    const { itemDescription, links } = found;
    const linkset = [{ anchor: canonical, itemDescription, ...Object.fromEntries(links) }];
    const type = request.accepts([LINKSET, "application/json"]) || LINKSET;
    response.type(type).send(JSON.stringify({ linkset }));
    return;
  }
  const name = String(asked).replace(/^(?:gs1:|https:\/\/(?:www\.)?gs1\.org\/voc\/)/, VOCABULARY);
  const [link] = found.links.get(name) ?? [];
  if (link === undefined) throw notFound();
  response.redirect(307, link.href);
}

function description(publicUrl: string): Record<string, unknown> {
  return {
    name: "Redress",
    resolverRoot: publicUrl,
    supportedPrimaryKeys: ["01"],
    supportedLinkType: [
      {
        namespace: VOCABULARY,
        prefix: "gs1:",
        supportedLinkTypes: ["gs1:defaultLink", "gs1:pip", "gs1:traceability", "gs1:epcis"],
      },
    ],
    validatesAIvalues: true,
    linkTypeDefaultCanBeLinkset: false,
  };
}

const notFound = () => new ProvenanceError("provenance.not_found", "There is no record of this here.");
