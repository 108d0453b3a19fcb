import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import {
  chinaPack,
  counterfactuals,
  decide,
  explain,
  findingSvg,
  parseFacts,
} from "../../../../server/domain/responsibility/index.ts";
import { findingText } from "../../../../server/domain/responsibility/replay.ts";

/** SHA-256, lower-case hex, of all that the engine says about one case. */
export interface Digests {
  readonly finding: string;
  readonly counterfactuals: string;
  readonly told: string;
}

/** Decides a case and hashes the finding, what would change it, and its words and pictures in both languages. */
export function digestsOf(rawFacts: unknown): Digests {
  const facts = parseFacts(rawFacts);
  const finding = decide(facts, chinaPack);
  // The hash of the pack changes with every word in it; it is no outcome of the engine.
  const { pack: _, ...outcome } = finding;
  const shown = { ...finding, pack: { id: "pack", hash: "" } };
  const told = (["zh-CN", "en"] as const).flatMap((language) => [
    explain(shown, language),
    findingSvg(shown, facts, language),
  ]);
  const hash = (text: string) => bytesToHex(sha256(utf8ToBytes(text)));
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
