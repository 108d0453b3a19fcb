/**
 * Serves the built pages and answers the API with fixtures of the wire's own shapes, under the same headers as the
 * real server, and a JSON-RPC endpoint that knows the fixture's anchors.
 */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { bytesToHex } from "@noble/hashes/utils.js";
import { scanAssets } from "../../../server/http/pages/scan-assets.ts";
import { scanPage, unknownItemPage } from "../../../server/http/pages/scan-page.ts";
import { scanStyleSource } from "../../../server/http/pages/scan-style.ts";
import type { PartyKind } from "../../../server/schema/common.ts";
import { consistencyAnswer, handInAnswer, logAnswer, witnessesAnswer } from "./fixture-answers.ts";
import * as data from "./fixture-data.ts";
import { answerRpc } from "./fixture-rpc.ts";

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
}

export interface FixtureServer {
  readonly url: string;
  /** Requests with a body, in order of arrival. */
  readonly recorded: Recorded[];
  /** Who a session belongs to; null: nobody is signed in. */
  me: { partyId: string; partyKind: PartyKind; name: string } | null;
  /** Answers given instead of the fixture's own, by path. */
  readonly answers: Map<string, { status: number; body: unknown }>;
  /** What the reader of a case may do. */
  actions: string[];
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

const pageFiles: readonly (readonly [RegExp, string])[] = [
  [/^\/claim$/, "public/claim.html"],
  [/^\/c\/[0-9a-f]+$/, "public/case.html"],
  [/^\/verify$/, "public/verify.html"],
  [/^\/scan$/, "public/scan-code.html"],
  [/^\/w(\/.*)?$/, "workspace/index.html"],
];

const nonce = "Zml4dHVyZW5vbmNl";

/** The policy the real server is asked for; see the report of the web. */
export function contentSecurityPolicy(styles: string, scripts = ""): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${scripts}`,
    `style-src 'self' ${styles}`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self' http://127.0.0.1:* https:",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  const type = status < 400 ? "application/json" : "application/problem+json";
  const headers = { "content-type": type, "content-encoding": "gzip" };
  response.writeHead(status, headers).end(gzipSync(JSON.stringify(body)));
}

function problem(response: ServerResponse, status: number, code: string): void {
  json(response, status, { type: "about:blank", title: code, status, code, requestId: "req-fixture" });
}

function viewerOf(
  server: FixtureServer,
  request: IncomingMessage,
): ReturnType<typeof data.makeCase>["viewer"] | null {
  const actions = server.actions as ReturnType<typeof data.makeCase>["viewer"]["actions"];
  if (request.headers.authorization === `Bearer ${data.caseToken}`)
    return { partyId: "claimant", kind: "consumer", actions };
  return server.me && { partyId: server.me.partyId, kind: server.me.partyKind, actions };
}

function answerApi(
  server: FixtureServer,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
): { status: number; body: unknown } | null {
  const path = url.pathname;
  const ok = (answer: unknown) => ({ status: 200, body: answer });
  const refused = (status: number, code: string) => ({
    status,
    body: { type: "about:blank", title: code, status, code, requestId: "req-fixture" },
  });
  if (path === `/v1/items/${data.gtin}/${data.serial}`) return ok(data.makeItem(`${server.url}/rpc`));
  if (path === "/v1/claims/context")
    return JSON.parse(body.toString()).orderLink === data.orderLink
      ? ok(data.claimContextAnswer)
      : refused(403, "order.link_invalid");
  if (path === "/v1/claims")
    return {
      status: 201,
      body: {
        caseId: data.caseId,
        caseToken: data.caseToken,
        leafHash: "6b".repeat(32),
        caseUrl: `/c/${data.caseId}`,
      },
    };
  if (path === "/v1/me") return server.me ? ok(server.me) : refused(401, "request.unauthenticated");
  if (path === "/dev/links")
    return ok([{ role: "merchant", title: "商家工作台", url: "/dev/sign-in/merchant" }]);
  if (path.endsWith("/certificate")) return ok({});
  if (path.startsWith("/v1/receipts/")) {
    const at = data.eventEntries.findIndex(({ leaf }) => path.endsWith(bytesToHex(leaf)));
    return at < 0
      ? refused(404, "log.not_found")
      : { status: 200, body: JSON.parse(data.itemLog.receipts[at]!) };
  }
  if (path === "/v1/log") return ok(logAnswer());
  if (path === "/v1/log/witnesses") return ok(witnessesAnswer());
  if (path === "/v1/log/consistency") return ok(consistencyAnswer(url.searchParams));
  if (path === "/v1/cases") return ok(data.caseListAnswer);
  if (path === "/v1/fund") return ok(data.fundAnswer);
  if (path === "/v1/reconciliation") return ok(data.reconciliationAnswer);
  if (path === "/v1/parties") return ok(data.partiesAnswer);
  if (path === `/v1/cases/${data.caseId}`) {
    const viewer = viewerOf(server, request);
    return viewer ? ok(data.makeCase(viewer)) : refused(404, "case.not_found");
  }
  if (path === `/v1/cases/${data.caseId}/evidence`) return { status: 201, body: handInAnswer(body) };
  if (path === `/v1/cases/${data.caseId}/what-if`)
    return ok({
      bps: { platform: 0, merchant: 5_000, logistics: 5_000, consumer: 0 },
      text: {
        "zh-CN": "无法定位损失，商家与承运人各半。",
        en: "The loss cannot be placed: merchant and carrier halve it.",
      },
    });
  if (path.startsWith(`/v1/cases/${data.caseId}/`)) return ok({});
  return null;
}

/** Starts the server on a port the system chooses. */
export async function startFixtureServer(dist: string): Promise<FixtureServer> {
  const assets = scanAssets(JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8")));
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", server.url);
    const body = await bodyOf(request);
    if (url.pathname === "/rpc") {
      const { method, params } = JSON.parse(body.toString());
      return json(response, 200, { jsonrpc: "2.0", id: 1, result: answerRpc(method, params) });
    }
    if (body.length > 0) server.recorded.push({ method: request.method ?? "", path: url.pathname, body });
    const own = server.answers.get(url.pathname) ?? answerApi(server, request, url, body);
    if (own) return json(response, own.status, own.body);
    const scanned = /^\/01\/(\d+)\/21\/([^/]+)$/.exec(url.pathname);
    if (scanned) {
      const locale = url.searchParams.get("lang") === "en" ? "en" : "zh-CN";
      const [, gtin = "", serial = ""] = scanned;
      const known = serial === data.serial;
      const html = known
        ? scanPage(data.makeItem(`${server.url}/rpc`), { locale, ...assets })
        : unknownItemPage(gtin, serial, locale);
      response.writeHead(known ? 200 : 404, {
        "content-type": types[".html"],
        "content-security-policy": contentSecurityPolicy(scanStyleSource),
      });
      return response.end(html);
    }
    const page = pageFiles.find(([pattern]) => pattern.test(url.pathname));
    return serveFile(response, join(dist, page?.[1] ?? url.pathname), `${server.url}/rpc`);
  };
  const listener: Server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((ready) => listener.listen(0, "127.0.0.1", ready));
  const server: FixtureServer = {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    recorded: [],
    me: null,
    answers: new Map(),
    actions: [],
    close: () => new Promise<void>((done) => listener.close(() => done())),
  };
  return server;
}

function serveFile(response: ServerResponse, file: string, rpcUrl: string): void {
  const type = types[extname(file)];
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch {
    problem(response, 404, "request.not_found");
    return;
  }
  const headers: Record<string, string> = { "content-type": type ?? "application/octet-stream" };
  const scripts = file.endsWith(".html") ? "'wasm-unsafe-eval'" : "";
  if (file.endsWith(".html"))
    headers["content-security-policy"] = contentSecurityPolicy(`'nonce-${nonce}'`, scripts);
  headers["content-encoding"] = "gzip";
  const fill = (text: string) =>
    text.replaceAll("__CSP_NONCE__", nonce).replaceAll("__PUBLIC_RPC_URL__", rpcUrl);
  const filled = file.endsWith(".html") ? fill(content.toString("utf8")) : content;
  response.writeHead(200, headers).end(gzipSync(filled));
}
