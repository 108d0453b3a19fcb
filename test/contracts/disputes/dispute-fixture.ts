import type { Signer, TypedDataField, Wallet } from "ethers";
import { network } from "hardhat";
import type { ICaseRegistry } from "../../../types/ethers-contracts/contracts/disputes/CaseRegistry.js";
import type {
  ArbitratorPanel,
  CaseRegistry,
  CompensationFund,
  GuaranteeBonds,
  PartyRegistry,
  SettlementToken,
} from "../../../types/ethers-contracts/index.js";

/** One chain for the process; `loadFixture` puts it back to where a fixture left it. Osaka has the P-256 precompile. */
export const { ethers, networkHelpers } = await network.create({
  override: { hardfork: "osaka", allowBlocksWithSameTimestamp: true },
});

export const HOUR = 3_600;
export const DAY = 24 * HOUR;
export const FEE = 10n ** 15n;

export const Status = {
  None: 0,
  Open: 1,
  Proposed: 2,
  Objected: 3,
  Disputed: 4,
  Final: 5,
  Closed: 6,
} as const;
export const Phase = { Seeding: 1, Voting: 2, Appealable: 3, Decided: 4, Executed: 5 } as const;
export const Kind = { Platform: 1, Merchant: 2, Carrier: 3, Arbitrator: 5 } as const;

export const WINDOWS = { freezeWindow: 7 * DAY, objectionWindow: 3 * DAY, rulingWindow: 60 * DAY };
export const PANEL = {
  firstPanelSize: 1,
  appealPanelSize: 3,
  seedWindow: DAY,
  commitWindow: 3 * DAY,
  revealWindow: 2 * DAY,
  thirdPanelWindow: 10 * DAY,
  appealWindow: 7 * DAY,
  maxFeePerVote: FEE,
  seedBond: 5n * FEE,
};
export const LIMITS = { perMerchant: 500_000n, perPayee: 200_000n, pool: 1_000_000n, single: 150_000n };

const ROLES: Record<string, [role: bigint, functions: string[]]> = {
  fund: [1n, ["reserve", "release", "slash", "restore"]],
  registry: [2n, ["openAccount", "recover", "reverse"]],
  caseClerk: [3n, ["openCase", "submitEvidence", "freezeCandidates"]],
  fundClerk: [4n, ["advance"]],
  secondPerson: [5n, ["approveAdvance", "writeOff"]],
  treasurer: [6n, ["withdrawCapital", "setLimits"]],
  courtClerk: [7n, ["reopen"]],
  guardian: [8n, ["pause", "unpause"]],
  rosterClerk: [9n, ["addArbitrator", "removeArbitrator", "setFee", "sweepUnearned"]],
  bondClerk: [10n, ["setTail"]],
};

const field = (list: string): TypedDataField[] =>
  list.split(",").map((part) => {
    const [type = "", name = ""] = part.split(" ");
    return { name, type };
  });

export const TYPES = {
  Acceptance: field("bytes32 caseId,uint32 round,bytes32 findingHash"),
  Objection: field("bytes32 caseId,uint32 round"),
  AppealRequest: field("bytes32 caseId,uint32 round,uint256 disputeId"),
  AppealWaiver: field("bytes32 caseId,uint32 round,uint256 disputeId,uint256 ruling"),
  VoteCommitment: field("bytes32 caseId,uint256 disputeId,uint32 round,bytes32 voter,bytes32 commitment"),
  Vote: field("bytes32 caseId,uint256 disputeId,uint32 round,bytes32 voter,uint256 ruling,bytes32 salt"),
  SeedCommitment: field("address arbitrable,bytes32 caseId,bytes32 partyId,bytes32 commitment"),
  FeeWithdrawal: field("bytes32 voter,address to,uint256 nonce"),
  WithdrawalRequest: field("bytes32 partyId,uint256 amount,address to,uint256 nonce"),
};

export type Terms = ICaseRegistry.CaseTermsStruct & { caseId: string; respondents: string[] };
export type Finding = ICaseRegistry.FindingStruct;

const TERMS_ABI = `tuple(bytes32 caseId, bytes32 rulePackHash, tuple(bytes32 lineHash, uint96 paid, uint96 claimed)[] lines,
  bytes claimantSigner, bytes32[] respondents, address payee, address arbitrator, bytes arbitratorExtraData,
  uint256 maxArbitrationCost, uint32 freezeWindow, uint32 objectionWindow, uint32 rulingWindow)`;
const FINDING_ABI =
  "tuple(bytes32 caseId, uint32 round, bytes32 documentHash, uint256 award, bytes32[] parties, uint16[] shareBps, uint256[] payables)";
const REQUEST_ABI =
  "tuple(bytes32 caseId, address payee, uint256 amount, bytes32[] obligors, uint256[] amounts)";
const PANEL_ABI =
  "tuple(bytes32 caseId, bytes32[] respondents, bytes32[] excluded, bytes32 claimantSeed, bytes32[] witnessSeeds)";

const encode = (abi: string, value: unknown) => ethers.AbiCoder.defaultAbiCoder().encode([abi], [value]);
export const termsHashOf = (terms: Terms) => ethers.keccak256(encode(TERMS_ABI, terms));
export const findingHashOf = (finding: Finding) => ethers.keccak256(encode(FINDING_ABI, finding));
export const requestHashOf = (request: unknown) => ethers.keccak256(encode(REQUEST_ABI, request));
export const panelRequest = (request: {
  caseId: string;
  respondents: string[];
  excluded?: string[];
  claimantSeed?: string;
  witnessSeeds?: string[];
}) => encode(PANEL_ABI, { excluded: [], claimantSeed: ethers.ZeroHash, witnessSeeds: [], ...request });

/** What is committed for a seed: keccak256(abi.encode(caseId, seed)). */
export const seedCommitmentOf = (caseId: string, seed: string) =>
  ethers.keccak256(ethers.concat([caseId, seed]));

export const PLATFORM = ethers.id("party:platform");
export const MERCHANT = ethers.id("party:merchant");
export const CARRIER = ethers.id("party:carrier");
export const CLAIMANT = ethers.ZeroHash;
export const voterId = (index: number) => ethers.id(`party:arbitrator-${index}`);

const account = async (index: number): Promise<Signer> => {
  const signer = (await ethers.getSigners())[index];
  if (!signer) throw new Error(`no account ${index}`);
  return signer;
};

async function deployAll(tokenName: string) {
  const admin = await account(0);
  const people = {
    admin,
    clerk: await account(1),
    second: await account(2),
    relayer: await account(3),
    payee: await account(4),
    agent: await account(5),
    stranger: await account(6),
  };
  const { chainId } = await ethers.provider.getNetwork();
  const manager = await ethers.deployContract("AccessManager", [admin]);
  const parties = await ethers.deployContract("PartyRegistry", [manager]);
  const token =
    tokenName === "SettlementToken"
      ? await ethers.deployContract(tokenName, [manager, chainId])
      : await ethers.deployContract(tokenName);
  const bonds = await ethers.deployContract("GuaranteeBonds", [manager, token, parties, 7 * DAY]);
  const fund = await ethers.deployContract("CompensationFund", [
    manager,
    bonds,
    PLATFORM,
    people.agent,
    LIMITS,
  ]);
  const registry = await ethers.deployContract("CaseRegistry", [manager, parties, fund]);
  const panel = await ethers.deployContract("ArbitratorPanel", [manager, parties, PANEL]);

  const holders: Record<string, unknown> = {
    fund,
    registry,
    caseClerk: people.clerk,
    fundClerk: people.clerk,
    secondPerson: people.second,
  };
  const targets: Record<string, { interface: { getFunction(name: string): unknown } }> = {
    fund: bonds,
    registry: fund,
    caseClerk: registry,
    fundClerk: fund,
    secondPerson: fund,
    treasurer: fund,
    courtClerk: registry,
    guardian: registry,
    rosterClerk: panel,
    bondClerk: bonds,
  };
  for (const [name, [role, functions]] of Object.entries(ROLES)) {
    const target = targets[name] as never as typeof bonds;
    const selectors = functions.map((f) => target.interface.getFunction(f as never)?.selector ?? "");
    await manager.setTargetFunctionRole(target, selectors, role);
    await manager.grantRole(role, (holders[name] ?? admin) as string, 0);
  }
  return {
    ...people,
    chainId,
    manager,
    parties: parties as unknown as PartyRegistry,
    token: token as unknown as SettlementToken,
    bonds: bonds as unknown as GuaranteeBonds,
    fund: fund as unknown as CompensationFund,
    registry: registry as unknown as CaseRegistry,
    panel: panel as unknown as ArbitratorPanel,
  };
}

/** Deploys everything, with funded bonds and fund, five arbitrators and a claimant's key. */
export async function deployDisputes(tokenName = "SettlementToken") {
  const all = await deployAll(tokenName);
  const { parties, token, bonds, fund, panel, admin } = all;
  const keys: Record<string, Wallet> = {};
  const newKey = (partyId: string) => {
    keys[partyId] = ethers.Wallet.createRandom() as unknown as Wallet;
    return (keys[partyId] as Wallet).address;
  };
  const agreement = ethers.id("agreement");
  await parties.registerParty(PLATFORM, Kind.Platform, newKey(PLATFORM), agreement);
  await parties.registerParty(MERCHANT, Kind.Merchant, newKey(MERCHANT), agreement);
  await parties.registerParty(CARRIER, Kind.Carrier, newKey(CARRIER), agreement);
  newKey(CLAIMANT);
  for (let i = 0; i < 5; i += 1) {
    await parties.registerParty(voterId(i), Kind.Arbitrator, newKey(voterId(i)), ethers.ZeroHash);
    await panel.addArbitrator(voterId(i));
  }

  await token.mint(admin, 10_000_000n);
  await token.approve(bonds, ethers.MaxUint256);
  await token.approve(fund, ethers.MaxUint256);
  await bonds.depositFor(MERCHANT, 300_000n);
  await bonds.depositFor(CARRIER, 50_000n);
  await fund.deposit(1_000_000n);
  return { ...all, keys, ...(await helpers(all, keys)) };
}

type All = Awaited<ReturnType<typeof deployAll>>;

async function helpers(all: All, keys: Record<string, Wallet>) {
  const { registry, panel, bonds, fund, clerk, relayer, payee, chainId } = all;
  const verifying = {
    CaseRegistry: await registry.getAddress(),
    ArbitratorPanel: await panel.getAddress(),
    GuaranteeBonds: await bonds.getAddress(),
  };
  const domain = (contract: keyof typeof verifying) => ({
    name: `Redress ${contract}`,
    version: "1",
    chainId,
    verifyingContract: verifying[contract],
  });
  const keyOf = (partyId: string) => {
    const key = keys[partyId];
    if (!key) throw new Error(`no key of ${partyId}`);
    return key;
  };
  const sign = (
    contract: keyof typeof verifying,
    type: keyof typeof TYPES,
    partyId: string,
    value: Record<string, unknown>,
  ) => keyOf(partyId).signTypedData(domain(contract), { [type]: TYPES[type] }, value);

  const termsFor = (changes: Partial<Terms> = {}): Terms => {
    const caseId = changes.caseId ?? ethers.hexlify(ethers.randomBytes(32));
    const respondents = changes.respondents ?? [MERCHANT, CARRIER, PLATFORM];
    return {
      caseId,
      rulePackHash: ethers.id("rules"),
      lines: [{ lineHash: ethers.hexlify(ethers.randomBytes(32)), paid: 100_000n, claimed: 100_000n }],
      claimantSigner: keyOf(CLAIMANT).address,
      respondents,
      payee: payee as unknown as string,
      arbitrator: verifying.ArbitratorPanel,
      arbitratorExtraData: panelRequest({ caseId, respondents }),
      maxArbitrationCost: 10n * FEE,
      ...WINDOWS,
      ...changes,
    };
  };
  const resolved = async (terms: Terms): Promise<Terms> => ({
    ...terms,
    payee: await ethers.resolveAddress(terms.payee),
  });
  const openCase = async (changes: Partial<Terms> = {}) => {
    const terms = await resolved(termsFor(changes));
    await registry.connect(clerk).openCase(terms);
    return terms;
  };
  const findingFor = (terms: Terms, changes: Partial<Finding> = {}): Finding => ({
    caseId: terms.caseId,
    round: 1n,
    documentHash: ethers.sha256(ethers.toUtf8Bytes("finding")),
    award: 100_000n,
    parties: [MERCHANT, CARRIER],
    shareBps: [7_000n, 3_000n],
    payables: [70_000n, 30_000n],
    ...changes,
  });
  const requestFor = (terms: Terms, amount = 80_000n, obligors = [MERCHANT], amounts = [amount]) => ({
    caseId: terms.caseId,
    payee: terms.payee as string,
    amount,
    obligors,
    amounts,
  });
  const advance = async (terms: Terms, amount?: bigint) => {
    const request = requestFor(terms, amount);
    return fund.connect(clerk).advance({ ...request, payee: await ethers.resolveAddress(request.payee) });
  };
  const freeze = (terms: Terms, findings: Finding[]) =>
    registry.connect(clerk).freezeCandidates(terms, ethers.id("evidence"), findings.map(findingHashOf));

  const partySignature = async (
    type: "Acceptance" | "Objection" | "AppealRequest" | "AppealWaiver",
    partyId: string,
    value: Record<string, unknown>,
  ) => ({
    partyId,
    signer: keyOf(partyId).address,
    signature: await sign("CaseRegistry", type, partyId, value),
  });
  const allSignatures = (terms: Terms, type: "Acceptance" | "AppealWaiver", value: Record<string, unknown>) =>
    Promise.all(
      [CLAIMANT, ...terms.respondents].map((partyId) =>
        partySignature(type, partyId, { caseId: terms.caseId, ...value }),
      ),
    );
  const object = async (terms: Terms, partyId = MERCHANT, round = 1) =>
    registry
      .connect(relayer)
      .object(terms, await partySignature("Objection", partyId, { caseId: terms.caseId, round }));

  /** Takes a case to where the arbitrator has it; returns the dispute's id. */
  const dispute = async (terms: Terms, findings: Finding[], value = 0n) => {
    await freeze(terms, findings);
    await object(terms);
    await registry.connect(relayer).requestRuling(terms, { value });
    return registry.disputeOf(terms.caseId);
  };

  const bondSeed = async (caseId: string, seed: string, payer: Signer = relayer) =>
    panel
      .connect(payer)
      .bondSeed(registry, caseId, seedCommitmentOf(caseId, seed), { value: PANEL.seedBond });
  /** Commits a respondent's seed by its signature. */
  const commitSeed = async (caseId: string, partyId: string, seed: string) => {
    const commitment = seedCommitmentOf(caseId, seed);
    const value = { arbitrable: verifying.CaseRegistry, caseId, partyId, commitment };
    const signature = await sign("ArbitratorPanel", "SeedCommitment", partyId, value);
    return panel
      .connect(relayer)
      .commitSeed(registry, caseId, partyId, commitment, keyOf(partyId).address, signature);
  };
  const appeal = async (terms: Terms, disputeId: bigint, partyId = MERCHANT, value = 0n) => {
    const signed = { caseId: terms.caseId, round: 1, disputeId };
    const signature = await partySignature("AppealRequest", partyId, signed);
    return registry.connect(relayer).requestAppeal(terms, signature, { value });
  };

  const vote = (disputeId: bigint, caseId: string, round: number, voter: string, ruling: number) => ({
    caseId,
    disputeId,
    round,
    voter,
    ruling,
    salt: ethers.id(`salt ${disputeId} ${round} ${voter}`),
  });
  type BallotVote = ReturnType<typeof vote>;
  const commit = async (ballot: BallotVote) => {
    const { caseId, disputeId, round, voter } = ballot;
    const commitment = ethers.TypedDataEncoder.hash(domain("ArbitratorPanel"), { Vote: TYPES.Vote }, ballot);
    const signature = await sign("ArbitratorPanel", "VoteCommitment", voter, {
      caseId,
      disputeId,
      round,
      voter,
      commitment,
    });
    return panel.connect(relayer).commitVote(disputeId, voter, commitment, keyOf(voter).address, signature);
  };
  const reveal = async (ballot: BallotVote) => {
    const { disputeId, voter, ruling, salt } = ballot;
    const signature = await sign("ArbitratorPanel", "Vote", voter, ballot);
    return panel.connect(relayer).revealVote(disputeId, voter, ruling, salt, keyOf(voter).address, signature);
  };
  /** All members of the present panel vote for `ruling`, and the round is closed. */
  const panelRules = async (terms: Terms, disputeId: bigint, ruling: number) => {
    const { round } = await panel.disputeOf(disputeId);
    const members = await panel.panelOf(disputeId, round);
    const ballots = members.map((voter) => vote(disputeId, terms.caseId, Number(round), voter, ruling));
    for (const ballot of ballots) await commit(ballot);
    for (const ballot of ballots) await reveal(ballot);
    return panel.connect(relayer).closeRound(disputeId);
  };
  const waive = async (terms: Terms, disputeId: bigint, ruling: number, round = 1) =>
    registry
      .connect(relayer)
      .waiveAppeal(terms, await allSignatures(terms, "AppealWaiver", { round, disputeId, ruling }));
  const accept = async (terms: Terms, finding: Finding, round = 1) => {
    const findingHash = findingHashOf(finding);
    const signatures = await allSignatures(terms, "Acceptance", { round, findingHash });
    return registry.connect(relayer).acceptProposal(terms, findingHash, signatures);
  };

  return {
    domain,
    keyOf,
    sign,
    termsFor,
    resolved,
    openCase,
    findingFor,
    requestFor,
    advance,
    freeze,
    partySignature,
    allSignatures,
    object,
    dispute,
    bondSeed,
    commitSeed,
    appeal,
    vote,
    commit,
    reveal,
    panelRules,
    waive,
    accept,
  };
}

export type Disputes = Awaited<ReturnType<typeof deployDisputes>>;
