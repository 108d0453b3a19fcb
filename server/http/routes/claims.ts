import { Router } from "express";
import { claimContext, publicOrder } from "../../app/claim-context.ts";
import type { Deps } from "../../app/deps.ts";
import { fileClaim } from "../../app/file-claim.ts";
import { recordOrder } from "../../app/record-order.ts";
import { claimContextRequest, fileClaim as fileClaimBody } from "../../schema/claim.ts";
import { createOrder } from "../../schema/order.ts";
import { requireParty } from "../caller.ts";
import { parseBody } from "../parse.ts";
import { RequestError } from "../request-error.ts";

/** Orders as shops report them, and the consumer's two requests: context, confirm. */
export function claimRoutes(deps: Deps): Router {
  const router = Router();
  router.post("/v1/orders", async (request, response) => {
    const caller = requireParty(request.caller, "merchant", "platform");
    const order = parseBody(createOrder, request.body);
    if (caller.partyKind === "merchant" && order.merchant !== caller.partyId) {
      throw new RequestError("request.forbidden", "A merchant reports its own orders only.", [
        { field: "/merchant", rule: `must be ${caller.partyId}` },
      ]);
    }
    response.status(201).json(publicOrder(await recordOrder(deps, order)));
  });
  router.post("/v1/claims/context", async (request, response) => {
    const { orderLink } = parseBody(claimContextRequest, request.body);
    response.json(await claimContext(deps, orderLink));
  });
  router.post("/v1/claims", async (request, response) => {
    const filed = await fileClaim(deps, parseBody(fileClaimBody, request.body));
    response.status(201).location(`/v1/cases/${filed.caseId}`).json(filed);
  });
  return router;
}
