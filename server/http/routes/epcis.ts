/** EPCIS 2.0 capture and query, as GS1's OpenAPI has them. Mounted before JSON bodies are parsed: exact bytes count. */
import express, { Router } from "express";
import type { CaptureDeps } from "../../app/capture-events.ts";
import { registerEventKey } from "../../app/capture-keys.ts";
import { ProvenanceError } from "../../domain/provenance/errors.ts";
import { registerEventKey as registerEventKeyBody } from "../../schema/epcis.ts";
import { requireParty } from "../caller.ts";
import { refuseOtherMethods } from "../middleware/allowed-methods.ts";
import { requireKnownContent } from "../middleware/readable.ts";
import { parseBody } from "../parse.ts";
import { captureRoutes } from "./epcis-capture.ts";
import { eventRoutes } from "./epcis-events.ts";
import { negotiate } from "./epcis-headers.ts";
import { epcisProblemMiddleware } from "./epcis-problems.ts";
import { namedQueryRoutes, type QueryRouteDeps } from "./epcis-queries.ts";
import { notFound } from "./epcis-request.ts";

export interface EpcisDeps extends CaptureDeps, QueryRouteDeps {}

/** Routes under /epcis, and the registration of event keys. */
export function epcisRoutes(deps: EpcisDeps): Router {
  const router = Router();
  router.use("/epcis", negotiate);
  captureRoutes(router, deps);
  eventRoutes(router, deps);
  namedQueryRoutes(router, deps);
  router.post(
    "/v1/event-keys",
    requireKnownContent,
    express.json({ limit: "10kb" }),
    async (request, response) => {
      const { partyId } = requireParty(request.caller);
      const party = await deps.parties.get(partyId);
      if (party === null) throw notFound();
      await registerEventKey(deps, party, parseBody(registerEventKeyBody, request.body).publicKey);
      response.status(204).end();
    },
  );
  router.use(refuseOtherMethods([router]));
  router.use("/epcis", (_request, _response, next) =>
    next(new ProvenanceError("provenance.not_found", "There is nothing at this address.")),
  );
  router.use("/epcis", epcisProblemMiddleware);
  return router;
}
