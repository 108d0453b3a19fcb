import { fileURLToPath } from "node:url";
import hardhatToolboxMochaEthers from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { configVariable, defineConfig } from "hardhat/config";
import type { HardhatPlugin } from "hardhat/types/plugins";
import type { CompilerOutputError } from "hardhat/types/solidity";

/** Third-party Solidity may warn, ours may not; a problem that names no file is ours too. */
const isOurs = (problem: CompilerOutputError): boolean =>
  problem.severity === "error" || !/ npm\/| --> npm\//.test(problem.formattedMessage ?? "");

/** Wrappers of tests are never deployed to a chain, so the size limits of chains do not bind them. */
const isSizeOfTest = (problem: CompilerOutputError): boolean =>
  ["5574", "3860"].includes(problem.errorCode ?? "") &&
  /project\/test\/contracts\//.test(problem.formattedMessage ?? "");

const asError = (problem: CompilerOutputError): CompilerOutputError =>
  problem.severity === "warning" ? { ...problem, severity: "error", type: "Error" } : problem;

/** Turns every compiler warning about our own sources into an error, before anything is cached. */
const warningsAreErrors: HardhatPlugin = {
  id: "redress-warnings-are-errors",
  hookHandlers: {
    solidity: async () => ({
      default: async () => ({
        invokeSolc: async (context, compiler, input, config, next) => {
          const output = await next(context, compiler, input, config);
          // Code instrumented for coverage outgrows the size limit, which is a warning.
          if (context.globalOptions.coverage) return output;
          output.errors = (output.errors ?? [])
            .filter(isOurs)
            .filter((problem) => !isSizeOfTest(problem))
            .map(asError);
          return output;
        },
      }),
    }),
  },
};

const compiler = {
  version: "0.8.37",
  // The compiler comes with the pinned packages, so that a build needs no network beyond them.
  path: fileURLToPath(import.meta.resolve("solc/soljson.js")),
  settings: {
    // Prague: transient storage for the re-entrancy guards, the EIP-2935 block hash history for drawing panels.
    evmVersion: "prague",
    optimizer: { enabled: true, runs: 200 },
    // The source's hash in the bytecode would change the address of a deployment with every edited comment.
    metadata: { bytecodeHash: "none" },
    outputSelection: { "*": { "*": ["storageLayout"] } },
  },
};

/** The IR pipeline takes three times as long and saves a sixth of the code: for what would not fit otherwise. */
const smallestCode = { ...compiler, settings: { ...compiler.settings, viaIR: true } };

const deep = process.env.REDRESS_DEEP === "1";

const build = {
  compilers: [compiler],
  overrides: {
    "contracts/evidence/EvidenceLog.sol": smallestCode,
    "contracts/disputes/ArbitratorPanel.sol": smallestCode,
  },
};

export default defineConfig({
  plugins: [hardhatToolboxMochaEthers, warningsAreErrors],
  solidity: {
    npmFilesToBuild: [
      "@openzeppelin/contracts/access/manager/AccessManager.sol",
      "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913P256Verifier.sol",
      "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913RSAVerifier.sol",
      "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913WebAuthnVerifier.sol",
      "@kleros/erc-792/contracts/examples/CentralizedArbitratorWithAppeal.sol",
    ],
    // What is deployed is what was tested: both profiles compile alike.
    profiles: { default: build, production: { ...build, isolated: false } },
  },
  typechain: { tsNocheck: true },
  paths: { tests: { mocha: "test/contracts", solidity: "test/contracts" } },
  test: {
    mocha: { timeout: 120_000 },
    // The deep run makes a hundred times the calls of the quick gate, which makes 10 000.
    solidity: { fuzz: { runs: deep ? 25_600 : 256 }, invariant: { runs: deep ? 2_000 : 20, depth: 500 } },
  },
  ignition: { blockPollingInterval: 250 },
  networks: {
    default: { type: "edr-simulated", chainType: "l1", hardfork: "prague" },
    // The second account stands for everybody the parameters of a production deployment must name.
    embedded: {
      type: "http",
      chainType: "l1",
      url: configVariable("RPC_URL"),
      accounts: [configVariable("DEPLOYER_KEY"), configVariable("SENDER_KEY")],
    },
    production: {
      type: "http",
      url: configVariable("RPC_URL"),
      accounts: [configVariable("DEPLOYER_KEY"), configVariable("SENDER_KEY")],
    },
  },
});
