import { type CopyKind, copyKinds } from "./generate.ts";
import type { Tally } from "./run.ts";

/** Ways of copying that leave a trace in the scans; the others hardly do. */
const TRACES: ReadonlySet<CopyKind> = new Set(["two_places", "burst", "impossible_state", "inner_reused"]);

export interface Figures {
  readonly precision: number;
  readonly recall: Readonly<Record<CopyKind, number>>;
}

/** Gives precision over all alarms and recall by way of copying. */
export function figuresOf(tally: Tally): Figures {
  const right = copyKinds.reduce((sum, kind) => sum + tally.copied[kind].alarmed, 0);
  const recall = copyKinds.map((kind) => [kind, tally.copied[kind].alarmed / tally.copied[kind].all]);
  return { precision: right / (right + tally.falseAlarms), recall: Object.fromEntries(recall) };
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

/** The table printed and kept. */
export function pageOf(tally: Tally, seeds: readonly number[]): string {
  const { precision, recall } = figuresOf(tally);
  const rows = copyKinds.map((kind) => {
    const { all, alarmed, noticed } = tally.copied[kind];
    const bar = TRACES.has(kind) ? "≥ 95 %" : "none";
    return `| ${kind} | ${all} | ${alarmed} | ${percent(recall[kind])} | ${bar} | ${noticed} |`;
  });
  const by = Object.entries(tally.falseBy).map(([sign, times]) => `${sign} ${times}`);
  return [
    `Seeds ${seeds.join(", ")}; ${tally.items} items, ${tally.items - tally.honest} of them copied.`,
    "",
    `Precision of alarms: ${percent(precision)} (bar: ≥ 99 %); false alarms: ${tally.falseAlarms} of ${tally.honest} honest items${by.length > 0 ? ` (${by.join(", ")})` : ""}.`,
    "",
    "| how copied | items | alarms | recall | bar | only a notice |",
    "| --- | ---: | ---: | ---: | --- | ---: |",
    ...rows,
    "",
  ].join("\n");
}
