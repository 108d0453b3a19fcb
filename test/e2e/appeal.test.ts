import { expect } from "chai";
import { Contract, id, JsonRpcProvider } from "ethers";
import { type Client, openClient, signIn, until, withKey } from "../../server/cli/demo/client.ts";
import { claimantAddress, claimantKey } from "../../server/cli/demo/dispute.ts";
import { readSample } from "../../server/cli/demo/sample.ts";
import { bytesToHex } from "../../server/domain/log/bytes.ts";
import { signDigest } from "../../server/domain/log/eip712.ts";
import {
  appealRequest,
  digestOf,
  objection,
  type Seat,
  type Signable,
  vote,
  voteCommitment,
} from "../../server/domain/party/case-signing.ts";
import type { CaseView } from "../../server/schema/case.ts";
import type { ClaimFiled } from "../../server/schema/claim.ts";
import type { ItemView } from "../../server/schema/item.ts";
import type { PanelView } from "../../server/schema/panel.ts";
import type { Party } from "../../server/schema/party.ts";
import { IArbitratorPanel__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/IArbitratorPanel__factory.ts";
import { type SetUp, startSetUp } from "../support/set-up.ts";
import { tempDir } from "../support/temp-dir.ts";
import { orderLinkOf } from "./journey/order.ts";

const sample = readSample();
const { merchant, carriers } = sample.order;
const ARBITRATORS = ["arbitrator-lin", "arbitrator-mo", "arbitrator-qi", "arbitrator-shu"];
const ROUND = 1;

/** One story in the order it happens, on a set-up of its own: it needs more arbitrators than the others leave alone. */
describe("an appeal, from the first ruling to the last", function () {
  this.timeout(240_000);
  this.bail(true);
  let setUp: SetUp;
  let consumer: Client;
  let caseId: string;
  let first: PanelView;
  const clients = new Map<string, Client>();

  const of = (partyId: string) => clients.get(partyId) as Client;
  const look = (client: Client) => client.get<CaseView>(`/v1/cases/${caseId}`);
  const step = (client: Client, name: string, body: object = {}) =>
    client.post<CaseView>(`/v1/cases/${caseId}/${name}`, body);
  const signAs = (client: Client, signable: Signable) =>
    client.post<{ signer: string; signature: string }>(`/v1/cases/${caseId}/development-signature`, {
      digest: bytesToHex(digestOf(signable)),
    });
  const signAsClaimant = (signable: Signable) => ({
    signer: claimantAddress(),
    signature: `0x${bytesToHex(signDigest(claimantKey(), digestOf(signable)))}`,
  });
  const registryOf = ({ chain }: CaseView) => ({ chainId: chain.chainId, contract: chain.caseRegistry });
  const panelOf = (round: number) =>
    until(`the panel of round ${round}`, async () => {
      const panel = await consumer.get<PanelView>(`/v1/cases/${caseId}/panel`).catch(() => null);
      return panel?.round === round && panel.phase === "voting" ? panel : null;
    });
  const cast = async (panel: PanelView, ruling: number) => {
    const seats = panel.voters.map(({ partyId, voter }) => ({ partyId, seat: { ...panel, voter } as Seat }));
    const salt = id(`salt of round ${panel.round}`).slice(2);
    for (const { partyId, seat } of seats) {
      const commitment = bytesToHex(digestOf(vote(seat, ruling, salt)));
      const signed = await signAs(of(partyId), voteCommitment(seat, commitment));
      await step(of(partyId), "votes/commit", { commitment, ...signed });
    }
    for (const { partyId, seat } of seats) {
      await until("reveals to open", async () =>
        (await look(of(partyId))).viewer.actions.includes("reveal_vote") ? true : null,
      );
      const signed = await signAs(of(partyId), vote(seat, ruling, salt));
      await step(of(partyId), "votes/reveal", { ruling, salt, reasons: "read and weighed", ...signed });
    }
  };

  before(async () => {
    setUp = await startSetUp(tempDir("redress-appeal-"));
    const operator = await signIn(setUp.url, "mall");
    for (const partyId of ARBITRATORS.slice(1))
      await operator.post("/v1/parties", { partyId, kind: "arbitrator", name: partyId });
    await until("the arbitrators on chain", async () => {
      const { parties } = await operator.get<{ parties: Party[] }>("/v1/parties");
      return parties.every(({ onChain, kind }) => onChain || kind === "auditor") ? true : null;
    });
    for (const partyId of [merchant, ...carriers, ...ARBITRATORS])
      clients.set(partyId, await signIn(setUp.url, partyId));
    const orderLink = (await orderLinkOf(setUp)).split("#")[1];
    const filed = await openClient(setUp.url).post<ClaimFiled>("/v1/claims", {
      ...sample.claim,
      orderLink,
      claimantSigner: claimantAddress(),
      idempotencyKey: "claim-of-the-appeal-0001",
    });
    caseId = filed.caseId;
    consumer = withKey(setUp.url, filed.caseToken);
  });
  after(() => setUp?.stop());

  it("gets a first ruling by one arbitrator, who refuses to choose", async () => {
    for (const partyId of [merchant, ...carriers])
      await step(of(partyId), "answer", { action: "contest", reason: "not mine" });
    for (const client of [consumer, ...[merchant, ...carriers].map(of)]) await step(client, "waive-evidence");
    const proposed = await until("the proposal", async () => {
      const view = await look(of(merchant));
      return view.status === "PROPOSED" ? view : null;
    });
    const signed = await signAs(of(merchant), objection(registryOf(proposed), caseId, ROUND));
    await step(of(merchant), "object", { ...signed, reason: "a person should look" });
    first = await panelOf(1);
    expect(first.voters).to.have.length(1);
    await cast(first, 0);
    await until("the ruling", async () => ((await look(consumer)).status === "DECIDED" ? true : null));
  });

  it("tells every party who would hear an appeal, what it costs and until when", async () => {
    const { appeal, viewer, turn } = await until("the terms of an appeal", async () => {
      const view = await look(consumer);
      return view.appeal === null ? null : view;
    });
    expect(appeal).to.include({ costWei: "0", seats: 3, forfeited: false });
    expect(Date.parse(appeal?.deadlineAt ?? "")).to.be.at.most(Date.parse(turn?.deadlineAt ?? ""));
    expect(viewer.actions).to.include.members(["appeal", "waive_appeal"]);
    expect((await look(of(first.voters[0]?.partyId ?? ""))).viewer.actions).to.not.include("appeal");
  });

  it("refuses an appeal signed by somebody else, and leaves the case as it was", async () => {
    const view = await look(consumer);
    const signable = appealRequest(registryOf(view), caseId, ROUND, view.chain.disputeId ?? "");
    const foreign = await signAs(of(merchant), signable);
    const refused = await step(consumer, "appeal", { ...foreign, reason: "no" }).catch(String);
    expect(refused).to.contain("case.bad_signature");
    expect((await look(consumer)).status).to.equal("DECIDED");
  });

  it("goes to three other arbitrators when the consumer appeals by signature", async () => {
    const view = await look(consumer);
    const signable = appealRequest(registryOf(view), caseId, ROUND, view.chain.disputeId ?? "");
    const appealed = await step(consumer, "appeal", {
      ...signAsClaimant(signable),
      reason: "the photos were not looked at",
    });
    expect(appealed.status).to.equal("APPEAL");
    expect(appealed.viewer.actions).to.not.include.members(["appeal", "waive_appeal"]);
    const panel = await panelOf(2);
    const drawn = panel.voters.map(({ partyId }) => partyId);
    expect(drawn.sort()).to.deep.equal(
      ARBITRATORS.filter((partyId) => partyId !== first.voters[0]?.partyId).sort(),
    );
    await cast(panel, 1);
  });

  it("ends with what they ruled, carried out without another window", async () => {
    const view = await until("the end of the case", async () => {
      const seen = await look(consumer);
      return ["CLOSED", "DEBT", "SETTLED"].includes(seen.status) ? seen : null;
    });
    expect(view.ruling?.number).to.equal(1);
    const keys = view.timeline.map(({ key }) => key);
    expect(keys.filter((key) => /^case\.(decided|appeal|final)/.test(key))).to.deep.equal([
      "case.decided",
      "case.appealed",
      "case.appeal_decided",
      "case.final",
    ]);
    expect(view.timeline.find(({ key }) => key === "case.final")?.params.number).to.equal("1");
  });

  it("had the platform's seed bonded before, revealed at the draw, and its bond come back", async () => {
    const { contract, disputeId } = first;
    const { gtin, serial } = sample.item;
    const { chain } = await openClient(setUp.url).get<ItemView>(`/v1/items/${gtin}/${serial}`);
    const provider = new JsonRpcProvider(chain.rpcUrl);
    const panel = new Contract(contract, IArbitratorPanel__factory.abi, provider);
    const revealed = await panel.queryFilter(panel.filters.SeedRevealed?.(disputeId) ?? "SeedRevealed");
    const withheld = await panel.queryFilter(panel.filters.SeedsWithheld?.(disputeId) ?? "SeedsWithheld");
    await until("the bond to come back", async () => {
      const paid = await panel.queryFilter("BondsPaid");
      return paid.length > 0 ? true : null;
    });
    provider.destroy();
    expect([revealed.length, withheld.length]).to.deep.equal([1, 0]);
  });
});
