import {
  acceptance,
  appealRequest,
  appealWaiver,
  objection,
  type Signable,
} from "../../../server/domain/party/case-signing.ts";
import type { CaseView } from "../../../server/schema/case.ts";
import { deployment } from "../../lib/deployment.ts";
import { PageError } from "../../lib/page-error.ts";

export type SignedStepName = "accept-proposal" | "object" | "appeal" | "waive-appeal";

/** The round of a case that was never reopened. */
const firstRound = 1;

/**
 * The contract a party's signature is for: the one the build pinned. A server that names another is refused, because
 * its signature could be used elsewhere.
 * @throws PageError `page.other_contract`.
 */
function registry(view: CaseView) {
  const pinned = deployment.addresses.CaseRegistry;
  const { chainId, caseRegistry } = view.chain;
  if (pinned !== undefined && pinned.toLowerCase() !== caseRegistry.toLowerCase())
    throw new PageError("page.other_contract", caseRegistry);
  return { chainId, contract: caseRegistry };
}

/** Hash under which a candidate is frozen on chain. @throws PageError when the view does not carry it. */
function frozenHash(candidate: object | undefined): string {
  if (candidate === undefined) throw new PageError("page.no_proposal");
  if ("chainHash" in candidate && typeof candidate.chainHash === "string")
    return candidate.chainHash.replace(/^0x/, "");
  throw new PageError("page.not_checkable", "chainHash");
}

/** What a party signs for a step, made here from the case it looks at and never taken ready-made from the server. */
export function signableFor(step: SignedStepName, view: CaseView): Signable {
  const at = registry(view);
  const { disputeId } = view.chain;
  switch (step) {
    case "accept-proposal": {
      const proposal = view.candidates.find((candidate) => candidate.number === 1);
      return acceptance(at, view.caseId, firstRound, frozenHash(proposal));
    }
    case "object":
      return objection(at, view.caseId, firstRound);
    case "appeal":
      if (disputeId === null) throw new PageError("page.no_ruling");
      return appealRequest(at, view.caseId, firstRound, disputeId);
    case "waive-appeal":
      if (disputeId === null || view.ruling === null) throw new PageError("page.no_ruling");
      return appealWaiver(at, view.caseId, firstRound, disputeId, view.ruling.number);
  }
}
