/** Plays the sample's parties: each looks at the case, does what is its to do, and looks again until it is closed. */
import { bytesToHex } from "../../domain/log/bytes.ts";
import { addressOfKey, signDigest } from "../../domain/log/eip712.ts";
import {
  appealWaiver,
  digestOf,
  objection,
  type Seat,
  type Signable,
  vote,
  voteCommitment,
} from "../../domain/party/case-signing.ts";
import type { CaseView } from "../../schema/case.ts";
import type { PanelView } from "../../schema/panel.ts";
import { type Client, until } from "./client.ts";
import { demoKey, type Sample } from "./sample.ts";

const ROUND = 1;

export interface Cast {
  readonly caseId: string;
  readonly sample: Sample;
  readonly consumer: Client;
  readonly parties: ReadonlyMap<string, Client>;
  readonly say: (line: string) => void;
}

/** The consumer's key for this case, as the browser would make and keep it. */
export const claimantKey = (): Uint8Array => demoKey("claimant");
export const claimantAddress = (): string => addressOfKey(claimantKey());

const path = ({ caseId }: Cast, step = ""): string => `/v1/cases/${caseId}${step}`;
const look = (cast: Cast, client: Client): Promise<CaseView> => client.get<CaseView>(path(cast));

/** Waits for the fund's decision on paying first. */
export async function untilAdvanced(cast: Cast): Promise<CaseView> {
  return await until("the advance", async () => {
    const view = await look(cast, cast.consumer);
    return view.money.advance?.state === "paid" ? view : null;
  });
}

/** Every party that may have to pay answers; the second carrier names its own version of the facts. */
export async function answerAll(cast: Cast): Promise<void> {
  const { contest, expected } = cast.sample;
  for (const [partyId, client] of obligors(cast)) {
    const view = await look(cast, client);
    if (!view.viewer.actions.includes("contest_claim")) continue;
    const own =
      partyId === contest.by ? contest.reason : partyId === expected.leg ? LEG_REASON : CLEAN_REASON;
    if (partyId === expected.leg) await addOwnVersion(cast, client, view);
    await client.post(path(cast, "/answer"), { action: "contest", reason: own });
    cast.say(`${partyId} contests`);
  }
}

const LEG_REASON = "商家聊天中自认内衬泡棉变薄，包装不足以承受正常运输，损失应由商家分担。";
const CLEAN_REASON = "本段交接记录完好，南川快运签收时无异议，损坏不在本段。";

/** The carrier's version: thin padding had its part. The chat it cites is already in the case. */
async function addOwnVersion(cast: Cast, client: Client, view: CaseView): Promise<void> {
  const chat = view.evidence.find(({ type }) => type === "chat.transcript");
  if (chat === undefined) return;
  const factor = {
    party: "merchant",
    kind: "packaging_defect",
    severity: 2,
    causal: 2,
    grade: 2,
    latent: true,
  };
  const shock = {
    party: "logistics",
    id: `logistics:${cast.sample.expected.leg}`,
    kind: "shock",
    severity: 2,
    causal: 2,
    grade: 3,
  };
  await client.post(path(cast, "/facts"), {
    path: "/factors",
    value: [factor, shock],
    evidenceIds: [chat.evidenceId],
    reason: LEG_REASON,
  });
}

/** Nobody has more to hand in: the engine proposes at once instead of after three days. */
export async function waiveAll(cast: Cast): Promise<CaseView> {
  for (const client of everybody(cast)) {
    const view = await look(cast, client);
    if (view.viewer.actions.includes("waive_evidence")) await client.post(path(cast, "/waive-evidence"));
  }
  return await until("the proposed finding", async () => {
    const view = await look(cast, cast.consumer);
    return view.finding === null ? null : view;
  });
}

/** The carrier the proposal charges asks for a person. */
export async function objectToProposal(cast: Cast): Promise<void> {
  const partyId = cast.sample.expected.leg;
  const client = clientOf(cast, partyId);
  const view = await look(cast, client);
  if (!view.viewer.actions.includes("object")) return;
  const signed = await signAs(cast, client, objection(registryOf(view), cast.caseId, ROUND));
  await client.post(path(cast, "/object"), { ...signed, reason: LEG_REASON });
  cast.say(`${partyId} objects and asks for a person`);
}

/** The drawn arbitrator commits to a ruling, then reveals it; both signed for this case, dispute and round alone. */
export async function rule(cast: Cast): Promise<CaseView> {
  const panel = await until("the panel to be drawn", async () => {
    const seen = await cast.consumer.get<PanelView>(path(cast, "/panel")).catch(() => null);
    return seen !== null && seen.voters.length > 0 ? seen : null;
  });
  for (const { partyId, voter } of panel.voters)
    await castVote(cast, clientOf(cast, partyId), { ...panel, voter });
  return await until("the ruling", async () => {
    const view = await look(cast, cast.consumer);
    return view.ruling === null ? null : view;
  });
}

async function castVote(cast: Cast, client: Client, seat: Seat): Promise<void> {
  const salt = bytesToHex(demoKey(`salt/${cast.caseId}`));
  const ballot = vote(seat, 1, salt);
  const commitment = bytesToHex(digestOf(ballot));
  const view = await look(cast, client);
  if (view.viewer.actions.includes("commit_vote")) {
    const signed = await signAs(cast, client, voteCommitment(seat, commitment));
    await client.post(path(cast, "/votes/commit"), { commitment, ...signed });
  }
  await until("the vote to be revealed", async () => {
    const { viewer, ruling } = await look(cast, client);
    return ruling !== null || viewer.actions.includes("reveal_vote") ? true : null;
  });
  if ((await look(cast, client)).ruling !== null) return;
  const signed = await signAs(cast, client, ballot);
  await client.post(path(cast, "/votes/reveal"), { ruling: 1, salt, reasons: RULING_REASONS, ...signed });
  cast.say("the arbitrator rules for candidate 1");
}

const RULING_REASONS =
  "交接完好、派送前冲击传感器报警、签收即现损坏，损失落在南川快运区段；泡棉变薄不足以改变因果。";

/** All parties are content: the ruling is carried out now instead of after the appeal window. */
export async function waiveAppeals(cast: Cast): Promise<CaseView> {
  for (const [partyId, client] of [["claimant", cast.consumer] as const, ...obligors(cast)]) {
    const view = await look(cast, client);
    if (!view.viewer.actions.includes("waive_appeal")) continue;
    const { disputeId } = view.chain;
    if (disputeId === null || view.ruling === null) continue;
    const waiver = appealWaiver(registryOf(view), cast.caseId, ROUND, disputeId, view.ruling.number);
    const signed = partyId === "claimant" ? signAsClaimant(waiver) : await signAs(cast, client, waiver);
    await client.post(path(cast, "/waive-appeal"), signed);
  }
  return await until("recourse from the bonds", async () => {
    const view = await look(cast, cast.consumer);
    return view.status === "CLOSED" || view.status === "DEBT" ? view : null;
  });
}

function signAsClaimant(signable: Signable) {
  return {
    signer: claimantAddress(),
    signature: `0x${bytesToHex(signDigest(claimantKey(), digestOf(signable)))}`,
  };
}

/** Organisations of the embedded set-up sign with the key it keeps for them; elsewhere with a passkey or wallet. */
async function signAs(
  cast: Cast,
  client: Client,
  signable: Signable,
): Promise<{ signer: string; signature: string }> {
  return await client.post(path(cast, "/development-signature"), { digest: bytesToHex(digestOf(signable)) });
}

const registryOf = (view: CaseView) => ({ chainId: view.chain.chainId, contract: view.chain.caseRegistry });

function clientOf({ parties }: Cast, partyId: string): Client {
  const client = parties.get(partyId);
  if (client === undefined) throw new Error(`the sample has no key for ${partyId}`);
  return client;
}

function obligors(cast: Cast): [string, Client][] {
  const { merchant, carriers } = cast.sample.order;
  return [merchant, ...carriers].map((partyId) => [partyId, clientOf(cast, partyId)]);
}

function everybody(cast: Cast): Client[] {
  return [cast.consumer, ...obligors(cast).map(([, client]) => client)];
}
