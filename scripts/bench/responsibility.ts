import { existsSync, readdirSync, readFileSync } from "node:fs";
import {
  chinaPack,
  counterfactuals,
  decide,
  type Facts,
  parseFacts,
} from "../../server/domain/responsibility/index.ts";
import type { Bench, Row } from "./bench.ts";

const FOLDER = new URL("../../../shared/data/scenarios/", import.meta.url);
const DECISIONS = 100_000;
const REPORTS = 1_500;
const LARGE_REPORTS = 20;
const MIN_PER_SECOND = 20_000;
const MAX_REPORT_MS = 5;
const MAX_LARGE_MS = 50;

const SAMPLE = {
  claim: "damaged",
  loss: 80_000,
  price: 80_000,
  seller: "third_party",
  custody: {
    holders: ["merchant", "logistics:A", "consumer"],
    boundaries: [
      { id: "origin", state: "good", grade: 3 },
      { id: "handover", state: "good", grade: 3 },
      { id: "delivery", state: "unknown", grade: 0 },
      { id: "unboxing", state: "bad", grade: 2 },
    ],
  },
  discovery: { noticeDays: 1, concealed: true },
  factors: [{ party: "merchant", kind: "packaging_defect", severity: 2, causal: 2, grade: 2, latent: true }],
};

function scenarios(): Facts[] {
  if (!existsSync(FOLDER)) return [parseFacts(SAMPLE)];
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .map((name) => parseFacts(JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")).facts));
}

/** A case far beyond the usual: 500 evidence items, 40 boundaries, 60 factors. */
function largeCase(): Facts {
  const legs = Array.from({ length: 38 }, (_, i) => `logistics:${i}`);
  const holders = ["merchant", ...legs];
  const evidence = (i: number) => Array.from({ length: 5 }, (_, j) => `item-${i * 5 + j}`);
  return parseFacts({
    ...SAMPLE,
    custody: {
      holders,
      boundaries: Array.from({ length: 40 }, (_, i) => ({
        id: `b${i}`,
        state: i === 0 ? "good" : i === 39 ? "bad" : "unknown",
        grade: i === 0 || i === 39 ? 3 : 0,
        evidence: evidence(i),
      })),
    },
    factors: Array.from({ length: 60 }, (_, i) => ({
      party: "logistics",
      id: legs[i % legs.length],
      kind: `shock-${i}`,
      severity: [1, 2, 4][i % 3],
      causal: 1 + (i % 2),
      grade: i % 4,
      evidence: evidence(40 + i),
    })),
  });
}

function row(what: string, measured: number, unit: string, reference: number): Row {
  return { what, measured, unit, against: "the bar", reference };
}

/** Seconds of this process's own processor time that `work` takes: neighbours on the same cores do not count. */
function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function decideMany(all: readonly Facts[], count: number): void {
  for (let i = 0; i < count; i++) decide(all[i % all.length]!, chinaPack);
}

function reportMany(all: readonly Facts[], count: number): void {
  for (let i = 0; i < count; i++) counterfactuals(all[i % all.length]!, chinaPack);
}

async function measure(): Promise<Row[]> {
  const all = scenarios();
  const large = largeCase();
  decideMany(all, DECISIONS / 10);
  const rate = DECISIONS / cpuSeconds(() => decideMany(all, DECISIONS));
  const reports = cpuSeconds(() => reportMany(all, REPORTS));
  return [
    row(`${DECISIONS} decisions over ${all.length} scenarios, one core`, rate, "/s", MIN_PER_SECOND),
    row(
      `counterfactual report with its finding, mean of ${REPORTS}`,
      (1_000 * reports) / REPORTS,
      "ms",
      MAX_REPORT_MS,
    ),
    row(
      `finding and report over 500 items, 40 boundaries, 60 factors, mean of ${LARGE_REPORTS}`,
      (1_000 * cpuSeconds(() => reportMany([large], LARGE_REPORTS))) / LARGE_REPORTS,
      "ms",
      MAX_LARGE_MS,
    ),
  ];
}

/** Decisions and counterfactual reports of the responsibility engine, against the bars they have to keep. */
export const benches: Bench = { name: "responsibility", run: measure };
