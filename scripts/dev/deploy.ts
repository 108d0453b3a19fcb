import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { rpc } from "./anvil.ts";
import { replaceDurably } from "./durable-file.ts";
import type { Keys } from "./keys.ts";
import { DATA, PLACES, ROOT } from "./layout.ts";
import { during, say } from "./progress.ts";
import { fingerprint } from "./stamps.ts";
import { runPackageProgram } from "./step.ts";

const CONTRACT_SOURCES = [
  "contracts",
  "ignition/modules",
  "ignition/redress.ts",
  "ignition/roles.ts",
  "ignition/parameters/embedded.json",
];

type Addresses = Readonly<Record<string, string>>;

/**
 * Deploys the contracts unless this chain holds them. A deployment counts as done once the chain's state is on disk;
 * one that was cut short is begun again, since its journal may name transactions the chain has forgotten.
 *
 * @param save writes the chain's state to disk.
 */
export async function deployContracts(rpcUrl: string, keys: Keys, save: () => Promise<void>): Promise<void> {
  const marker = join(PLACES.stamps, "deployment");
  // Not held against the genesis hash: the node makes a genesis of its own at each start and may serve either one.
  // Addresses follow from the deployer's key alone, but a chain begun anew has no code there.
  const sources = fingerprint(ROOT, CONTRACT_SOURCES);
  if (existsSync(marker) && (await hasCode(rpcUrl))) return tellIfOlder(marker, sources);
  for (const folder of [PLACES.deployment, PLACES.ignitionOutput])
    rmSync(folder, { recursive: true, force: true });
  rmSync(marker, { force: true });
  mkdirSync(PLACES.stamps, { recursive: true });
  await during("deploying contracts", () => runIgnition(rpcUrl, keys));
  cpSync(PLACES.ignitionOutput, PLACES.deployment, { recursive: true });
  rmSync(PLACES.ignitionOutput, { recursive: true });
  await save();
  replaceDurably(marker, sources);
}

/** Contracts stay as deployed, with all that was entered under them; whoever changed their sources has to know. */
function tellIfOlder(marker: string, sources: string): void {
  if (readFileSync(marker, "utf8") === sources) return;
  say(`the contracts have changed since this chain got them: delete ${DATA} to start on the new ones`);
}

/** Addresses of the deployed contracts by Ignition's names. */
export function deployedAddresses(): Addresses {
  const file = join(PLACES.deployment, "deployed_addresses.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Addresses) : {};
}

async function runIgnition(rpcUrl: string, keys: Keys): Promise<void> {
  // The profile of the build, or everything would be compiled again; both profiles compile alike.
  const args = [
    "--build-profile",
    "default",
    "ignition",
    "deploy",
    PLACES.ignitionModule,
    "--network",
    "embedded",
  ];
  await runPackageProgram("hardhat", [...args, "--parameters", PLACES.ignitionParameters], {
    RPC_URL: rpcUrl,
    DEPLOYER_KEY: keys.deployer,
    SENDER_KEY: keys.sender,
    HARDHAT_IGNITION_CONFIRM_DEPLOYMENT: "false",
  });
}

async function hasCode(rpcUrl: string): Promise<boolean> {
  const addresses = Object.values(deployedAddresses());
  const codes = addresses.map((address) => rpc<string>(rpcUrl, "eth_getCode", [address, "latest"]));
  return addresses.length > 0 && (await Promise.all(codes)).every((code) => code !== "0x");
}
