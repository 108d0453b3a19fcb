/** An appeal: asked for by one party's signature, heard by other and more arbitrators, paid for by the platform. */
import { CaseError } from "../domain/case/errors.ts";
import { type CaseState, CLAIMANT } from "../domain/case/types.ts";
import { appealRequest } from "../domain/party/case-signing.ts";
import type { CaseView, ObjectStep } from "../schema/case.ts";
import type { PanelView } from "../schema/panel.ts";
import type { Viewer } from "./case-actions.ts";
import { stepCase } from "./case-steps.ts";
import { chainSignature, registryAt, termsOf } from "./case-work.ts";
import { chainPartyId, NOBODY, ROUND } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";
import type { ChainCall } from "./ports.ts";
import { requireSigned } from "./require-signed.ts";

/**
 * Appeals the ruling of a case. The contract is asked first, so that an appeal it would refuse is refused to who makes
 * it and the case stays as it is.
 * @throws CaseError `case.forbidden_transition` outside the window or after a waiver, `case.bad_signature`,
 *   `case.appeal_forfeited` for who withheld a seed, `case.no_appeal_panel`, `case.appeal_refused`.
 */
export async function appealRuling(deps: Deps, caseId: string, by: string, input: ObjectStep): Promise<void> {
  const { reason, ...signature } = input;
  const now = await deps.clock.now();
  await deps.uow.run(async (tx) => {
    const { record } = await stepCase(deps, tx, caseId, { type: "appeal", by, reason }, now);
    const { disputeId } = await deps.cases.chain(caseId, tx);
    if (disputeId === null) throw new CaseError("case.forbidden_transition", "There is no ruling to appeal.");
    await requireSigned(
      deps,
      record,
      by,
      appealRequest(registryAt(deps), caseId, ROUND, disputeId),
      signature,
    );
    const terms = await termsOf(deps, caseId, tx);
    const call: Omit<ChainCall, "key"> = {
      contract: "CaseRegistry",
      method: "requestAppeal",
      args: [terms, chainSignature({ partyId: by, ...signature })],
      valueWei: await costOf(deps, disputeId, terms.arbitratorExtraData),
    };
    refuse(await deps.chain.refusalOf(call));
    await deps.outbox.enqueue(tx, { key: `case:${caseId}:appeal`, ...call });
  });
}

/** Cost, panel and deadline of an appeal as the reader may make it now; null while there is none to make. */
export async function appealTerms(
  deps: Deps,
  state: CaseState,
  viewer: Viewer,
  panel: PanelView | null,
): Promise<CaseView["appeal"]> {
  if (state.status !== "DECIDED" || panel?.phase !== "appealable" || panel.deadlineAt === null) return null;
  const { disputeId, caseId } = panel;
  const party = viewer.partyId === CLAIMANT ? NOBODY : chainPartyId(viewer.partyId);
  const [terms, config, forfeited] = await Promise.all([
    termsOf(deps, caseId),
    deps.chain.read("ArbitratorPanel", "config", []),
    deps.chain.read("ArbitratorPanel", "appealBarred", [disputeId, party]),
  ]);
  const deadline = Math.min(Date.parse(panel.deadlineAt), Date.parse(state.deadlineAt));
  return {
    costWei: (await costOf(deps, disputeId, terms.arbitratorExtraData)).toString(),
    seats: Number((config as { appealPanelSize: bigint }).appealPanelSize),
    deadlineAt: new Date(deadline).toISOString(),
    forfeited: viewer.isParty && forfeited === true,
  };
}

async function costOf({ chain }: Deps, disputeId: string, extraData: string): Promise<bigint> {
  return (await chain.read("ArbitratorPanel", "appealCost", [disputeId, extraData])) as bigint;
}

/** What the contracts refuse an appeal for, in the words of a case. */
function refuse(error: string | null): void {
  switch (error) {
    case null:
      return;
    case "CaseRegistryAppealForfeited":
      throw new CaseError(
        "case.appeal_forfeited",
        "This party withheld its seed from the draw of the panel.",
      );
    case "ArbitratorPanelNobodyLeft":
      throw new CaseError(
        "case.no_appeal_panel",
        "Nobody is left who could hear an appeal; the ruling stands.",
      );
    default:
      throw new CaseError("case.appeal_refused", "The contract does not take this appeal.", {
        field: "chain",
        rule: error,
      });
  }
}
