import { join } from "node:path";
import { PLACES, ROOT } from "./layout.ts";
import { during } from "./progress.ts";
import { fingerprint, whenChanged } from "./stamps.ts";
import { runPackageProgram } from "./step.ts";

const CONTRACT_INPUTS = ["contracts", "hardhat.config.ts", "package-lock.json"];
const TRUSTED_SETTINGS = ["DEPLOYMENT_DIR", "CHAIN_ID", "PUBLIC_RPC_URL", "SECOND_RPC_URL", "LOG_ID"];
const VITE_BUILD = ["build", "web", "--logLevel", "warn", "--emptyOutDir", "--outDir"];
const WEB_INPUTS = ["web", "server/domain", "server/schema", "package-lock.json"];

/** Compiles the contracts and generates their types, when sources changed. */
export async function buildContracts(): Promise<void> {
  const stamp = join(PLACES.buildStamps, "contracts");
  const inputs = fingerprint(ROOT, CONTRACT_INPUTS);
  await whenChanged(stamp, inputs, join(ROOT, "artifacts"), () =>
    during("compiling contracts", async () => void (await runPackageProgram("hardhat", ["build"]))),
  );
}

/**
 * Builds the web, when its sources or what it trusts changed.
 *
 * @param settings what is fixed in the pages: folder with the deployed addresses, chain, its RPC for browsers.
 */
export async function buildWeb(settings: NodeJS.ProcessEnv): Promise<void> {
  const stamp = join(PLACES.stamps, "web");
  const env = Object.fromEntries(TRUSTED_SETTINGS.map((name) => [name, settings[name] ?? ""]));
  const addresses = fingerprint(env.DEPLOYMENT_DIR ?? "", ["deployed_addresses.json"]);
  const sources = `${fingerprint(ROOT, WEB_INPUTS)} ${fingerprint(ROOT, CONTRACT_INPUTS)}`;
  const inputs = `${sources} ${addresses} ${JSON.stringify(env)}`;
  await whenChanged(stamp, inputs, PLACES.web, () =>
    during(
      "building the web",
      async () => void (await runPackageProgram("vite", [...VITE_BUILD, PLACES.web], env)),
    ),
  );
}
