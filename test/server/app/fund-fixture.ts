import { ContractFactory, NonceManager, Wallet } from "ethers";
import type { Chain } from "../../../server/adapters/chain/chain.ts";
import { type LedgerStore, openLedger } from "../../../server/adapters/postgres/ledger-store.ts";
import { bookChainEvents } from "../../../server/app/book-chain-events.ts";
import { chainPartyId } from "../../../server/app/chain-ids.ts";
import { partyNames } from "../../../server/app/party-names.ts";
import type { ChainCall, ChainEventHandler, ContractName } from "../../../server/app/ports.ts";
import { reconcile } from "../../../server/app/reconcile.ts";
import type { Reconciliation } from "../../../server/schema/money.ts";
import { startAnvil, type TestChain } from "../../support/anvil.ts";
import {
  artifact,
  CHAIN_ID,
  chainOn,
  enqueue,
  OTHER_KEY,
  provider,
  SENDER_KEY,
  settle,
} from "../adapters/chain/support.ts";
import { type LogFixture, logFixture } from "../adapters/postgres/log-fixture.ts";

export const PAYEE = "0x00000000000000000000000000000000000000c0";
export const [PLATFORM, MERCHANT, CARRIER] = ["platform", "merchant-1", "carrier-1"] as const;
const PARTIES = [PLATFORM, MERCHANT, CARRIER].map((partyId) => ({ partyId }));
/** Numbers of `IPartyRegistry.Kind`. */
const KINDS: Readonly<Record<string, number>> = { [PLATFORM]: 1, [MERCHANT]: 2, [CARRIER]: 3 };
const LOTS = 10n ** 12n;
const WITHDRAWAL_DELAY_SECONDS = 7 * 86_400;

/** Token, parties, bonds and fund on a chain node of their own; the sender has every role. */
export interface FundFixture {
  readonly node: TestChain;
  readonly log: LogFixture;
  readonly chain: Chain;
  readonly ledger: LedgerStore;
  readonly booking: ChainEventHandler;
  /** Sends calls in order and books what they did; throws when one failed. */
  run(...calls: Step[]): Promise<void>;
  reconcile(): Promise<Reconciliation>;
  close(): Promise<void>;
}

export type Step = readonly [contract: ContractName, method: string, args: readonly unknown[]];

export async function fundFixture(): Promise<FundFixture> {
  const node = await startAnvil();
  const contracts = await deployFund(node.rpcUrl);
  const log = await logFixture();
  const chain = chainOn(log.database, node.rpcUrl, contracts.SettlementToken.address, { contracts });
  const ledger = openLedger(log.database, log.intake);
  const parties = { list: async () => PARTIES };
  const booking = bookChainEvents({ ledger, history: chain.history, parties: partyNames(parties) });
  let sent = 0;
  const run = async (...steps: Step[]) => {
    const calls: ChainCall[] = steps.map(([contract, method, args]) => {
      sent += 1;
      return { key: `call-${sent}`, contract, method, args };
    });
    await enqueue(log.database, chain, ...calls);
    const statuses = await settle(
      chain,
      calls.map((call) => call.key),
      [booking],
    );
    const failed = statuses.find((status) => status.state === "failed");
    if (failed !== undefined) throw new Error(`${failed.key} failed: ${failed.error}`);
  };
  const clock = { now: async () => new Date() };
  await run(
    ["SettlementToken", "mint", [chain.senderAddress, LOTS]],
    ["SettlementToken", "approve", [contracts.CompensationFund.address, LOTS]],
    ["SettlementToken", "approve", [contracts.GuaranteeBonds.address, LOTS]],
    ...PARTIES.map(({ partyId }) => registerParty(partyId, chain.senderAddress)),
  );
  return {
    node,
    log,
    chain,
    ledger,
    booking,
    run,
    reconcile: () => reconcile({ ledger, chain: chain.at, parties, clock }),
    close: async () => {
      await chain.close();
      await log.close();
      await node.stop();
    },
  };
}

function registerParty(partyId: string, signer: string): Step {
  const kind = KINDS[partyId];
  return ["PartyRegistry", "registerParty", [chainPartyId(partyId), kind, signer, `0x${"a9".repeat(32)}`]];
}

const CONTRACTS = {
  PartyRegistry: "contracts/parties/PartyRegistry.sol/PartyRegistry",
  SettlementToken: "contracts/money/SettlementToken.sol/SettlementToken",
  GuaranteeBonds: "contracts/money/GuaranteeBonds.sol/GuaranteeBonds",
  CompensationFund: "contracts/money/CompensationFund.sol/CompensationFund",
} as const;

/** Deploys token, parties, bonds and fund; the sender and the fund may do everything. */
export async function deployFund(rpcUrl: string) {
  const node = provider(rpcUrl);
  const deployer = new NonceManager(new Wallet(OTHER_KEY, node));
  const deploy = async (path: string, ...args: unknown[]) => {
    const { abi, bytecode } = artifact(path);
    const contract = await new ContractFactory(abi, bytecode, deployer).deploy(...args);
    await contract.waitForDeployment();
    return { address: await contract.getAddress(), abi };
  };
  const admin = new Wallet(OTHER_KEY).address;
  const manager = await deploy(
    "@openzeppelin/contracts/access/manager/AccessManager.sol/AccessManager",
    admin,
  );
  const PartyRegistry = await deploy(CONTRACTS.PartyRegistry, manager.address);
  const SettlementToken = await deploy(CONTRACTS.SettlementToken, manager.address, CHAIN_ID);
  const GuaranteeBonds = await deploy(
    CONTRACTS.GuaranteeBonds,
    ...[manager.address, SettlementToken.address, PartyRegistry.address, WITHDRAWAL_DELAY_SECONDS],
  );
  const limits = { perMerchant: LOTS, perPayee: LOTS, pool: LOTS, single: LOTS };
  const platform = chainPartyId(PLATFORM);
  const CompensationFund = await deploy(
    CONTRACTS.CompensationFund,
    ...[manager.address, GuaranteeBonds.address, platform, PAYEE, limits],
  );
  const grant = new ContractFactory(manager.abi, "0x", deployer).attach(manager.address).connect(deployer);
  for (const account of [new Wallet(SENDER_KEY).address, CompensationFund.address]) {
    await (await grant.getFunction("grantRole")(0, account, 0)).wait();
  }
  node.destroy();
  return { PartyRegistry, SettlementToken, GuaranteeBonds, CompensationFund };
}
