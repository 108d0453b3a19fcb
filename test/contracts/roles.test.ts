import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { BaseContract } from "ethers";
import { network } from "hardhat";
import redress from "../../ignition/modules/redress.ts";
import redressWithToken from "../../ignition/modules/redress-with-token.ts";
import { MANAGED, type ManagedContract, ROLES, selectorsOf } from "../../ignition/roles.ts";
import type { AccessManager } from "../../types/ethers-contracts/@openzeppelin/contracts/access/manager/AccessManager.js";
import type { SettlementToken } from "../../types/ethers-contracts/contracts/money/SettlementToken.js";
import type { PartyRegistry } from "../../types/ethers-contracts/contracts/parties/PartyRegistry.js";
import { MEASURABLE } from "./support/gas-snapshot.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const DAY = 86_400;
const ADMIN_ROLE = 0n;
/** What a production deployment asks for. */
const DELAYS = { delaySeconds: 2 * DAY, adminDelaySeconds: 5 * DAY };

const { ethers, networkHelpers, ignition } = await network.create();

/** On a token that is there already, with the parameters of the same accounts. */
async function deployOnToken() {
  const { parameters, people } = await parametersOf();
  const token = await ethers.deployContract("SettlementToken", [people.deployer, 31_337]);
  const deployed = await ignition.deploy(redressWithToken, {
    parameters: { ...parameters, ExistingToken: { address: await token.getAddress() } },
  });
  return { ...people, deployed, token, manager: deployed.accessManager as unknown as AccessManager };
}

async function parametersOf() {
  const [deployer, operations, secondPerson, guardian, admin] = await ethers.getSigners();
  if (!deployer || !operations || !secondPerson || !guardian || !admin) throw new Error("too few accounts");
  const parameters = JSON.parse(
    readFileSync(join(ROOT, "ignition/parameters/embedded.json"), "utf8"),
    (_, value) => (typeof value === "string" && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value),
  );
  parameters.Redress = {
    ...DELAYS,
    operations: operations.address,
    secondPerson: secondPerson.address,
    guardian: guardian.address,
    admin: admin.address,
  };
  return { parameters, people: { deployer, operations, secondPerson, guardian, admin } };
}

async function deployRedress() {
  const { parameters, people } = await parametersOf();
  const deployed = await ignition.deploy(redress, { parameters });
  const addressOf = async (contract: ManagedContract): Promise<string> => {
    const name =
      contract === "SettlementToken" ? "token" : `${contract.charAt(0).toLowerCase()}${contract.slice(1)}`;
    return (deployed as unknown as Record<string, BaseContract>)[name]?.getAddress() ?? "";
  };
  const manager = deployed.accessManager as unknown as AccessManager;
  const token = deployed.token as unknown as SettlementToken;
  const parties = deployed.partyRegistry as unknown as PartyRegistry;
  return {
    deployed,
    manager,
    token,
    parties,
    addressOf,
    ...people,
  };
}

/** Names of all functions of our sources that carry `restricted`. */
function restrictedFunctions(): Set<string> {
  const names = new Set<string>();
  for (const file of readdirSync(join(ROOT, "contracts"), { recursive: true }).map(String)) {
    if (!file.endsWith(".sol") || file.startsWith("mocks")) continue;
    const source = readFileSync(join(ROOT, "contracts", file), "utf8");
    for (const [, name] of source.matchAll(/function\s+(\w+)\s*\([^)]*\)[^{;]*\brestricted\b/g))
      names.add(name as string);
  }
  return names;
}

describe("Deployment", () => {
  it("names a role for every restricted function, and no function that has none", () => {
    const named = ROLES.flatMap((role) => Object.values(role.functions).flat());
    expect(new Set(named)).to.deep.equal(restrictedFunctions());
  });

  it("gives each function its role on chain", async () => {
    const { manager, addressOf } = await networkHelpers.loadFixture(deployRedress);
    for (const role of ROLES) {
      for (const [contract, functions] of Object.entries(role.functions)) {
        const target = await addressOf(contract as ManagedContract);
        for (const selector of selectorsOf(contract as ManagedContract, functions)) {
          expect(await manager.getTargetFunctionRole(target, selector), `${contract} ${selector}`).to.equal(
            role.id,
          );
        }
      }
    }
  });

  it("gives each role to its holder alone, with its delay", async () => {
    const f = await networkHelpers.loadFixture(deployRedress);
    const people = { operations: f.operations, secondPerson: f.secondPerson, guardian: f.guardian };
    for (const role of ROLES) {
      const holder =
        role.holder in MANAGED
          ? await f.addressOf(role.holder as ManagedContract)
          : people[role.holder as keyof typeof people].address;
      const delay = role.delayed ? DELAYS.delaySeconds : 0;
      expect(await f.manager.hasRole(role.id, holder), role.name).to.deep.equal([true, BigInt(delay)]);
    }
    const grants = await f.manager.queryFilter(f.manager.filters.RoleGranted());
    expect(grants.length).to.equal(ROLES.length + 2);
  });

  it("leaves the deployer no power", async () => {
    const { manager, deployer, admin, token } = await networkHelpers.loadFixture(deployRedress);
    for (const role of [ADMIN_ROLE, ...ROLES.map(({ id }) => id)]) {
      expect((await manager.hasRole(role, deployer.address))[0]).to.equal(false);
    }
    expect(await manager.hasRole(ADMIN_ROLE, admin.address)).to.deep.equal([
      true,
      BigInt(DELAYS.adminDelaySeconds),
    ]);
    await expect(token.connect(deployer).mint(deployer.address, 1))
      .to.be.revertedWithCustomError(token, "AccessManagedUnauthorized")
      .withArgs(deployer.address);
  });

  it("makes a delayed role announce its call first", async () => {
    const { manager, parties: registry, operations } = await networkHelpers.loadFixture(deployRedress);
    const [party, first, second] = [
      ethers.id("party"),
      operations.address,
      ethers.Wallet.createRandom().address,
    ];
    const parties = registry.connect(operations);
    await parties.registerParty(party, 2, first, ethers.ZeroHash);
    await expect(parties.addSigner(party, second)).to.be.revertedWithCustomError(
      manager,
      "AccessManagerNotScheduled",
    );

    const call = parties.interface.encodeFunctionData("addSigner", [party, second]);
    await manager.connect(operations).schedule(await parties.getAddress(), call, 0);
    await networkHelpers.time.increase(DELAYS.delaySeconds);
    await parties.addSigner(party, second);
    expect(await parties.isSigner(party, second)).to.equal(true);
  });

  it("makes the administrator wait too", async () => {
    const { manager, admin } = await networkHelpers.loadFixture(deployRedress);
    await expect(manager.connect(admin).grantRole(1, admin.address, 0)).to.be.revertedWithCustomError(
      manager,
      "AccessManagerNotScheduled",
    );
  });

  it("makes every change of a contract's roles wait, whoever administers", async () => {
    const { manager, addressOf } = await networkHelpers.loadFixture(deployRedress);
    await networkHelpers.time.increase(5 * DAY);
    for (const contract of Object.keys(MANAGED) as ManagedContract[]) {
      const delay = await manager.getTargetAdminDelay(await addressOf(contract));
      expect(delay, contract).to.equal(DELAYS.adminDelaySeconds);
    }
  });

  it("stands on a token that is there already, and asks no role over it", async () => {
    const { deployed, token, manager, deployer } = await networkHelpers.loadFixture(deployOnToken);
    const address = await token.getAddress();
    const { guaranteeBonds, compensationFund, evidenceLog } = deployed as unknown as Record<
      string,
      BaseContract & { token(): Promise<string>; bonds(): Promise<string> }
    >;
    expect(await guaranteeBonds?.token()).to.equal(address);
    expect(await evidenceLog?.token()).to.equal(address);
    expect(await compensationFund?.bonds()).to.equal(await guaranteeBonds?.getAddress());
    expect(
      await manager.getTargetFunctionRole(address, selectorsOf("SettlementToken", ["mint"])[0] ?? ""),
    ).to.equal(ADMIN_ROLE);
    for (const role of [ADMIN_ROLE, ...ROLES.map(({ id }) => id)])
      expect((await manager.hasRole(role, deployer.address))[0]).to.equal(false);
  });

  it("keeps every contract within 20 000 bytes of code", async function () {
    if (!MEASURABLE) this.skip();
    const { deployed } = await networkHelpers.loadFixture(deployRedress);
    for (const [name, contract] of Object.entries(deployed)) {
      const code = await ethers.provider.getCode(await contract.getAddress());
      expect(ethers.dataLength(code), name).to.be.lessThan(20_001);
    }
  });
});
