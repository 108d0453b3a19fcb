/** The two doors of the web: pages made or served here, each with the one style source its policy allows. */
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { type ItemDeps, readItem } from "../../app/read-item.ts";
import { scanAssets, type WebManifest } from "../pages/scan-assets.ts";
import { scanPage, unknownItemPage } from "../pages/scan-page.ts";
import { scanStyle } from "../pages/scan-style.ts";
import type { PageLocale } from "../pages/scan-texts.ts";
import { itemOf, visitorOf } from "./items.ts";

export interface PageDeps {
  readonly items: ItemDeps;
  /** Folder of the web build. */
  readonly webDir: string;
}

const FOREVER_MILLISECONDS = 31_536_000_000;

/** Static files of the build: hashed names, so they may be kept for ever. */
export function assetRoutes({ webDir }: Pick<PageDeps, "webDir">): Router {
  const router = Router();
  const options = { immutable: true, maxAge: FOREVER_MILLISECONDS, fallthrough: false };
  router.use("/assets", express.static(join(webDir, "assets"), options));
  return router;
}

/** Marks a response with the styles its page may use, before the policy header is written. */
export const pageStyles: RequestHandler = (request, response, next) => {
  if (request.path.startsWith("/01/")) response.locals.style = scanStyleHash;
  else if (request.path === "/" || request.path === "/w" || request.path.startsWith("/w/")) {
    response.locals.nonce = randomBytes(16).toString("base64");
    response.locals.style = `'nonce-${response.locals.nonce}'`;
  }
  next();
};

const scanStyleHash = `'sha256-${createHash("sha256").update(scanStyle).digest("base64")}'`;

/** Pages by address. The scan page is made here, so that it reads before any script has come. */
export function pageRoutes({ items, webDir }: PageDeps): Router {
  const router = Router();
  const assets = scanAssets(
    JSON.parse(readFileSync(join(webDir, ".vite/manifest.json"), "utf8")) as WebManifest,
  );
  const page = (file: string): RequestHandler => {
    const html = readFileSync(join(webDir, file), "utf8");
    return (_request, response) => sendPage(response, html);
  };
  router.get("/01/:gtin/21/:serial", async (request, response) => {
    const { gtin, serial } = itemOf(request);
    const locale = localeOf(request);
    const item = await readItem(items, gtin, serial, visitorOf(request));
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
  router.get(["/w", "/w/*path"], page("workspace/index.html"));
  router.get("/", (_request, response) => response.redirect(302, "/w/"));
  return router;
}

function sendPage(response: Response, html: string): void {
  const nonce = typeof response.locals.nonce === "string" ? response.locals.nonce : "";
  response.set("cache-control", "no-store").type("html").send(html.replaceAll("__CSP_NONCE__", nonce));
}

/** The language asked for in the address, else the browser's first that we have; zh-CN when neither says. */
function localeOf(request: Request): PageLocale {
  const asked = request.query.lang;
  if (asked === "en" || asked === "zh-CN") return asked;
  return request.acceptsLanguages(["zh-CN", "zh", "en"]) === "en" ? "en" : "zh-CN";
}
