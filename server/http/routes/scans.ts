/** What the scan page sends back: the inner code, on a tap, and the phone's place, when its owner allows it. */
import { type Request, Router } from "express";
import { rateLimit } from "express-rate-limit";
import { openInnerCode } from "../../app/open-inner-code.ts";
import { itemEpc } from "../../app/read-item.ts";
import type { ScanDeps } from "../../app/scan-item.ts";
import { nearestCity } from "../../domain/provenance/cities.ts";
import { openCode, scanPlace } from "../../schema/label.ts";
import { parseBody } from "../parse.ts";
import { RequestError } from "../request-error.ts";
import { keepToken, visitorOf } from "../visitor.ts";
import { itemOf } from "./items.ts";

export interface ScanRouteDeps extends ScanDeps {
  readonly placeHeader: string;
  readonly publicUrl: string;
}

/** Inner codes tried a minute from one address: people have one, and mistype it a few times. */
const TRIES_A_MINUTE = 30;

export function scanRoutes(deps: ScanRouteDeps): Router {
  const router = Router();
  const isSecure = deps.publicUrl.startsWith("https:");
  const tries = rateLimit({
    windowMs: 60_000,
    limit: TRIES_A_MINUTE,
    legacyHeaders: false,
    handler: (_request, _response, next) =>
      next(
        new RequestError("request.rate_limited", "Too many inner codes from this address; wait a minute."),
      ),
  });
  // Beneath the item's own address, because the phone's token is shown nowhere else.
  router.post("/01/:gtin/21/:serial/open", tries, async (request: Request, response) => {
    const { gtin, serial } = itemOf(request);
    const { code } = parseBody(openCode, request.body);
    const visitor = visitorOf(request, deps.placeHeader);
    const { first, at, city, token } = await openInnerCode(deps, itemEpc(gtin, serial), code, visitor);
    keepToken(request, response, token, isSecure);
    response.set("cache-control", "no-store").json({ first, openedAt: at.toISOString(), place: city });
  });
  router.post("/01/:gtin/21/:serial/place", async (request: Request, response) => {
    const { gtin, serial } = itemOf(request);
    const city = nearestCity(parseBody(scanPlace, request.body))?.key ?? null;
    const visitor = visitorOf(request, "");
    if (city !== null)
      await deps.scans.place(itemEpc(gtin, serial), { ...visitor, city, placeFrom: "device" });
    response.status(204).end();
  });
  return router;
}
