import type { RequestHandler } from "express";
import type { Authentication } from "../../app/authentication.ts";
import { RequestError } from "../request-error.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Finds out who calls. A bearer token that is wrong is refused rather than taken for nobody, so that a mistyped key
 * does not read as missing data. A session cookie changes nothing unless the request comes from our own pages.
 */
export function callerMiddleware(authentication: Authentication, publicOrigin: string): RequestHandler {
  return async (request, _response, next) => {
    request.caller = { kind: "anonymous" };
    const token = tokenOf(request.headers.authorization) ?? request.header("x-api-key");
    if (token !== undefined) {
      const caller = await authentication.byBearer(token);
      if (caller === null)
        throw new RequestError("request.unauthenticated", "This key or token is not known here.");
      request.caller = caller;
    } else if (request.headers.cookie?.includes("redress.session_token") === true) {
      const caller = await authentication.bySession(new Headers({ cookie: request.headers.cookie }));
      if (caller !== null) request.caller = caller;
      if (caller !== null && !SAFE.has(request.method)) requireOwnPage(request.headers.origin, publicOrigin);
    }
    next();
  };
}

/** @throws RequestError `request.unauthenticated` for an Authorization header that carries no bearer token. */
function tokenOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const token = /^Bearer (\S{1,300})$/.exec(authorization)?.[1];
  if (token !== undefined) return token;
  throw new RequestError("request.unauthenticated", "Send the key or token as `Authorization: Bearer …`.", [
    { field: "Authorization", rule: "Bearer and one token" },
  ]);
}

/** Another site's page can make a browser send our cookie, but not our Origin. */
function requireOwnPage(origin: string | undefined, publicOrigin: string): void {
  if (origin !== publicOrigin) {
    throw new RequestError("request.forbidden", "A signed-in change must come from this site's own pages.", [
      { field: "Origin", rule: `must be ${publicOrigin}` },
    ]);
  }
}
