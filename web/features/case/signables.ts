import { acceptance, appealWaiver, objection, type Signable } from "../../../server/domain/party/case-signing.ts";
import type { CaseView } from "../../../server/schema/case.ts";
import { deployment } from "../../lib/deployment.ts";
import { PageError } from "../../lib/page-error.ts";

export type SignedStepName = "accept-proposal" | "object" | "waive-appeal";

/**
 * The contract a party's signature is for: the one the build pinned. A server that names another is refused, because
 * its signature could be used elsewhere.
 */
function registry(view: CaseView) {
  const pinned = deployment.addresses.CaseRegistry;
  const { chainId, caseRegistry } = view.chain;
  if (pinned !== undefined && pinned.toLowerCase() !== caseRegistry.toLowerCase())
    throw new PageError("page.other_contract", caseRegistry);
  return { chainId, contract: caseRegistry };
}

/** What a party signs for a step, made here from the case it looks at and never taken ready-made from the server. */
export function signableFor(step: SignedStepName, view: CaseView): Signable {
  const at = registry(view);
  const { round, disputeId } = view.chain;
  switch (step) {
    case "accept-proposal": {
      const proposal = view.candidates.find((candidate) => candidate.number === 1);
      if (proposal === undefined) throw new PageError("page.no_proposal");
      return acceptance(at, view.caseId, round, proposal.chainHash);
    }
    case "object":
      return objection(at, view.caseId, round);
    case "waive-appeal":
      if (disputeId === null || view.ruling === null) throw new PageError("page.no_ruling");
      return appealWaiver(at, view.caseId, round, disputeId, view.ruling.number);
  }
}
