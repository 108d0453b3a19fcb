import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Chain, openChain } from "../../server/adapters/chain/chain.ts";
import { openEmbeddedBlocks } from "../../server/adapters/ipfs/embedded-blocks.ts";
import { keepNewestList } from "../../server/adapters/newest-list.ts";
import type { Database } from "../../server/adapters/postgres/database.ts";
import { createAnchorBook } from "../../server/adapters/postgres/log-anchor-book.ts";
import { createAnchorHandler } from "../../server/adapters/postgres/log-anchors.ts";
import { createLogPublisher } from "../../server/adapters/postgres/log-publisher.ts";
import type { LogSettings } from "../../server/adapters/postgres/log-settings.ts";
import { type AnchoringDeps, anchorHead } from "../../server/app/log-anchoring.ts";
import type { DocumentBlocks } from "../../server/app/ports.ts";
import { bundlePath, TILE_WIDTH, tilePath, tileWidth } from "../../server/domain/log/tiles.ts";
import { IEvidenceLog__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/IEvidenceLog__factory.ts";
import { CHAIN_ID, SENDER_KEY, settleAll } from "../server/adapters/chain/support.ts";
import { type LogFixture, logFixture } from "../server/adapters/postgres/log-fixture.ts";
import type { AnchoredLog } from "../server/jobs/log-chain.ts";
import { copyOfDatabase } from "../support/database.ts";
import { tempDir } from "../support/temp-dir.ts";
import type { Ran } from "../trust/support.ts";

const PROGRAM = fileURLToPath(new URL("../../server/cli/main.ts", import.meta.url));
const OTHER_CONTRACTS = [
  ...["PartyRegistry", "RulePackRegistry", "GuaranteeBonds", "CompensationFund"],
  ...["CaseRegistry", "ArbitratorPanel", "SettlementToken"],
];

/** What outlives the loss of a database: the operator's machine without it. */
export interface Machine {
  readonly dataDir: string;
  readonly blocks: DocumentBlocks;
  readonly deploymentDir: string;
}

export async function openMachine(at: AnchoredLog): Promise<Machine> {
  const [dataDir, deploymentDir] = [tempDir("redress-machine-"), tempDir("redress-deployment-")];
  const addresses = OTHER_CONTRACTS.map((name) => [`Redress#${name}`, `0x${"11".repeat(20)}`]);
  const own = ["Redress#EvidenceLog", at.settings.identity.contract];
  const file = join(deploymentDir, "deployed_addresses.json");
  writeFileSync(file, JSON.stringify(Object.fromEntries([...addresses, own])));
  return { dataDir, deploymentDir, blocks: await openEmbeddedBlocks(join(dataDir, "blocks")) };
}

/** Anchors as the server does, with copies and their list on this machine. */
export const anchoringOn = (at: AnchoredLog, { blocks, dataDir }: Machine): AnchoringDeps => ({
  ...at.deps,
  blocks,
  keepList: keepNewestList(dataDir),
});

/** Runs `redress recover-log` as its operator would, on the settings of the server. */
export const recover = (at: AnchoredLog, machine: Machine, url: string, ...args: string[]): Promise<Ran> =>
  serverCommand(at, machine, url, ["recover-log", ...args]);

/** Runs a command that an operator runs on the settings of the server. */
export function serverCommand(
  at: Pick<AnchoredLog, "settings" | "rpcUrl">,
  machine: Pick<Machine, "dataDir" | "deploymentDir">,
  url: string,
  args: readonly string[],
): Promise<Ran> {
  const { identity, keys } = at.settings;
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  const env = {
    DATABASE_URL: url,
    RPC_URL: at.rpcUrl,
    CHAIN_ID: String(CHAIN_ID),
    SENDER_KEY,
    DEPLOYMENT_DIR: machine.deploymentDir,
    DATA_DIR: machine.dataDir,
    LOG_ORIGIN: identity.origin,
    PLATFORM_ID: identity.operatorParty,
    AUTH_SECRET: "x".repeat(32),
    LOG_ED25519_KEY: hex(keys.ed25519),
    LOG_ETH_KEY: `0x${hex(keys.checkpoint)}`,
    PROMISE_KEY: `0x${hex(keys.promise)}`,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

/** A restored database with the log and the chain's adapter on it. */
export interface Restored {
  readonly log: LogFixture;
  readonly deps: AnchoringDeps;
  /** Folds what was mined. */
  fold(): Promise<void>;
  /** Anchors the newest checkpoint and folds it. */
  anchor(): Promise<void>;
  close(): Promise<void>;
}

/** The chain of a log, as another database follows it. */
export function chainOf(at: AnchoredLog, database: Database): Chain {
  return openChain(database, {
    rpcUrl: at.rpcUrl,
    chainId: CHAIN_ID,
    development: true,
    senderKey: SENDER_KEY,
    finality: { kind: "depth", blocks: 0 },
    contracts: { EvidenceLog: { address: at.settings.identity.contract, abi: IEvidenceLog__factory.abi } },
  });
}

export async function restore(at: AnchoredLog, machine: Machine, backupUrl: string): Promise<Restored> {
  const log = await logFixture(at.settings, await copyOfDatabase(backupUrl));
  const chain = chainOf(at, log.database);
  const follower = chain.follower([createAnchorHandler()]);
  const book = createAnchorBook(log.database, at.settings);
  const { reader, outbox } = chain;
  const deps = { ...anchoringOn(at, machine), book, chain: reader, outbox, work: log.work };
  const fold = () => settleAll(chain, follower, at.rpcUrl);
  return {
    log,
    deps,
    fold,
    anchor: async () => {
      await anchorHead(deps);
      await fold();
    },
    close: async () => {
      await chain.close();
      await log.close();
    },
  };
}

/** A mirror of the published log as a folder. */
export async function mirrorFolder(
  { database }: Pick<LogFixture, "database">,
  settings: LogSettings,
): Promise<string> {
  const folder = tempDir("redress-mirror-");
  const publisher = createLogPublisher(database, settings);
  const put = (path: string, bytes: Uint8Array | string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  };
  const { size, note } = (await publisher.checkpoint())!;
  put("checkpoint", note);
  for (let level = 0; tileWidth({ level, index: 0 }, size) > 0; level++)
    for (let index = 0; tileWidth({ level, index }, size) > 0; index++) {
      const width = tileWidth({ level, index }, size);
      put(tilePath({ level, index }, width), (await publisher.tile(level, index, width))!);
    }
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
    put(bundlePath(index, width), (await publisher.bundle(index, width))!);
  }
  return folder;
}
