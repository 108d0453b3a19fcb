import { Router } from "express";
import { type ReadFundDeps, readFund } from "../../app/read-fund.ts";
import { type ReconcileDeps, reconcile } from "../../app/reconcile.ts";
import { requireParty } from "../caller.ts";

/** The fund, and ledger held against chain, for operator and auditor. */
export function moneyRoutes(deps: ReadFundDeps & ReconcileDeps): Router {
  const router = Router();
  router.get("/v1/fund", async (request, response) => {
    requireParty(request.caller, "platform", "auditor");
    response.json(await readFund(deps));
  });
  router.get("/v1/reconciliation", async (request, response) => {
    requireParty(request.caller, "platform", "auditor");
    response.json(await reconcile(deps));
  });
  return router;
}
