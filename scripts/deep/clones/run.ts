/**
 * Measures the rules that find copied codes: precision over all items, recall for each way of copying, on seeds given.
 *
 *     node scripts/deep/clones/run.ts [--items 200000] [--seeds 101,102,103] [--write]
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cloneSigns } from "../../../server/domain/provenance/clone-signs.ts";
import { dice } from "./dice.ts";
import { type CopyKind, copyKinds, simulate } from "./generate.ts";
import { pageOf } from "./page.ts";

export interface Tally {
  items: number;
  copied: Record<CopyKind, { all: number; alarmed: number; noticed: number }>;
  falseAlarms: number;
  honest: number;
  /** Which sign raised the false alarms. */
  falseBy: Record<string, number>;
}

/** Simulates items of one seed and counts what the rules say of them. */
export function measure(seed: number, items: number, into: Tally = emptyTally()): Tally {
  const chance = dice(seed);
  for (let i = 0; i < items; i += 1) count(into, simulate(chance));
  return into;
}

function emptyTally(): Tally {
  const none = () => ({ all: 0, alarmed: 0, noticed: 0 });
  const copied = Object.fromEntries(copyKinds.map((kind) => [kind, none()])) as Tally["copied"];
  return { items: 0, copied, falseAlarms: 0, honest: 0, falseBy: {} };
}

function count(tally: Tally, { copied, life, scans }: ReturnType<typeof simulate>): void {
  tally.items += 1;
  const signs = cloneSigns(life, scans);
  const alarms = signs.filter(({ weight }) => weight === "alarm");
  if (copied !== null) {
    const row = tally.copied[copied];
    row.all += 1;
    if (alarms.length > 0) row.alarmed += 1;
    else if (signs.length > 0) row.noticed += 1;
    return;
  }
  tally.honest += 1;
  if (alarms.length > 0) tally.falseAlarms += 1;
  for (const { sign } of alarms) tally.falseBy[sign] = (tally.falseBy[sign] ?? 0) + 1;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      items: { type: "string", default: "200000" },
      seeds: { type: "string", default: "101,102,103,104,105" },
      write: { type: "boolean", default: false },
    },
  });
  const seeds = values.seeds.split(",").map(Number);
  const tally = emptyTally();
  for (const seed of seeds) measure(seed, Number(values.items), tally);
  const page = pageOf(tally, seeds);
  console.log(page);
  if (values.write) writeFileSync(join(import.meta.dirname, "../../../docs/copied-codes-figures.md"), page);
}
