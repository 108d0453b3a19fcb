/** Fails when a package, ours to ship or to build with, comes under a licence that is not on its list. */
import { runPackageProgram } from "../dev/step.ts";
import { isAllowed } from "./licence-terms.ts";

const SHIPPED = [
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "WTFPL",
];
/** These reach nobody who runs the product. */
const BUILD_ONLY = [...SHIPPED, "MPL-2.0", "Python-2.0", "CC-BY-3.0", "Apache-2.0 WITH LLVM-exception"];

type Listing = Readonly<Record<string, { readonly licenses: string | readonly string[] }>>;

const refused = [...(await refusedOf(["--production"], SHIPPED)), ...(await refusedOf([], BUILD_ONLY))];
for (const line of new Set(refused)) console.error(line);
process.exitCode = refused.length === 0 ? 0 : 1;

async function refusedOf(args: readonly string[], allowed: readonly string[]): Promise<string[]> {
  const options = ["--json", "--excludePrivatePackages", ...args];
  const listing = JSON.parse(await runPackageProgram("license-checker-rseidelsohn", options)) as Listing;
  const terms = new Set(allowed);
  return Object.entries(listing)
    .filter(([, entry]) => !isAllowed([entry.licenses].flat().join(" AND "), terms))
    .map(([name, entry]) => `${name}: ${entry.licenses}`);
}
