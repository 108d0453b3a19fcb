import { expect } from "chai";
import type { HostileArbitrator } from "../../../types/ethers-contracts/index.js";
import { anyInstant } from "../support/any-instant.ts";
import {
  deployDisputes,
  ethers,
  FEE,
  findingHashOf,
  MERCHANT,
  networkHelpers,
  Status,
} from "./dispute-fixture.ts";

const Mode = { Quiet: 0, ReuseId: 1, BurnGas: 2, Reenter: 3 } as const;

async function kleros() {
  const all = await deployDisputes();
  const arbitrator = await ethers.deployContract("CentralizedArbitratorWithAppeal");
  return { ...all, arbitrator };
}

async function hostile() {
  const all = await deployDisputes();
  const arbitrator = (await ethers.deployContract("HostileArbitrator")) as unknown as HostileArbitrator;
  const terms = await all.openCase({ arbitrator: await arbitrator.getAddress() });
  await all.advance(terms, 80_000n);
  const proposal = all.findingFor(terms);
  const guard = all.registry.interface.getError("ReentrancyGuardReentrantCall")?.selector;
  return { ...all, arbitrator, terms, proposal, guard };
}

describe("CentralizedArbitratorWithAppeal of @kleros/erc-792, unchanged", () => {
  it("rules a case from opening through appeal to enforcement", async () => {
    const all = await networkHelpers.loadFixture(kleros);
    const { arbitrator, registry, relayer } = all;
    const terms = await all.openCase({ arbitrator: await arbitrator.getAddress() });
    const [proposal, contested] = [
      all.findingFor(terms),
      all.findingFor(terms, { award: 0n, payables: [0n, 0n] }),
    ];
    const disputeId = await all.dispute(terms, [proposal, contested], FEE);

    await arbitrator.giveRuling(disputeId, 2);
    const appeal = await all.partySignature("AppealRequest", MERCHANT, {
      caseId: terms.caseId,
      round: 1,
      disputeId,
    });
    await expect(registry.connect(relayer).requestAppeal(terms, appeal, { value: 2n * FEE })).to.emit(
      registry,
      "AppealRequested",
    );
    await arbitrator.giveRuling(disputeId, 1);
    await networkHelpers.time.increase(181);
    await arbitrator.executeRuling(disputeId);

    expect(await registry.outcomeOf(terms.caseId)).to.equal(findingHashOf(proposal));
    await registry.enforce(terms, proposal);
    expect(await all.fund.creditOf(all.payee)).to.equal(100_000n);
  });
});

describe("a hostile arbitrator", () => {
  it("gets nothing by re-entering with a ruling while the dispute is created", async () => {
    const all = await networkHelpers.loadFixture(hostile);
    const { arbitrator, registry, terms } = all;
    const payload = registry.interface.encodeFunctionData("rule", [1, 1]);
    await arbitrator.plan(Mode.Reenter, 0, registry, payload);

    await all.dispute(terms, [all.proposal]);

    expect(await arbitrator.reentered()).to.equal(false);
    expect(await arbitrator.answer()).to.equal(all.guard);
    expect((await registry.stateOf(terms.caseId)).status).to.equal(Status.Disputed);
  });

  it("gets nothing by re-entering to create the dispute twice", async () => {
    const all = await networkHelpers.loadFixture(hostile);
    const { arbitrator, registry, terms } = all;
    const payload = registry.interface.encodeFunctionData("requestRuling", [terms]);
    await arbitrator.plan(Mode.Reenter, 0, registry, payload);

    await all.dispute(terms, [all.proposal]);

    expect(await arbitrator.answer()).to.equal(all.guard);
  });

  it("gets nothing by re-entering with a ruling while an appeal is taken", async () => {
    const all = await networkHelpers.loadFixture(hostile);
    const { arbitrator, registry, terms } = all;
    const disputeId = await all.dispute(terms, [all.proposal]);
    const payload = registry.interface.encodeFunctionData("rule", [disputeId, 1]);
    await arbitrator.plan(Mode.Reenter, 0, registry, payload);

    await expect(all.appeal(terms, disputeId)).to.emit(registry, "AppealRequested");

    expect(await arbitrator.answer()).to.equal(all.guard);
    expect((await registry.stateOf(terms.caseId)).status).to.equal(Status.Disputed);
  });

  it("rules once: a second ruling is refused", async () => {
    const all = await networkHelpers.loadFixture(hostile);
    const { arbitrator, registry, terms } = all;
    const disputeId = await all.dispute(terms, [
      all.proposal,
      all.findingFor(terms, { documentHash: ethers.id("b") }),
    ]);
    await arbitrator.ruleOn(registry, disputeId, 1);

    await expect(arbitrator.ruleOn(registry, disputeId, 2))
      .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
      .withArgs(terms.caseId, Status.Final);
    await registry.enforce(terms, all.proposal);
    await expect(arbitrator.ruleOn(registry, disputeId, 2))
      .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
      .withArgs(terms.caseId, Status.Closed);
    await expect(registry.enforce(terms, all.proposal))
      .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
      .withArgs(terms.caseId, Status.Closed);
  });

  it("cannot rule in an earlier round's dispute after a reopening", async () => {
    const all = await networkHelpers.loadFixture(hostile);
    const { arbitrator, registry, terms, admin } = all;
    const first = await all.dispute(terms, [all.proposal]);
    await arbitrator.ruleOn(registry, first, 1);
    await registry.enforce(terms, all.proposal);
    await registry.connect(admin).reopen(terms, ethers.id("judgment"));
    await all.freeze(terms, [all.findingFor(terms, { round: 2n })]);
    await all.object(terms, MERCHANT, 2);
    await registry.requestRuling(terms);

    await expect(arbitrator.ruleOn(registry, first, 1))
      .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
      .withArgs(terms.caseId, Status.Disputed);
  });

  it("that never rules leaves the advance with the fund and frees the bond", async () => {
    const all = await networkHelpers.loadFixture(hostile);
    const { registry, fund, bonds, terms } = all;
    await all.dispute(terms, [all.proposal]);
    await networkHelpers.time.increase(61 * 86_400);

    await registry.lapse(terms.caseId);
    await registry.enforceRefused(terms);

    expect(await bonds.reservedOf(MERCHANT)).to.equal(0n);
    expect(await bonds.bondOf(MERCHANT)).to.equal(300_000n);
    expect(await fund.totals()).to.deep.equal([80_000n, 80_000n, 0n, 0n, 80_000n]);
  });

  it("that rules after the deadline is refused", async () => {
    const all = await networkHelpers.loadFixture(hostile);
    const { arbitrator, registry, terms } = all;
    const disputeId = await all.dispute(terms, [all.proposal]);
    await networkHelpers.time.increase(61 * 86_400);

    await expect(arbitrator.ruleOn(registry, disputeId, 1))
      .to.be.revertedWithCustomError(registry, "CaseRegistryTooLate")
      .withArgs(terms.caseId, anyInstant, anyInstant);
  });

  it("that burns all gas cannot make the contested proposal win", async () => {
    const all = await networkHelpers.loadFixture(hostile);
    const { arbitrator, registry, terms } = all;
    await all.freeze(terms, [all.proposal]);
    await all.object(terms);
    await arbitrator.plan(Mode.BurnGas, 0, ethers.ZeroAddress, "0x");

    await expect(registry.requestRuling(terms, { gasLimit: 3_000_000 })).to.revert(ethers);

    await networkHelpers.time.increase(61 * 86_400);
    await registry.lapse(terms.caseId);
    expect(await registry.outcomeOf(terms.caseId)).to.equal(ethers.ZeroHash);
  });

  it("cannot give one dispute id to two cases", async () => {
    const all = await networkHelpers.loadFixture(hostile);
    const { arbitrator, registry, terms } = all;
    await arbitrator.plan(Mode.ReuseId, 0, ethers.ZeroAddress, "0x");
    await all.dispute(terms, [all.proposal]);
    const other = await all.openCase({ arbitrator: await arbitrator.getAddress() });
    await all.freeze(other, [all.findingFor(other)]);
    await all.object(other);

    await expect(registry.requestRuling(other))
      .to.be.revertedWithCustomError(registry, "CaseRegistryDisputeReused")
      .withArgs(arbitrator, 1);
  });

  it("cannot ask more than was capped at filing", async () => {
    const all = await networkHelpers.loadFixture(hostile);
    const { arbitrator, registry, terms } = all;
    await arbitrator.plan(Mode.Quiet, 11n * FEE, ethers.ZeroAddress, "0x");
    await all.freeze(terms, [all.proposal]);
    await all.object(terms);

    await expect(registry.requestRuling(terms, { value: 11n * FEE }))
      .to.be.revertedWithCustomError(registry, "CaseRegistryCostOverCap")
      .withArgs(terms.caseId, 11n * FEE, 10n * FEE);
  });

  it("cannot rule what is no candidate, nor in a dispute it does not have", async () => {
    const all = await networkHelpers.loadFixture(hostile);
    const { arbitrator, registry, terms } = all;
    const disputeId = await all.dispute(terms, [all.proposal]);

    await expect(arbitrator.ruleOn(registry, disputeId, 2))
      .to.be.revertedWithCustomError(registry, "CaseRegistryBadRuling")
      .withArgs(terms.caseId, 2, 1);
    await expect(arbitrator.ruleOn(registry, 99, 1))
      .to.be.revertedWithCustomError(registry, "CaseRegistryUnknownDispute")
      .withArgs(arbitrator, 99);
  });
});
