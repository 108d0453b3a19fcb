import { createHash } from "node:crypto";
import {
  type BundleEntry,
  formatManifest,
  type Manifest,
} from "../../../../server/domain/evidence/bundle-manifest.ts";
import type { ReadFile } from "../../../../server/domain/evidence/verify-bundle.ts";
import { canonicalJson } from "../../../../server/domain/log/canonical-json.ts";
import { parseReceipt, type Receipt } from "../../../../server/domain/log/receipt.ts";
import { chinaPack, decide, parseFacts } from "../../../../server/domain/responsibility/index.ts";
import { fullReceipt } from "../log/receipt-fixture.ts";

const FACTS = { claim: "no_reason", loss: 100, price: 100, seller: "third_party", daysSinceReceipt: 3 };
export const CASE_ID = "ab".repeat(32);
export const NAMES = {
  receipt: "receipts/0.json",
  document: "documents/000.jpg",
  facts: "findings/1/facts.json",
  finding: "findings/1/finding.json",
  "rule-pack": "rule-pack.json",
} as const;
export type Role = keyof typeof NAMES;

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Texts of a bundle's files, each of which the one receipt vouches for. */
export interface Texts extends Record<Exclude<Role, "receipt">, string> {
  /** What the receipt's statement says; of the texts when left out. */
  readonly said?: Readonly<Record<string, string>>;
}

export const WHOLE: Texts = {
  document: "the picture",
  facts: canonicalJson(FACTS),
  finding: JSON.stringify(decide(parseFacts(FACTS), chinaPack)),
  "rule-pack": JSON.stringify(chinaPack.data),
};

export interface Made {
  files: ReadFile[];
  entries: BundleEntry[];
  /** What the manifest says beside its files. */
  manifest: Omit<Manifest, "files">;
  readonly receipt: string;
}

/** A bundle as the server makes it of these texts. */
export function bundleOf(texts: Texts, alter: (receipt: Receipt) => object = (receipt) => receipt): Made {
  const statement = {
    v: "redress.statement/1",
    documentHash: hashOf(texts.document),
    factsHash: hashOf(texts.facts),
    findingHash: hashOf(texts.finding),
    ...texts.said,
  };
  const original = fullReceipt({}, statement);
  const { leafHash } = parseReceipt(original).promise;
  const receipt = canonicalJson({ v: "redress.receipt/1", ...alter(parseReceipt(original)) });
  const all = { ...texts, receipt };
  const files = (Object.keys(NAMES) as Role[]).map((role) => fileOf(role, all[role]));
  const entries = files.map((file, at): BundleEntry => {
    const role = (Object.keys(NAMES) as Role[])[at]!;
    const { name, sha256, sizeBytes } = file;
    return { name, role, sha256, sizeBytes, ...(role !== "rule-pack" && { leafHash }) };
  });
  return { files, entries, manifest: manifestOf(texts), receipt: original };
}

const fileOf = (role: Role, text: string): ReadFile => ({
  name: NAMES[role],
  sha256: hashOf(text),
  sizeBytes: Buffer.byteLength(text),
  text: role === "document" ? null : text,
});

function manifestOf({ finding }: Texts): Made["manifest"] {
  return {
    caseId: CASE_ID,
    madeAt: "2026-11-22T10:00:00Z",
    holder: "claimant",
    engine: engineOf(finding),
    rulePack: { id: chinaPack.data.id, hash: chinaPack.hash },
  };
}

/** Null where the finding cannot be read. */
function engineOf(finding: string): Manifest["engine"] {
  try {
    return { ...(JSON.parse(finding) as { engine: { name: string; version: string } }).engine, hash: null };
  } catch {
    return null;
  }
}

/** All files, the manifest among them. */
export function packed({ files, entries, manifest }: Made): ReadFile[] {
  const text = formatManifest({ ...manifest, files: entries });
  const name = "manifest.json";
  return [...files, { name, sha256: hashOf(text), sizeBytes: Buffer.byteLength(text), text }];
}
