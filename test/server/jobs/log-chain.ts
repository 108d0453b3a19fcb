import { Contract, ContractFactory, NonceManager, Wallet } from "ethers";
import { rpc } from "../../../scripts/dev/anvil.ts";
import type { Chain } from "../../../server/adapters/chain/chain.ts";
import { openChain } from "../../../server/adapters/chain/chain.ts";
import { openEmbeddedBlocks } from "../../../server/adapters/ipfs/embedded-blocks.ts";
import { createAnchorBook } from "../../../server/adapters/postgres/log-anchor-book.ts";
import { createAnchorHandler } from "../../../server/adapters/postgres/log-anchors.ts";
import {
  type LogSettings,
  logSettings,
  registrationTerms,
} from "../../../server/adapters/postgres/log-settings.ts";
import { createTransactionProofBook } from "../../../server/adapters/postgres/log-transaction-proofs.ts";
import type { AnchoringDeps } from "../../../server/app/log-anchoring.ts";
import { noteStateProofs } from "../../../server/app/log-state-proofs.ts";
import { noteTransactionProof } from "../../../server/app/log-transaction-proofs.ts";
import type { ChainReader, DocumentBlocks } from "../../../server/app/ports.ts";
import type { ChainView, JsonRpc } from "../../../server/domain/log/chain-view.ts";
import { rpcChainView } from "../../../server/domain/log/chain-view.ts";
import { startAnvil } from "../../support/anvil.ts";
import { bytes32 } from "../../support/keys.ts";
import { tempDir } from "../../support/temp-dir.ts";
import {
  artifact,
  CHAIN_ID,
  HOLDER,
  OTHER_KEY,
  provider,
  SENDER_KEY,
  settleAll,
} from "../adapters/chain/support.ts";
import { type LogFixture, logFixture } from "../adapters/postgres/log-fixture.ts";

const LOG = artifact("contracts/evidence/EvidenceLog.sol/EvidenceLog");
const BOND = 1_000_000n;
const NUMBERS = {
  challengeWindowSeconds: 172_800,
  requestWindowSeconds: 259_200,
  maxPromiseSeconds: 86_400,
  keyDelaySeconds: 604_800,
  bondTailSeconds: 2_592_000,
  minBounties: 20,
  challengerShareBps: 2000,
  bountyMinor: 50_000n,
  challengeDepositWei: 1n,
  requestDepositWei: 1n,
};

/** A log that is registered on a chain of its own, with database and chain adapter. */
export interface AnchoredLog {
  readonly rpcUrl: string;
  readonly settings: LogSettings;
  readonly log: LogFixture;
  readonly chain: Chain;
  readonly blocks: DocumentBlocks;
  readonly deps: AnchoringDeps & { readonly chain: ChainReader };
  /** The contract, called by its operator. */
  readonly contract: Contract;
  view(): ChainView;
  /** Sends what is queued and folds what was mined, until nothing is under way. */
  settle(): Promise<void>;
  /** Has the newest anchor proved: what the contract had stored in its block, and its transaction. */
  prove(): Promise<void>;
  /** Takes the chain's node away. */
  stopChain(): Promise<void>;
  close(): Promise<void>;
}

/** @param operatorKey Key of the wallet that registers the log; that of the sender for what only the operator may do. */
export async function anchoredLog(operatorKey = OTHER_KEY): Promise<AnchoredLog> {
  const { rpcUrl, stop } = await startAnvil();
  const node = provider(rpcUrl);
  const operator = new NonceManager(new Wallet(operatorKey, node));
  const { settings, contract } = await deploy(operator);
  const log = await logFixture(settings);
  const chain = openChain(log.database, {
    rpcUrl,
    chainId: CHAIN_ID,
    development: true,
    finality: { kind: "depth", blocks: 0 },
    contracts: { EvidenceLog: { address: settings.identity.contract, abi: LOG.abi } },
    senderKey: SENDER_KEY,
  });
  const blocks = await openEmbeddedBlocks(tempDir());
  const follower = chain.follower([createAnchorHandler()]);
  const { reader, outbox } = chain;
  return {
    rpcUrl,
    settings,
    log,
    chain,
    contract,
    blocks,
    deps: {
      book: createAnchorBook(log.database, settings),
      chain: reader,
      outbox,
      blocks,
      work: log.work,
      intervalSeconds: 0,
      pressureEntries: 1000,
    },
    view: () => rpcChainView(jsonRpc(rpcUrl)),
    settle: () => settleAll(chain, follower, rpcUrl),
    prove: async () => {
      await noteStateProofs({ book: createAnchorBook(log.database, settings), chain: reader });
      const book = createTransactionProofBook(log.database.kysely);
      await noteTransactionProof({ book, prove: chain.proveTransaction });
    },
    stopChain: stop,
    close: async () => {
      node.destroy();
      await chain.close();
      await log.close();
      await stop();
    },
  };
}

export const jsonRpc =
  (rpcUrl: string): JsonRpc =>
  (method, params) =>
    rpc(rpcUrl, method, params);

async function deploy(operator: NonceManager): Promise<{ settings: LogSettings; contract: Contract }> {
  const address = await operator.getAddress();
  const create = async (path: string, ...args: unknown[]): Promise<Contract> => {
    const { abi, bytecode } = artifact(path);
    const made = await new ContractFactory(abi, bytecode, operator).deploy(...args);
    await made.waitForDeployment();
    return new Contract(await made.getAddress(), abi, operator);
  };
  const manager = await create(
    "@openzeppelin/contracts/access/manager/AccessManager.sol/AccessManager",
    address,
  );
  const token = await create("contracts/money/SettlementToken.sol/SettlementToken", manager.target, CHAIN_ID);
  const parties = await create("contracts/parties/PartyRegistry.sol/PartyRegistry", manager.target);
  const path = "contracts/evidence/EvidenceLog.sol/EvidenceLog";
  const contract = await create(path, parties.target, token.target, HOLDER, NUMBERS);
  const settings = logSettings({
    chainId: CHAIN_ID,
    contract: String(contract.target),
    operatorParty: "platform",
    origin: "test.redress.example/log/1",
    keys: { ed25519: bytes32(1), checkpoint: bytes32(2), promise: bytes32(3) },
  });
  const terms = registrationTerms(settings, new Wallet(SENDER_KEY).address, BOND);
  const zero = `0x${"00".repeat(32)}`;
  await (await parties.getFunction("registerParty")(terms.operatorParty, 1, address, zero)).wait();
  await (await token.getFunction("mint")(address, BOND * 3n)).wait();
  await (await token.getFunction("approve")(contract.target, BOND * 3n)).wait();
  await (await contract.getFunction("registerLog")(terms)).wait();
  return { settings, contract };
}
