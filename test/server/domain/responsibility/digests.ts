import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import {
  CLOCKS,
  chinaPack,
  clockEnd,
  counterfactuals,
  decide,
  eligibility,
  explain,
  findingSvg,
  type GoodsFacts,
  gradeEvidence,
  parseFacts,
} from "../../../../server/domain/responsibility/index.ts";
import { findingText } from "../../../../server/domain/responsibility/replay.ts";

/** SHA-256, lower-case hex, of all that the engine says about one case. */
export interface Digests {
  readonly finding: string;
  readonly counterfactuals: string;
  readonly told: string;
}

const hash = (text: string) => bytesToHex(sha256(utf8ToBytes(text)));

/** Decides a case and hashes the finding, what would change it, and its words and pictures in both languages. */
export function digestsOf(rawFacts: unknown): Digests {
  const facts = parseFacts(rawFacts);
  const finding = decide(facts, chinaPack);
  // The hash of the pack changes with every word in it; it is no outcome of the engine.
  const { pack: _, ...outcome } = finding;
  const shown = { ...finding, pack: { id: "pack", hash: "" } };
  const told = (["zh-CN", "en"] as const).flatMap((language) => [
    explain(shown, language, "CNY"),
    findingSvg(shown, facts, language),
  ]);
  return {
    finding: hash(findingText(outcome)),
    counterfactuals: hash(findingText(counterfactuals(facts, chinaPack, finding))),
    told: hash(told.join("\n")),
  };
}

/** Writes the finding of a case as the bytes that are hashed and compared. */
export function findingTextOf(rawFacts: unknown): string {
  return findingText(decide(parseFacts(rawFacts), chinaPack));
}

const ORDERS = [
  { orderedOn: "2026-09-01", shipped: false },
  { orderedOn: "2026-09-01", shipped: true },
  { orderedOn: "2026-09-01", shipped: true, receivedOn: "2026-09-28" },
  { orderedOn: "2026-08-20", shipped: true, receivedOn: "2026-08-31", invoicedOn: "2026-08-20" },
];
const GOODS: readonly GoodsFacts[] = [
  { exceptions: [] },
  { exceptions: [], durable: true, state: "intact" },
  { exceptions: [], durable: false, state: "not_intact" },
  { exceptions: ["custom_made"] },
  { exceptions: ["custom_made"], promisedDays: 30 },
  { exceptions: ["value_loss_once_used"], exclusionConfirmed: true },
  { exceptions: ["value_loss_once_used"], exclusionConfirmed: false },
  { exceptions: [], warrantyClass: "three_guarantee_unit", failedRepairs: 1 },
  { exceptions: [], warrantyClass: "three_guarantee_main_part", failedRepairs: 2 },
  { exceptions: [], foundSubstandard: true, gift: true },
];
const DAYS = [
  "2026-09-05",
  "2026-09-29",
  "2026-10-08",
  "2026-10-09",
  "2027-03-31",
  "2027-09-02",
  "2029-01-01",
];

/** Hashes the remedies open on a spread of orders, goods and days, one line an order. */
export function eligibilityDigests(): string[] {
  return ORDERS.map((order) =>
    hash(findingText(GOODS.map((goods) => DAYS.map((day) => eligibility(order, goods, day, chinaPack))))),
  );
}

/** Hashes every deadline from a spread of days. */
export function clockDigest(): string {
  return hash(findingText(CLOCKS.map((clock) => DAYS.map((day) => clockEnd(clock, day, chinaPack)))));
}

/** Hashes the grade of every combination of how a record came to be. */
export function gradeDigest(): string {
  const both = [true, false];
  const delays = [
    null,
    "2026-10-31T23:59:59Z",
    "2026-11-01T00:00:00Z",
    "2026-11-02T00:00:00Z",
    "2026-11-09T00:00:00Z",
  ];
  const grades = both.flatMap((intact) =>
    (["against", "none", "favoured"] as const).flatMap((interest) =>
      both.flatMap((signed) =>
        both.flatMap((instrument) =>
          both.flatMap((documented) =>
            delays.flatMap((anchoredAt) =>
              [[], ["other"]].map((corroboratedBy) => {
                const capturedAt = "2026-11-01T00:00:00Z";
                const capture = { intact, interest, signed, instrument, documented, anchoredAt, capturedAt };
                return gradeEvidence({ ...capture, corroboratedBy }, chinaPack).grade;
              }),
            ),
          ),
        ),
      ),
    ),
  );
  return hash(grades.join(""));
}
