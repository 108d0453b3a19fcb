/**
 * Stores what this version of the engine finds over a spread of generated facts, as a file that every later version
 * is held against. Run once for each version: `node scripts/deep/findings/run.ts`
 */
import { mkdirSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { ENGINE } from "../../../server/domain/responsibility/decide.ts";
import { chinaPack } from "../../../server/domain/responsibility/index.ts";
import { arbitraryFacts } from "../../../test/server/domain/responsibility/arbitrary-facts.ts";
import {
  clockDigest,
  digestsOf,
  eligibilityDigests,
  gradeDigest,
} from "../../../test/server/domain/responsibility/digests.ts";

const FOLDER = new URL("../../../test/vectors/responsibility/findings/", import.meta.url);
const SEED = 20_261_122;
const CASES = 240;

const cases = fc.sample(arbitraryFacts, { numRuns: CASES, seed: SEED }).map((facts) => {
  const plain = JSON.parse(JSON.stringify(facts));
  return { facts: plain, ...digestsOf(plain) };
});
mkdirSync(FOLDER, { recursive: true });
const lines = cases.map((one) => `  ${JSON.stringify(one)}`).join(",\n");
const head = JSON.stringify({
  engine: ENGINE,
  pack: chinaPack.hash,
  eligibility: eligibilityDigests(),
  clocks: clockDigest(),
  grades: gradeDigest(),
});
writeFileSync(new URL(`${ENGINE.version}.json`, FOLDER), `${head.slice(0, -1)},"cases":[\n${lines}\n]}\n`);
