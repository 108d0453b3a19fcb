import { expect } from "chai";
import { compareGas } from "../support/gas-snapshot.ts";
import { deployDisputes, ethers, networkHelpers, panelRequest, seedCommitmentOf } from "./dispute-fixture.ts";
import { passkeyDispute } from "./passkey-dispute.ts";

const fixture = () => deployDisputes();

describe("gas of filing, advancing and voting", () => {
  it("opens a case within 200 000", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const terms = await all.resolved(all.termsFor());

    const receipt = await (await all.registry.connect(all.clerk).openCase(terms)).wait();

    expect(compareGas("CaseRegistry.openCase, one line, three respondents", receipt)).to.be.at.most(200_000n);
  });

  it("opens a case of two lines", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const { lines } = all.termsFor();
    const terms = await all.resolved(all.termsFor({ lines: [...lines, ...all.termsFor().lines] }));

    const receipt = await (await all.registry.connect(all.clerk).openCase(terms)).wait();

    compareGas("CaseRegistry.openCase, two lines, three respondents", receipt);
  });

  it("appeals", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const terms = await all.openCase();
    const disputeId = await all.dispute(terms, [all.findingFor(terms)]);
    await all.panel.draw(disputeId);
    await all.panelRules(terms, disputeId, 1);

    compareGas("CaseRegistry.requestAppeal", await (await all.appeal(terms, disputeId)).wait());
  });

  it("bonds and reveals a seed", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const seed = ethers.id("seed");
    const caseId = ethers.id("case");
    const witnessSeeds = [seedCommitmentOf(caseId, seed)];
    const extra = panelRequest({ caseId, respondents: [], witnessSeeds });
    const terms = await all.openCase({ caseId, arbitratorExtraData: extra });

    compareGas("ArbitratorPanel.bondSeed", await (await all.bondSeed(caseId, seed)).wait());
    const disputeId = await all.dispute(terms, [all.findingFor(terms)]);
    const revealed = await all.panel.revealSeed(disputeId, 0, seed);
    compareGas("ArbitratorPanel.revealSeed", await revealed.wait());
  });

  it("advances within 150 000", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    // Limits and totals have been touched before, as on any day but the first.
    await all.advance(await all.openCase(), 10_000n);
    const terms = await all.openCase();

    const receipt = await (await all.advance(terms, 80_000n)).wait();

    expect(compareGas("CompensationFund.advance", receipt)).to.be.at.most(150_000n);
  });

  it("reveals a vote by passkey within 130 000 where the chain has the P-256 precompile", async () => {
    const all = await networkHelpers.loadFixture(passkeyDispute);

    const receipt = await (await all.reveal(all.passkey.sign(all.digestOf({})))).wait();

    expect(compareGas("ArbitratorPanel.revealVote by passkey", receipt)).to.be.at.most(130_000n);
  });
});
