import { type RequestHandler, type Response, Router } from "express";
import { RequestError } from "../request-error.ts";

interface Layer {
  readonly route?: { readonly path: string | string[]; readonly methods: Readonly<Record<string, boolean>> };
}

/**
 * Stands behind routers: an address that one of them has is refused with 405 and `Allow` when the method is not one of
 * its own; any other address goes on. It reads what is registered, so that no list has to be kept.
 */
export function refuseOtherMethods(routers: readonly Router[]): Router {
  const fallback = Router();
  for (const { stack } of routers)
    for (const { route } of stack as unknown as readonly Layer[])
      if (route !== undefined) fallback.all(route.path, note(methodsOf(route.methods)));
  fallback.use(((request, response, next) => {
    const allowed = allowedOf(response);
    if (allowed.size === 0 || allowed.has(request.method)) return next();
    response.set("allow", [...allowed].toSorted().join(", "));
    next(new RequestError("request.method_not_allowed", `${request.method} is not taken at this address.`));
  }) satisfies RequestHandler);
  return fallback;
}

/** Whatever answers GET answers HEAD. */
function methodsOf(registered: Readonly<Record<string, boolean>>): string[] {
  const methods = Object.keys(registered).map((method) => method.toUpperCase());
  return methods.includes("GET") ? [...methods, "HEAD"] : methods;
}

/** Several routes can fit one address; what each takes adds up. */
const note =
  (methods: readonly string[]): RequestHandler =>
  (_request, response, next) => {
    response.locals.allowed = new Set([...allowedOf(response), ...methods]);
    next();
  };

const allowedOf = ({ locals }: Response): ReadonlySet<string> => locals.allowed ?? new Set();
