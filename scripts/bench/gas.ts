import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../dev/layout.ts";
import type { Bench } from "./bench.ts";

const BARS: readonly (readonly [what: string, bar: number])[] = [
  ["EvidenceLog.anchor, 10 000 to 20 000 entries", 80_000],
  ["CaseRegistry.openCase, one line, three respondents", 200_000],
  ["CompensationFund.advance", 150_000],
  ["ArbitratorPanel.revealVote by passkey", 130_000],
];

/** Gas of the steps that have a bar, measured in this run and held to the kept snapshot, which it may leave by 2 %. */
export const benches: Bench = {
  name: "gas",
  run: async () => {
    await promisify(execFile)(process.execPath, [join(ROOT, "scripts/check/gas.ts"), "--check"], {
      cwd: ROOT,
    });
    const kept = readFileSync(join(ROOT, "test/contracts/gas-snapshot.json"), "utf8");
    const gas = JSON.parse(kept) as Readonly<Record<string, number>>;
    return BARS.map(([what, reference]) => {
      const measured = gas[what];
      if (measured === undefined) throw new Error(`the gas snapshot has no "${what}"`);
      return { what, measured, unit: "gas", against: "bar", reference };
    });
  },
};
