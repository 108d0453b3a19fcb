/** The two doors of the web: pages made or served here, each with the one style source its policy allows. */
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { scanItem } from "../../app/scan-item.ts";
import type { SunMessage } from "../../domain/provenance/nfc-sun.ts";
import { scanAssets, type WebManifest } from "../pages/scan-assets.ts";
import { scanPage, unknownItemPage } from "../pages/scan-page.ts";
import { scanStyle } from "../pages/scan-style.ts";
import type { PageLocale } from "../pages/scan-texts.ts";
import { keepToken, visitorOf } from "../visitor.ts";
import { itemOf } from "./items.ts";
import type { ScanRouteDeps } from "./scans.ts";

export interface PageDeps {
  readonly items: ScanRouteDeps;
  /** Folder of the web build. */
  readonly webDir: string;
  /** Chain node the pages may ask when none was fixed at their build. */
  readonly publicRpcUrl: string;
}

const FOREVER_MILLISECONDS = 31_536_000_000;

/** Static files of the build: hashed names, so they may be kept for ever. */
export function assetRoutes({ webDir }: Pick<PageDeps, "webDir">): Router {
  const router = Router();
  const options = { immutable: true, maxAge: FOREVER_MILLISECONDS, fallthrough: false };
  router.use("/assets", express.static(join(webDir, "assets"), options));
  return router;
}

/** Any node over TLS, or one on the reader's own machine. */
const ANY_NODE = "https: http://localhost:* http://127.0.0.1:*";

/** Marks a response with the styles its page may use and the nodes it may ask, before the policy header is written. */
export const pagePolicy: RequestHandler = (request, response, next) => {
  const { path } = request;
  const isWorkspace = path === "/" || path === "/w" || path.startsWith("/w/");
  if (path.startsWith("/01/")) response.locals.style = scanStyleHash;
  // The reader of codes and the hashing of documents are compiled in the page; nothing else of the site is.
  const compiles = isWorkspace || ["/scan", "/verify", "/claim"].includes(path) || path.startsWith("/c/");
  if (compiles) response.locals.scripts = "'wasm-unsafe-eval'";
  if (isWorkspace) {
    response.locals.nonce = randomBytes(16).toString("base64");
    response.locals.style = `'nonce-${response.locals.nonce}'`;
  }
  // Whoever checks a receipt picks the node to believe; a page without secrets of others may ask any.
  if (isWorkspace || path === "/verify" || path.startsWith("/01/")) response.locals.nodes = ANY_NODE;
  next();
};

const scanStyleHash = `'sha256-${createHash("sha256").update(scanStyle).digest("base64")}'`;

/** Pages by address. The scan page is made here, so that it reads before any script has come. */
export function pageRoutes({ items, webDir, publicRpcUrl }: PageDeps): Router {
  const router = Router();
  const assets = scanAssets(
    JSON.parse(readFileSync(join(webDir, ".vite/manifest.json"), "utf8")) as WebManifest,
  );
  const page = (file: string): RequestHandler => {
    const html = readFileSync(join(webDir, file), "utf8").replaceAll("__PUBLIC_RPC_URL__", publicRpcUrl);
    return (_request, response) => sendPage(response, html);
  };
  router.get("/01/:gtin/21/:serial", async (request, response) => {
    const { gtin, serial } = itemOf(request);
    const locale = localeOf(request);
    const visitor = visitorOf(request, items.placeHeader);
    const { item, token } = await scanItem(items, gtin, serial, visitor, tagMessageOf(request));
    keepToken(request, response, token, items.publicUrl.startsWith("https:"));
    const html =
      item.records.length === 0
        ? unknownItemPage(gtin, serial, locale)
        : scanPage(item, { locale, ...assets });
    response.status(item.records.length === 0 ? 404 : 200);
    sendPage(response, html);
  });
  router.get("/claim", page("public/claim.html"));
  router.get("/c/:caseId", page("public/case.html"));
  router.get("/verify", page("public/verify.html"));
  router.get("/scan", page("public/scan-code.html"));
  router.get(["/w", "/w/*path"], page("workspace/index.html"));
  router.get("/", (_request, response) => response.redirect(302, "/w/"));
  return router;
}

/** What an NFC tag wrote into the link, under the names NXP's own templates use. */
function tagMessageOf({ query }: Request): SunMessage | null {
  const text = (name: string) => (typeof query[name] === "string" ? query[name] : undefined);
  const [piccData, uid, counter, mac] = ["picc_data", "uid", "ctr", "cmac"].map(text);
  if (mac === undefined) return null;
  if (piccData !== undefined) return { piccData, enc: text("enc"), cmac: mac };
  return uid === undefined || counter === undefined ? null : { uid, counter, cmac: mac };
}

function sendPage(response: Response, html: string): void {
  const nonce = typeof response.locals.nonce === "string" ? response.locals.nonce : "";
  response.set("cache-control", "no-store").type("html").send(html.replaceAll("__CSP_NONCE__", nonce));
}

/** The language asked for in the address, else the one chosen before, else the browser's first that we have. */
function localeOf(request: Request): PageLocale {
  const asked = request.query.lang;
  if (asked === "en" || asked === "zh-CN") return asked;
  const chosen = /(?:^|; )lang=(en|zh-CN)(?:;|$)/.exec(request.headers.cookie ?? "")?.[1];
  if (chosen === "en" || chosen === "zh-CN") return chosen;
  return request.acceptsLanguages(["zh-CN", "zh", "en"]) === "en" ? "en" : "zh-CN";
}
