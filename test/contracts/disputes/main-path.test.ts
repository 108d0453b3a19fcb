import { expect } from "chai";
import {
  CARRIER,
  DAY,
  deployDisputes,
  ethers,
  findingHashOf,
  MERCHANT,
  networkHelpers,
  Status,
} from "./dispute-fixture.ts";

const fixture = () => deployDisputes();

describe("a disputed case from filing to recourse", () => {
  it("advances, is ruled by the panel, waives appeal, and collects from the bonds to the cent", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const { bonds, fund, registry, panel, token, payee } = all;
    const terms = await all.openCase();
    await all.advance(terms, 80_000n);
    expect(await bonds.reservedFor(terms.caseId, MERCHANT)).to.equal(80_000n);

    const proposal = all.findingFor(terms);
    const contested = all.findingFor(terms, { shareBps: [2_000n, 8_000n], payables: [20_000n, 80_000n] });
    const disputeId = await all.dispute(terms, [proposal, contested]);
    await panel.draw(disputeId);
    await all.panelRules(terms, disputeId, 2);
    await all.waive(terms, disputeId, 2);
    await panel.executeRuling(disputeId);
    expect(await registry.outcomeOf(terms.caseId)).to.equal(findingHashOf(contested));

    await registry.enforce(terms, contested);

    expect((await registry.stateOf(terms.caseId)).status).to.equal(Status.Closed);
    expect(await bonds.bondOf(MERCHANT)).to.equal(280_000n);
    expect(await bonds.bondOf(CARRIER)).to.equal(0n);
    expect(await bonds.reservedOf(MERCHANT)).to.equal(0n);
    expect(await fund.debtOf(terms.caseId, CARRIER)).to.equal(30_000n);
    // 70 000 collected: all of it covers the advance of 80 000.
    expect(await fund.outstandingOf(terms.caseId)).to.equal(10_000n);
    expect((await fund.accountOf(terms.caseId)).owed).to.equal(20_000n);
    await fund.payOut(payee);
    expect(await token.balanceOf(payee)).to.equal(80_000n);
  });

  it("executes without waivers once the appeal window is over", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const terms = await all.openCase();
    const proposal = all.findingFor(terms);
    const disputeId = await all.dispute(terms, [proposal]);
    await all.panel.draw(disputeId);
    await all.panelRules(terms, disputeId, 1);

    await networkHelpers.time.increase(7 * DAY + 1);
    await all.panel.executeRuling(disputeId);

    await expect(all.registry.enforce(terms, proposal))
      .to.emit(all.registry, "OutcomeEnforced")
      .withArgs(terms.caseId, 1, findingHashOf(proposal), 100_000n);
    expect(await all.fund.creditOf(all.payee)).to.equal(100_000n);
  });

  it("is final at once when claimant and all respondents accept", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const terms = await all.openCase();
    const proposal = all.findingFor(terms);
    await all.freeze(terms, [proposal]);

    await expect(all.accept(terms, proposal))
      .to.emit(all.registry, "OutcomeFinal")
      .withArgs(terms.caseId, 1, 1, findingHashOf(proposal));
    await all.registry.enforce(terms, proposal);
    expect(await all.fund.totals()).to.deep.equal([100_000n, 100_000n, 0n, 100_000n, 0n]);
  });

  it("takes the proposal when nobody objects in time", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const terms = await all.openCase();
    const proposal = all.findingFor(terms);
    await all.freeze(terms, [proposal]);
    await networkHelpers.time.increase(3 * DAY + 1);

    await all.registry.lapse(terms.caseId);

    expect(await all.registry.outcomeOf(terms.caseId)).to.equal(findingHashOf(proposal));
    expect(await all.registry.candidateOf(terms.caseId, 1, 1)).to.not.equal(ethers.ZeroHash);
  });
});
