import { join } from "node:path";
import { PLACES, ROOT } from "./layout.ts";
import { during } from "./progress.ts";
import { fingerprint, whenChanged } from "./stamps.ts";
import { runPackageProgram } from "./step.ts";

const CONTRACT_INPUTS = ["contracts", "hardhat.config.ts", "package-lock.json"];
const WEB_INPUTS = ["web", "server/domain", "server/schema", "package-lock.json"];

/** Compiles the contracts and generates their types, when sources changed. */
export async function buildContracts(): Promise<void> {
  const stamp = join(PLACES.stamps, "contracts");
  const inputs = fingerprint(ROOT, CONTRACT_INPUTS);
  await whenChanged(stamp, inputs, join(ROOT, "artifacts"), () =>
    during("compiling contracts", async () => void (await runPackageProgram("hardhat", ["build"]))),
  );
}

/**
 * Builds the web, when its sources or the addresses it trusts changed.
 *
 * @param deployment folder with the deployed addresses.
 */
export async function buildWeb(deployment: string): Promise<void> {
  const stamp = join(PLACES.stamps, "web");
  const addresses = fingerprint(deployment, ["deployed_addresses.json"]);
  const inputs = `${fingerprint(ROOT, WEB_INPUTS)} ${fingerprint(ROOT, CONTRACT_INPUTS)} ${addresses}`;
  const env = { DEPLOYMENT_DIR: deployment };
  await whenChanged(stamp, inputs, join(ROOT, "dist/web"), () =>
    during(
      "building the web",
      async () => void (await runPackageProgram("vite", ["build", "web", "--logLevel", "warn"], env)),
    ),
  );
}
