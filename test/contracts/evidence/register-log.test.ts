import { expect } from "chai";
import {
  deployEvidenceLog,
  ethers,
  KeyUse,
  Kind,
  MINIMUM_BOND,
  NUMBERS,
  networkHelpers,
} from "../support/evidence-log-fixture.ts";

const { loadFixture, time } = networkHelpers;

describe("EvidenceLog.registerLog", () => {
  it("records operator, keys, sender and bond under an id anybody can compute", async () => {
    const { log, terms, operator, operatorParty, token, registerLog } = await loadFixture(deployEvidenceLog);
    const logId = await registerLog();
    const coder = ethers.AbiCoder.defaultAbiCoder();
    const { chainId } = await ethers.provider.getNetwork();
    const named = coder.encode(
      ["uint256", "address", "bytes32", "bytes32", "bytes32"],
      [chainId, await log.getAddress(), operatorParty, terms.originHash, terms.verifierKeyHash],
    );
    expect(logId).to.equal(ethers.keccak256(named));

    const record = await log.logOf(logId);
    expect([record.operator, record.operatorParty, record.bondMinor]).to.deep.equal([
      operator.address,
      operatorParty,
      MINIMUM_BOND,
    ]);
    const now = BigInt(await time.latest());
    expect(await log.keyActiveAt(logId, KeyUse.Checkpoint, terms.logSigner)).to.equal(now);
    expect(await log.keyActiveAt(logId, KeyUse.Promise, terms.promiseSigner)).to.equal(now);
    expect(await log.anchorSenderOf(logId)).to.equal(terms.anchorSender);
    expect(await token.balanceOf(log)).to.equal(MINIMUM_BOND);
    expect(await log.isUnderbonded(logId)).to.equal(false);
  });

  it("tells who, where from and which key in its event", async () => {
    const { log, terms, operator, operatorParty } = await loadFixture(deployEvidenceLog);
    const logId = await log.logIdOf(operatorParty, terms.originHash, terms.verifierKeyHash);
    await expect(log.connect(operator).registerLog(terms))
      .to.emit(log, "LogRegistered")
      .withArgs(
        logId,
        operatorParty,
        ethers.ZeroHash,
        operator.address,
        terms.originHash,
        terms.verifierKeyHash,
      );
  });

  it("refuses the same origin and key twice", async () => {
    const { log, terms, operator, registerLog } = await loadFixture(deployEvidenceLog);
    const logId = await registerLog();
    await expect(log.connect(operator).registerLog(terms))
      .to.be.revertedWithCustomError(log, "EvidenceLogExists")
      .withArgs(logId);
  });

  it("refuses a bond below twenty bounties", async () => {
    const { log, terms, operator } = await loadFixture(deployEvidenceLog);
    await expect(log.connect(operator).registerLog({ ...terms, bondMinor: MINIMUM_BOND - 1n }))
      .to.be.revertedWithCustomError(log, "EvidenceLogBondTooSmall")
      .withArgs(MINIMUM_BOND - 1n, MINIMUM_BOND);
  });

  it("refuses a wallet that does not speak for the operator", async () => {
    const { log, terms, stranger, operatorParty } = await loadFixture(deployEvidenceLog);
    await expect(log.connect(stranger).registerLog(terms))
      .to.be.revertedWithCustomError(log, "EvidenceLogNotOperatorParty")
      .withArgs(operatorParty, stranger.address);
  });

  it("refuses a party that is suspended or of another kind", async () => {
    const { log, terms, operator, parties, operatorParty } = await loadFixture(deployEvidenceLog);
    const merchant = ethers.id("party:merchant");
    await parties.registerParty(merchant, Kind.Merchant, operator.address, ethers.ZeroHash);
    await parties.suspend(operatorParty, ethers.id("reasons"));
    for (const party of [merchant, operatorParty, ethers.id("unknown")]) {
      await expect(log.connect(operator).registerLog({ ...terms, operatorParty: party }))
        .to.be.revertedWithCustomError(log, "EvidenceLogNotOperatorParty")
        .withArgs(party, operator.address);
    }
  });

  for (const field of ["promiseSigner", "logSigner", "anchorSender"] as const) {
    it(`refuses a zero ${field}`, async () => {
      const { log, terms, operator } = await loadFixture(deployEvidenceLog);
      await expect(
        log.connect(operator).registerLog({ ...terms, [field]: ethers.ZeroAddress }),
      ).to.be.revertedWithCustomError(log, "EvidenceLogZeroAddress");
    });
  }

  it("refuses a predecessor nobody registered", async () => {
    const { log, terms, operator } = await loadFixture(deployEvidenceLog);
    const predecessor = ethers.id("nothing");
    await expect(log.connect(operator).registerLog({ ...terms, predecessor }))
      .to.be.revertedWithCustomError(log, "EvidenceLogBadPredecessor")
      .withArgs(predecessor);
  });
});

describe("EvidenceLog keys and senders", () => {
  it("are the operator's to append and change, nobody else's", async () => {
    const { log, stranger, registerLog } = await loadFixture(deployEvidenceLog);
    const logId = await registerLog();
    const calls = [
      () => log.connect(stranger).appendKey(logId, KeyUse.Promise, stranger.address),
      () => log.connect(stranger).changeAnchorSender(logId, stranger.address),
      () => log.connect(stranger).sealLog(logId),
    ];
    for (const call of calls) {
      await expect(call())
        .to.be.revertedWithCustomError(log, "EvidenceLogNotOperator")
        .withArgs(logId, stranger.address);
    }
  });

  it("refuse a key that is there already, so that its date cannot be moved", async () => {
    const { log, operator, promiseKey, registerLog } = await loadFixture(deployEvidenceLog);
    const logId = await registerLog();
    await expect(log.connect(operator).appendKey(logId, KeyUse.Promise, promiseKey.address))
      .to.be.revertedWithCustomError(log, "EvidenceLogKeyExists")
      .withArgs(logId, KeyUse.Promise, promiseKey.address);
  });

  it("let another sender anchor", async () => {
    const { log, operator, stranger, registerLog, signCheckpoint } = await loadFixture(deployEvidenceLog);
    const logId = await registerLog();
    const root = ethers.id("root") as `0x${string}`;
    await expect(log.connect(operator).changeAnchorSender(logId, stranger.address))
      .to.emit(log, "AnchorSenderChanged")
      .withArgs(logId, stranger.address);
    await log.connect(stranger).anchor(logId, 1, root, [], await signCheckpoint(logId, 1, root));
    expect((await log.head(logId)).root).to.equal(root);
  });

  it("refuse the zero address", async () => {
    const { log, operator, registerLog } = await loadFixture(deployEvidenceLog);
    const logId = await registerLog();
    const zero = ethers.ZeroAddress;
    for (const call of [
      () => log.connect(operator).changeAnchorSender(logId, zero),
      () => log.connect(operator).appendKey(logId, KeyUse.Promise, zero),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(log, "EvidenceLogZeroAddress");
    }
  });
});

describe("EvidenceLog deployment", () => {
  it("tells the numbers it was given", async () => {
    const { log, token, fund } = await loadFixture(deployEvidenceLog);
    const told = await log.numbers();
    for (const [name, value] of Object.entries(NUMBERS)) {
      expect(told[name as keyof typeof NUMBERS], name).to.equal(BigInt(value));
    }
    expect(await log.token()).to.equal(await token.getAddress());
    expect(await log.compensationFund()).to.equal(fund.address);
  });

  for (const [name, change] of [
    ["no bounty", { bountyMinor: 0n }],
    ["no minimum", { minBounties: 0 }],
    ["a challenger's share above half", { challengerShareBps: 5_001 }],
  ] as const) {
    it(`refuses ${name}`, async () => {
      const { log, parties, token, fund } = await loadFixture(deployEvidenceLog);
      const args = [parties, token, fund, { ...NUMBERS, ...change }];
      await expect(ethers.deployContract("EvidenceLog", args)).to.be.revertedWithCustomError(
        log,
        "EvidenceLogBadNumbers",
      );
    });
  }

  it("refuses to stand without registry, token or fund", async () => {
    const { log, parties, token, fund } = await loadFixture(deployEvidenceLog);
    const zero = ethers.ZeroAddress;
    for (const args of [
      [zero, token, fund],
      [parties, zero, fund],
      [parties, token, zero],
    ]) {
      await expect(ethers.deployContract("EvidenceLog", [...args, NUMBERS])).to.be.revertedWithCustomError(
        log,
        "EvidenceLogZeroAddress",
      );
    }
  });
});
