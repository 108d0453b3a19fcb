import { Router } from "express";
import { type CommitmentDeps, handInCommitments } from "../../app/hand-in-commitments.ts";
import { handInCommitments as handInCommitmentsBody } from "../../schema/commitment.ts";
import { requireParty } from "../caller.ts";
import { atOnce } from "../middleware/at-once.ts";
import { parseBody } from "../parse.ts";
import { registerProblems } from "../problems.ts";

registerProblems({
  "log.clock_ahead": { status: 422, title: "A clock goes ahead of ours" },
  "log.bad_signature": { status: 422, title: "The signature does not check" },
  "log.busy": { status: 503, title: "The same hand-in is being taken at this moment" },
});

/** Batches taken in at once. */
const MOST_BATCHES = 32;

/** Hand-in of commitments whose documents stay with their owner. */
export function commitmentRoutes(deps: CommitmentDeps): Router {
  const router = Router();
  router.post("/v1/commitments", atOnce(MOST_BATCHES), async (request, response) => {
    const { partyId } = requireParty(request.caller);
    const accepted = await handInCommitments(deps, partyId, parseBody(handInCommitmentsBody, request.body));
    // Hashes do not compress; trying costs more than all the rest.
    response.status(201).set("cache-control", "no-store, no-transform").json(accepted);
  });
  return router;
}
