import { network } from "hardhat";
import type { IEvidenceLog } from "../../../types/ethers-contracts/contracts/interfaces/IEvidenceLog.js";
import type { SettlementToken } from "../../../types/ethers-contracts/contracts/money/SettlementToken.js";
import type { PartyRegistry } from "../../../types/ethers-contracts/contracts/parties/PartyRegistry.js";
import { type Hash, ReferenceTree } from "./reference-tree.ts";

/** One chain for the process; `loadFixture` puts it back to where a fixture left it. */
export const { ethers, networkHelpers } = await network.create();

export const HOUR = 3_600;
export const DAY = 24 * HOUR;

export const NUMBERS = {
  challengeWindowSeconds: 48 * HOUR,
  requestWindowSeconds: 72 * HOUR,
  maxPromiseSeconds: DAY,
  keyDelaySeconds: 7 * DAY,
  bondTailSeconds: 30 * DAY,
  minBounties: 20,
  challengerShareBps: 2_000,
  bountyMinor: 500_00n,
  challengeDepositWei: 10n ** 15n,
  requestDepositWei: 10n ** 16n,
};

export const MINIMUM_BOND = NUMBERS.bountyMinor * BigInt(NUMBERS.minBounties);

export const Kind = { Merchant: 2, LogOperator: 8 } as const;
export const KeyUse = { Checkpoint: 0, Promise: 1 } as const;

export const EIP712_TYPES = {
  Checkpoint: [
    { name: "logId", type: "bytes32" },
    { name: "size", type: "uint64" },
    { name: "root", type: "bytes32" },
  ],
  Promise: [
    { name: "logId", type: "bytes32" },
    { name: "leafHash", type: "bytes32" },
    { name: "promisedBy", type: "uint64" },
  ],
  BulkPromise: [
    { name: "logId", type: "bytes32" },
    { name: "root", type: "bytes32" },
    { name: "count", type: "uint64" },
    { name: "promisedBy", type: "uint64" },
  ],
};

export type PromiseTerms = { logId: string; leafHash: Hash; promisedBy: number };
export type BulkPromiseTerms = { logId: string; root: Hash; count: number; promisedBy: number };

/** Deploys registry, token and log, with a funded operator. */
export async function deployEvidenceLog() {
  const [admin, operator, sender, consumer, stranger, fund, other] = await ethers.getSigners();
  if (!admin || !operator || !sender || !consumer || !stranger || !fund || !other)
    throw new Error("too few accounts");
  const logKey = ethers.Wallet.createRandom();
  const promiseKey = ethers.Wallet.createRandom();
  const operatorParty = ethers.id("party:operator");

  const manager = await ethers.deployContract("AccessManager", [admin.address]);
  const parties = (await ethers.deployContract("PartyRegistry", [manager])) as unknown as PartyRegistry;
  const { chainId } = await ethers.provider.getNetwork();
  const token = (await ethers.deployContract("SettlementToken", [
    manager,
    chainId,
  ])) as unknown as SettlementToken;
  const log = (await ethers.deployContract("EvidenceLog", [
    parties,
    token,
    fund,
    NUMBERS,
  ])) as unknown as IEvidenceLog;

  await parties.registerParty(operatorParty, Kind.LogOperator, operator.address, ethers.ZeroHash);
  await token.mint(operator.address, MINIMUM_BOND * 10n);
  await token.connect(operator).approve(log, ethers.MaxUint256);

  const domain = {
    name: "Redress EvidenceLog",
    version: "1",
    chainId,
    verifyingContract: await log.getAddress(),
  };
  const terms = {
    operatorParty,
    originHash: ethers.id("log.example/2026"),
    verifierKeyHash: ethers.id("log.example/2026+c0ffee"),
    promiseSigner: promiseKey.address,
    logSigner: logKey.address,
    anchorSender: sender.address,
    bondMinor: MINIMUM_BOND,
    predecessor: ethers.ZeroHash,
  };

  const signCheckpoint = (logId: string, size: number, root: Hash, key = logKey) =>
    key.signTypedData(domain, { Checkpoint: EIP712_TYPES.Checkpoint }, { logId, size, root });
  const signPromise = (promise: PromiseTerms, key = promiseKey) =>
    key.signTypedData(domain, { Promise: EIP712_TYPES.Promise }, promise);
  const signBulkPromise = (promise: BulkPromiseTerms, key = promiseKey) =>
    key.signTypedData(domain, { BulkPromise: EIP712_TYPES.BulkPromise }, promise);

  /** Registers a log; what is not given is as in `terms`. */
  const registerLog = async (changes: Partial<typeof terms> = {}): Promise<string> => {
    const all = { ...terms, ...changes };
    await log.connect(operator).registerLog(all);
    return log.logIdOf(all.operatorParty, all.originHash, all.verifierKeyHash);
  };

  /** Sends an anchor with a good proof and signature from the stored size to `size`. */
  const anchorTree = async (logId: string, tree: ReferenceTree, size: number) => {
    const { size: oldSize } = await log.head(logId);
    const proof = oldSize === 0n ? [] : tree.consistency(Number(oldSize), size);
    const signature = await signCheckpoint(logId, size, tree.root(size));
    return log.connect(sender).anchor(logId, size, tree.root(size), proof, signature);
  };

  /** Says where a leaf is; without an instant, under the root anchored last. */
  const placeOf = async (logId: string, tree: ReferenceTree, index: number, size: number, at?: number) => ({
    logId,
    size,
    index,
    anchoredAt: at ?? (await log.head(logId)).anchoredAt,
    proof: tree.inclusion(index, size),
  });

  return {
    admin,
    operator,
    sender,
    consumer,
    stranger,
    fund,
    other,
    logKey,
    promiseKey,
    operatorParty,
    manager,
    parties,
    token,
    log,
    domain,
    terms,
    signCheckpoint,
    signPromise,
    signBulkPromise,
    registerLog,
    anchorTree,
    placeOf,
  };
}

export type EvidenceLogFixture = Awaited<ReturnType<typeof deployEvidenceLog>>;

/** Adds a registered log with a tree of 20 entries, of which 10 are anchored. */
export async function deployAnchoredLog() {
  const f = await deployEvidenceLog();
  const tree = ReferenceTree.ofSize(40);
  const logId = await f.registerLog();
  await f.anchorTree(logId, tree, 10);
  return { ...f, tree, logId };
}

export type AnchoredLogFixture = Awaited<ReturnType<typeof deployAnchoredLog>>;
