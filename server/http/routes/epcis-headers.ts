/** The headers of GS1's interface: which versions and formats are spoken, what is supported, how pages go on. */
import type { Request, RequestHandler, Response, Router } from "express";
import { CAPTURE_LIMIT_EVENTS } from "../../app/capture-document.ts";
import type { NextPage } from "../../app/query-events.ts";
import { ProvenanceError } from "../../domain/provenance/errors.ts";
import { RequestError } from "../request-error.ts";

/** Announced as `GS1-EPCIS-Capture-File-Size-Limit`. */
export const CAPTURE_LIMIT_BYTES = 8 * 1024 * 1024;
const MAX_URL = 8000;
const VERSION = "2.0.0";
const EXTENSIONS = "redress=https://ns.redress.example/epcis/";
const SPOKEN = { "GS1-EPCIS-Version": VERSION, "GS1-CBV-Version": VERSION, "GS1-Extensions": EXTENSIONS };
const SUPPORTED = {
  ...SPOKEN,
  "GS1-EPCIS-Min": VERSION,
  "GS1-EPCIS-Max": VERSION,
  "GS1-CBV-Min": VERSION,
  "GS1-CBV-Max": VERSION,
  "GS1-EPC-Format": "Never_Translates",
  "GS1-CBV-XML-Format": "Never_Translates",
};
export const CAPTURE_LIMITS = {
  "GS1-EPCIS-Capture-Limit": String(CAPTURE_LIMIT_EVENTS),
  "GS1-EPCIS-Capture-File-Size-Limit": String(CAPTURE_LIMIT_BYTES),
};
const FORMATS = [
  "No_Preference",
  "Always_GS1_Digital_Link",
  "Always_Web_URI",
  "Always_EPC_URN",
  "Always_URN",
];

/** Refuses what cannot be answered in the form asked for, before anything else is looked at. */
export function negotiate(request: Request, response: Response, next: (error?: unknown) => void): void {
  response.set(SPOKEN);
  if (request.originalUrl.length > MAX_URL)
    throw new ProvenanceError("provenance.uri_too_long", "The address is too long for a query.", {
      rule: `at most ${MAX_URL} characters; keep a long query under a name`,
    });
  if (!request.accepts(["application/json", "application/ld+json", "application/problem+json"]))
    throw notAcceptable("Accept", "application/json or application/ld+json");
  requireVersions(request);
  requireFormat(request, "GS1-EPC-Format");
  requireFormat(request, "GS1-CBV-XML-Format");
  next();
}

function requireVersions(request: Request): void {
  for (const standard of ["EPCIS", "CBV"]) {
    const asked = (which: string) => request.header(`GS1-${standard}-${which}`);
    const [exact, min, max] = [asked("Version"), asked("Min"), asked("Max")];
    if (exact !== undefined && !/^2\.0(\.\d+)?$/.test(exact))
      throw notAcceptable(`GS1-${standard}-Version`, VERSION);
    if (min !== undefined && compareVersions(min, VERSION) > 0)
      throw notAcceptable(`GS1-${standard}-Min`, `${VERSION} or lower`);
    if (max !== undefined && compareVersions(max, VERSION) < 0)
      throw notAcceptable(`GS1-${standard}-Max`, `${VERSION} or higher`);
  }
}

function compareVersions(a: string, b: string): number {
  const parts = (version: string) => version.split(".").map(Number);
  const [x, y] = [parts(a), parts(b)];
  for (let i = 0; i < 3; i++) if (x[i] !== y[i]) return (x[i] ?? 0) - (y[i] ?? 0);
  return 0;
}

/** Events are handed out as they came in, since their signatures are over their own words. */
function requireFormat(request: Request, header: "GS1-EPC-Format" | "GS1-CBV-XML-Format"): void {
  const asked = request.header(header);
  if (asked === undefined || asked === "No_Preference" || asked === "Never_Translates") return;
  const rule = "No_Preference or Never_Translates";
  if (FORMATS.includes(asked)) throw notAcceptable(header, rule);
  throw new RequestError("request.invalid", "This format is not known.", [{ field: header, rule }]);
}

/** Answers OPTIONS of a path with what it supports. */
export function discoverable(
  router: Router,
  path: string,
  methods: string,
  more: Readonly<Record<string, string>> = {},
): void {
  router.options(path, (_request, response) => {
    response
      .set({ ...SUPPORTED, ...more, Allow: methods })
      .status(204)
      .end();
  });
}

/** Says where the next page is, and until when. */
export function announceNext(request: Request, response: Response, next: NextPage | null): void {
  if (next === null) return;
  const url = new URL(request.originalUrl, `${request.protocol}://${request.headers.host ?? "localhost"}`);
  url.searchParams.set("nextPageToken", next.token);
  response.set("Link", `<${url.href}>; rel="next"`);
  response.set("GS1-Next-Page-Token-Expires", next.expiresAt.toISOString());
}

/** Bodies under /epcis are JSON. */
export function isJson(request: { headers: Record<string, unknown> }): boolean {
  return /^application\/(?:ld\+)?json\b/i.test(String(request.headers["content-type"] ?? ""));
}

export const requireJson: RequestHandler = (request, _response, next) => {
  next(
    isJson(request)
      ? undefined
      : new RequestError(
          "request.unsupported_media_type",
          "Bodies come as application/json or application/ld+json.",
        ),
  );
};

function notAcceptable(field: string, rule: string): ProvenanceError {
  return new ProvenanceError("provenance.not_acceptable", `${field} asks for what is not to be had here.`, {
    field,
    rule,
  });
}
