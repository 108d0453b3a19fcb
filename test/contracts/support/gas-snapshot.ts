import { existsSync, readFileSync, writeFileSync } from "node:fs";
import hre from "hardhat";

const FILE = new URL("../gas-snapshot.json", import.meta.url);

/** A figure may rise by 2 % before somebody has to look at it. */
const TOLERANCE_BPS = 200n;

/** Whether the code is as it is deployed; instrumented for coverage it is larger and dearer. */
export const MEASURABLE = !hre.globalOptions.coverage;

type Snapshot = Record<string, number>;

const read = (): Snapshot => (existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as Snapshot) : {});

/**
 * Holds a transaction's gas against the committed snapshot, or writes it there when `GAS_SNAPSHOT` is `write`.
 *
 * @param label what was done, in words; the key in the snapshot.
 * @throws when the snapshot has no such figure, or the gas rose by more than 2 %.
 */
export function compareGas(label: string, receipt: { gasUsed: bigint } | null): bigint {
  if (receipt === null) throw new Error(`${label}: no receipt`);
  const { gasUsed } = receipt;
  const snapshot = read();
  if (process.env.GAS_SNAPSHOT === "write") write({ ...snapshot, [label]: Number(gasUsed) });
  else check(label, gasUsed, snapshot[label]);
  return gasUsed;
}

function check(label: string, gasUsed: bigint, known: number | undefined): void {
  const update = "run scripts/check/gas.ts --write and say why in the commit";
  if (known === undefined) throw new Error(`${label}: ${gasUsed} gas, not in the snapshot; ${update}`);
  const most = (BigInt(known) * (10_000n + TOLERANCE_BPS)) / 10_000n;
  if (gasUsed > most) throw new Error(`${label}: ${gasUsed} gas, was ${known}; ${update}`);
}

function write(snapshot: Snapshot): void {
  const sorted = Object.fromEntries(Object.entries(snapshot).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}
