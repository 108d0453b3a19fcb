import { standardWindows } from "../domain/case/types.ts";
import { chainCaseId, chainLineHash, chainPartyId, NOBODY } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";
import { witnessCommitment } from "./panel-seeds.ts";
import type { Tx } from "./ports.ts";
import type { CaseRecord, OrderRecord } from "./ports-cases.ts";

/** `ICaseRegistry.CaseTerms` as JSON: integers as decimal strings, bytes as 0x-hex. Every later call repeats it. */
export interface ChainTerms {
  readonly caseId: string;
  readonly rulePackHash: string;
  readonly lines: readonly { lineHash: string; paid: string; claimed: string }[];
  readonly claimantSigner: string;
  readonly respondents: readonly string[];
  readonly payee: string;
  readonly arbitrator: string;
  readonly arbitratorExtraData: string;
  readonly maxArbitrationCost: string;
  readonly freezeWindow: number;
  readonly objectionWindow: number;
  readonly rulingWindow: number;
}

const DAY = 86_400;
/** The arbitrator may ask at most a hundredth of a coin of the chain, in wei: a cap fixed at filing. */
const MAX_ARBITRATION_COST_WEI = "10000000000000000";

/** Opens the case in the registry, under terms that never change after. */
export async function openOnChain(
  deps: Deps,
  tx: Tx,
  record: CaseRecord,
  order: OrderRecord,
): Promise<ChainTerms> {
  const terms = await chainTermsOf(deps, record, order);
  await deps.cases.setChain(tx, record.caseId, { terms });
  await deps.outbox.enqueue(tx, {
    key: `case:${record.caseId}:open`,
    contract: "CaseRegistry",
    method: "openCase",
    args: [terms],
  });
  return terms;
}

async function chainTermsOf(deps: Deps, record: CaseRecord, order: OrderRecord): Promise<ChainTerms> {
  const respondents = record.parties.filter(({ role }) => role === "obligor").map(({ partyId }) => partyId);
  const {
    responseSeconds,
    evidenceSeconds,
    objectionSeconds,
    reviewSeconds,
    reserveSeconds,
    thirdPanelSeconds,
    appealSeconds,
  } = standardWindows;
  return {
    caseId: chainCaseId(record.caseId),
    rulePackHash: `0x${record.rulePackHash}`,
    lines: record.claim.lines.map((claimed) => ({
      lineHash: chainLineHash(order.salt, order.merchant, order.orderId, claimed.lineId),
      paid: order.lines.find(({ lineId }) => lineId === claimed.lineId)?.paidMinor ?? "0",
      claimed: claimed.amountMinor,
    })),
    claimantSigner: record.claimantSigner,
    respondents: respondents.map(chainPartyId),
    payee: await deps.settlementAgent(),
    arbitrator: deps.chain.address("ArbitratorPanel"),
    arbitratorExtraData: panelRequest(deps, record, respondents.map(chainPartyId)),
    maxArbitrationCost: MAX_ARBITRATION_COST_WEI,
    freezeWindow: responseSeconds + evidenceSeconds + 2 * DAY,
    objectionWindow: objectionSeconds,
    rulingWindow: reviewSeconds + reserveSeconds + thirdPanelSeconds + 2 * appealSeconds,
  };
}

/**
 * ABI encoding of `IArbitratorPanel.PanelRequest`: case, respondents, nobody excluded by name, no seed of the claimant,
 * one of the platform as witness.
 */
function panelRequest(deps: Deps, record: CaseRecord, respondents: readonly string[]): string {
  return deps.chain.encode(
    "tuple(bytes32 caseId,bytes32[] respondents,bytes32[] excluded,bytes32 claimantSeed,bytes32[] witnessSeeds)",
    [chainCaseId(record.caseId), respondents, [], NOBODY, [witnessCommitment(deps, record.caseId)]],
  );
}
