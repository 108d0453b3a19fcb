/** The HTTP surface: what every request passes through, in order, and the routes behind it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import compression from "compression";
import express, { type Express, type RequestHandler, type Response, type Router } from "express";
import helmet from "helmet";
import type { Logger } from "pino";
import type { Authentication } from "../app/authentication.ts";
import { refuseOtherMethods } from "./middleware/allowed-methods.ts";
import { callerMiddleware } from "./middleware/caller.ts";
import { guessLimit } from "./middleware/guessing.ts";
import { requestLogging } from "./middleware/logging.ts";
import type { Metrics } from "./middleware/metrics.ts";
import { perAddress } from "./middleware/per-address.ts";
import {
  hasKnownContent,
  JSON_TYPE,
  requireKnownContent,
  requireReadableUrl,
} from "./middleware/readable.ts";
import { problemMiddleware } from "./problems.ts";
import { RequestError } from "./request-error.ts";
import { pagePolicy } from "./routes/pages.ts";

export interface AppDeps {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly authentication: Authentication;
  readonly publicUrl: string;
  /** Where browsers read the chain; the one other origin a page may ask. */
  readonly publicRpcUrl: string;
  /** Routes that need no caller and no body, each with bounds of its own: health, log tiles, static files. */
  readonly open: readonly Router[];
  /** better-auth's own handler, mounted before bodies are parsed. */
  readonly authHandler: RequestHandler;
  /** Routes that read their bodies themselves, byte for byte or as a stream. */
  readonly rawRoutes: readonly Router[];
  readonly routes: readonly Router[];
  /** Requests a minute from one address. */
  readonly requestsPerMinute: number;
}

const JSON_LIMIT = "1mb";

/** Puts the app together. Order matters: limits before parsing, caller before routes, problems last. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", "loopback");
  app.use(requestLogging(deps.logger));
  app.use(requireReadableUrl);
  app.use(compression());
  app.use(pagePolicy);
  app.use(securityHeaders(deps));
  app.use(deps.metrics.requests);
  for (const router of deps.open) app.use(router);
  app.use(perAddress(deps.requestsPerMinute));
  app.use(["/v1/items", "/01"], guessLimit(deps.metrics, Math.ceil(deps.requestsPerMinute / 10)));
  app.all("/auth/*rest", deps.authHandler);
  app.use(callerMiddleware(deps.authentication, new URL(deps.publicUrl).origin));
  for (const router of deps.rawRoutes) app.use(router);
  const otherMethods = refuseOtherMethods([...deps.open, ...deps.rawRoutes, ...deps.routes]);
  // Where the method is wrong, the kind of its body does not matter any more.
  app.use((request, response, next) =>
    hasKnownContent(request) ? next() : otherMethods(request, response, next),
  );
  app.use(requireKnownContent, express.json({ limit: JSON_LIMIT, type: [JSON_TYPE] }));
  for (const router of deps.routes) app.use(router);
  app.use(otherMethods);
  app.use((_request, _response, next) =>
    next(new RequestError("request.not_found", "There is nothing at this address.")),
  );
  app.use(problemMiddleware);
  return app;
}

/** The style hash or nonce a page route has noted down for its response. */
function styleOfThisPage(_request: IncomingMessage, response: ServerResponse): string {
  const { style } = (response as Response).locals;
  return typeof style === "string" ? style : "'self'";
}

/** What a page's scripts may do beyond being our own, as its route has noted down. */
function scriptsOfThisPage(_request: IncomingMessage, response: ServerResponse): string {
  const { scripts } = (response as Response).locals;
  return typeof scripts === "string" ? scripts : "'self'";
}

/** Further nodes a page may ask, as its route has noted down. */
function nodesOfThisPage(_request: IncomingMessage, response: ServerResponse): string {
  const { nodes } = (response as Response).locals;
  return typeof nodes === "string" ? nodes : "'self'";
}

function securityHeaders({ publicUrl, publicRpcUrl }: AppDeps): RequestHandler {
  const https = publicUrl.startsWith("https:");
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", scriptsOfThisPage],
        // Pages with styles of their own add a hash or a nonce to this; see routes/pages.ts.
        styleSrc: ["'self'", styleOfThisPage],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'"],
        // A chain node the page was built for; /verify and the workspace ask any node their reader names.
        connectSrc: ["'self'", new URL(publicRpcUrl).origin, nodesOfThisPage],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: https,
    referrerPolicy: { policy: "no-referrer" },
  });
}
