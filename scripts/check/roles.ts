/**
 * Prints who may do what on a deployment, with the delays, from the chain itself; fails when it differs from the table
 * the deployment was made by, or when somebody else holds a role.
 *
 *     RPC_URL=… DEPLOYMENT_DIR=ignition/deployments/chain-31337 node scripts/check/roles.ts
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Contract, getAddress, JsonRpcProvider } from "ethers";
import { MANAGED, type ManagedContract, ROLES, selectorsOf } from "../../ignition/roles.ts";
import { AccessManager__factory } from "../../types/ethers-contracts/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";

interface Holding {
  readonly account: string;
  readonly delaySeconds: bigint;
}

const addresses = readAddresses(setting("DEPLOYMENT_DIR"));
const provider = new JsonRpcProvider(setting("RPC_URL"));
const manager = new Contract(addressOf("AccessManager"), AccessManager__factory.abi, provider);
/** A token that was there before has roles of its own. */
const managed = Object.keys(MANAGED).filter(
  (name) => !Object.keys(addresses).some((key) => key === `ExistingToken#${name}`),
) as ManagedContract[];
const problems: string[] = [];

await printAdministrator();
for (const role of ROLES) await printRole(role);
provider.destroy();
for (const problem of problems) console.error(`WRONG  ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;

async function printAdministrator(): Promise<void> {
  console.log("administrator: gives and takes roles, and may do what no role may");
  await printHolders(0n);
  for (const contract of managed) {
    const seconds = (await manager.getFunction("getTargetAdminDelay")(addressOf(contract))) as bigint;
    console.log(`  changes the roles of ${contract}, ${waits(seconds)}`);
  }
}

async function printRole(role: (typeof ROLES)[number]): Promise<void> {
  const ours = Object.entries(role.functions).filter(([name]) => managed.includes(name as ManagedContract));
  if (ours.length === 0) return;
  console.log(`${role.name}:`);
  for (const [contract, functions] of ours) {
    const name = contract as ManagedContract;
    console.log(`  may ${name}.${functions.join(", ")}`);
    await checkFunctions(name, functions, role.id);
  }
  const holders = await printHolders(role.id);
  if (role.holder in MANAGED) checkOnlyHolder(role.name, holders, addressOf(role.holder));
}

async function checkFunctions(
  contract: ManagedContract,
  names: readonly string[],
  roleId: bigint,
): Promise<void> {
  for (const [index, selector] of selectorsOf(contract, names).entries()) {
    const onChain = (await manager.getFunction("getTargetFunctionRole")(
      addressOf(contract),
      selector,
    )) as bigint;
    if (onChain !== roleId) problems.push(`${contract}.${names[index]} needs role ${onChain}, not ${roleId}`);
  }
}

async function printHolders(roleId: bigint): Promise<Holding[]> {
  const granted = await manager.queryFilter(manager.filters.RoleGranted?.(roleId) ?? "RoleGranted");
  const accounts = new Set(granted.map((log) => getAddress(`0x${log.topics[2]?.slice(26)}`)));
  const holders: Holding[] = [];
  for (const account of accounts) {
    const [holds, delaySeconds] = (await manager.getFunction("hasRole")(roleId, account)) as [
      boolean,
      bigint,
    ];
    if (holds) holders.push({ account, delaySeconds });
  }
  for (const { account, delaySeconds } of holders)
    console.log(`  ${nameOf(account)}, ${waits(delaySeconds)}`);
  if (holders.length === 0) console.log("  nobody");
  return holders;
}

function checkOnlyHolder(role: string, holders: readonly Holding[], expected: string): void {
  const others = holders.filter(({ account }) => account !== expected);
  if (others.length > 0 || holders.length === 0)
    problems.push(`${role} is not held by ${nameOf(expected)} alone`);
}

function waits(delaySeconds: bigint): string {
  return delaySeconds === 0n ? "at once" : `announced ${delaySeconds} s before`;
}

function nameOf(account: string): string {
  const known = Object.entries(addresses).find(([, address]) => getAddress(address) === account);
  return known === undefined ? account : `${known[0].split("#")[1]} (${account})`;
}

function addressOf(contract: string): string {
  const found = Object.entries(addresses).find(([key]) => key.endsWith(`#${contract}`));
  if (found === undefined) throw new Error(`${contract} is not in the deployment`);
  return getAddress(found[1]);
}

function readAddresses(folder: string): Record<string, string> {
  return JSON.parse(readFileSync(join(folder, "deployed_addresses.json"), "utf8")) as Record<string, string>;
}

function setting(name: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== "") return value;
  console.error(`roles.ts needs ${name} in the environment`);
  process.exit(2);
}
