import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { ContractFactory, type InterfaceAbi, JsonRpcProvider, Network, NonceManager, Wallet } from "ethers";
import { rpc } from "../../../../scripts/dev/anvil.ts";
import { type Chain, type ChainSettings, openChain } from "../../../../server/adapters/chain/chain.ts";
import type { Follower } from "../../../../server/adapters/chain/follower.ts";
import type { Database } from "../../../../server/adapters/postgres/database.ts";
import { unitOfWork } from "../../../../server/adapters/postgres/database.ts";
import type {
  ChainCall,
  ChainCallStatus,
  ChainEvent,
  ChainEventHandler,
} from "../../../../server/app/ports.ts";

export const CHAIN_ID = 31337;
/** First and second funded account of a development chain; everybody knows these keys. */
export const SENDER_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
export const OTHER_KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
export const HOLDER = "0x00000000000000000000000000000000000000aa";

/** A node answers before it has mined: who waits for a block asks again after this long. */
const POLLING_MS = 20;
const SETTLED_WITHIN_MS = 60_000;

interface Artifact {
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
}

export function artifact(path: string): Artifact {
  const file = new URL(`../../../../artifacts/${path}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Artifact;
}

export const TOKEN = artifact("contracts/money/SettlementToken.sol/SettlementToken");
const MANAGER = artifact("@openzeppelin/contracts/access/manager/AccessManager.sol/AccessManager");

export function provider(rpcUrl: string): JsonRpcProvider {
  const network = Network.from(CHAIN_ID);
  const options = { staticNetwork: network, cacheTimeout: -1, pollingInterval: POLLING_MS };
  return new JsonRpcProvider(rpcUrl, network, options);
}

/** Deploys the settlement token from the second account, the sender being the one that may mint. */
export async function deployToken(rpcUrl: string): Promise<string> {
  const node = provider(rpcUrl);
  try {
    const deployer = new NonceManager(new Wallet(OTHER_KEY, node));
    const admin = new Wallet(SENDER_KEY).address;
    const manager = await new ContractFactory(MANAGER.abi, MANAGER.bytecode, deployer).deploy(admin);
    const factory = new ContractFactory(TOKEN.abi, TOKEN.bytecode, deployer);
    const token = await factory.deploy(await manager.getAddress(), CHAIN_ID);
    await token.waitForDeployment();
    return await token.getAddress();
  } finally {
    node.destroy();
  }
}

export function chainOn(
  db: Database,
  rpcUrl: string,
  token: string,
  more: Partial<ChainSettings> = {},
): Chain {
  return openChain(db, {
    rpcUrl,
    chainId: CHAIN_ID,
    development: true,
    finality: { kind: "depth", blocks: 0 },
    contracts: { SettlementToken: { address: token, abi: TOKEN.abi } },
    senderKey: SENDER_KEY,
    ...more,
  });
}

export const mint = (key: string, amountMinor: bigint, to = HOLDER): ChainCall => ({
  key,
  contract: "SettlementToken",
  method: "mint",
  args: [to, amountMinor],
});

export async function enqueue(db: Database, chain: Chain, ...calls: ChainCall[]): Promise<void> {
  await unitOfWork(db).run(async (tx) => {
    for (const call of calls) await chain.outbox.enqueue(tx, call);
  });
}

/** Sends and follows until every call is in a block or failed. */
export async function settle(
  chain: Chain,
  keys: readonly string[],
  handlers: readonly ChainEventHandler[] = [],
): Promise<ChainCallStatus[]> {
  const follower = chain.follower(handlers);
  const until = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const { signed } = await chain.sender.pass();
    await follower.pass();
    const statuses = await Promise.all(keys.map((key) => chain.outbox.status(key)));
    if (statuses.every((status) => status?.state === "mined" || status?.state === "failed"))
      return statuses as ChainCallStatus[];
    if (Date.now() > until) throw await notSettled(chain, statuses);
    if (signed === 0) await delay(POLLING_MS);
  }
}

/**
 * Sends and follows until nothing is under way: no call of ours or of anybody else waits for a block, and the newest
 * block is folded. Calls that cannot be sent stay in the queue.
 */
export async function settleAll(chain: Chain, follower: Follower, rpcUrl: string): Promise<void> {
  const until = Date.now() + SETTLED_WITHIN_MS;
  // Twice: what the first pass found in a block may have been in the way of a call that is still queued.
  for (let idle = 0; idle < 2; ) {
    const { signed } = await chain.sender.pass();
    const { pending } = await rpc<{ pending: string }>(rpcUrl, "txpool_status", []);
    const { followed, head, undoneBlocks } = await follower.pass();
    const isFolded = Number(pending) === 0 && followed === head && undoneBlocks === 0;
    const { queue } = await chain.health();
    const isIdle = isFolded && signed === 0 && queue.inFlight === 0;
    idle = isIdle ? idle + 1 : 0;
    if (Date.now() > until) throw await notSettled(chain, []);
    if (!isIdle && signed === 0) await delay(POLLING_MS);
  }
}

async function notSettled(chain: Chain, statuses: readonly (ChainCallStatus | null)[]): Promise<Error> {
  const { alarms, queue } = await chain.health();
  return new Error(`not settled: ${JSON.stringify({ statuses, queue, alarms })}`);
}

/** Remembers the transfers it was given; a handler of the test's own, not of the product. */
export function recorder(): ChainEventHandler & {
  readonly applied: ChainEvent[];
  readonly undone: ChainEvent[];
} {
  const applied: ChainEvent[] = [];
  const undone: ChainEvent[] = [];
  const record = (list: ChainEvent[], event: ChainEvent) => {
    if (event.name === "Transfer") list.push(event);
  };
  return {
    contracts: ["SettlementToken"],
    applied,
    undone,
    apply: async (_tx, event) => record(applied, event),
    undo: async (_tx, event) => record(undone, event),
  };
}
