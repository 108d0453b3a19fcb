import { createHash } from "node:crypto";
import { expect } from "chai";
import { type BundleEntry, formatManifest } from "../../../../server/domain/evidence/bundle-manifest.ts";
import { BundleError } from "../../../../server/domain/evidence/errors.ts";
import { type ReadFile, verifyBundle } from "../../../../server/domain/evidence/verify-bundle.ts";
import { canonicalJson } from "../../../../server/domain/log/canonical-json.ts";
import { parseReceipt, type Receipt } from "../../../../server/domain/log/receipt.ts";
import { chinaPack, decide, parseFacts } from "../../../../server/domain/responsibility/index.ts";
import { chainOf, fullReceipt } from "../log/receipt-fixture.ts";

const FACTS = { claim: "no_reason", loss: 100, price: 100, seller: "third_party", daysSinceReceipt: 3 };
const NAMES = {
  receipt: "receipts/0.json",
  document: "documents/000.jpg",
  facts: "findings/1/facts.json",
  finding: "findings/1/finding.json",
  "rule-pack": "rule-pack.json",
} as const;
type Role = keyof typeof NAMES;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Texts of a bundle's files, each of which the one receipt vouches for. */
interface Texts extends Record<Exclude<Role, "receipt">, string> {
  /** What the receipt's statement says; of the texts when left out. */
  readonly said?: Partial<Record<"documentHash" | "factsHash" | "findingHash", string>>;
}

const WHOLE: Texts = {
  document: "the picture",
  facts: canonicalJson(FACTS),
  finding: JSON.stringify(decide(parseFacts(FACTS), chinaPack)),
  "rule-pack": JSON.stringify(chinaPack.data),
};

interface Made {
  files: ReadFile[];
  entries: BundleEntry[];
  readonly receipt: string;
}

/** A bundle as the server makes it of these texts. */
function bundleOf(texts: Texts, alter: (receipt: Receipt) => object = (receipt) => receipt): Made {
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
  return { files, entries, receipt: original };
}

const fileOf = (role: Role, text: string): ReadFile => ({
  name: NAMES[role],
  sha256: hashOf(text),
  sizeBytes: Buffer.byteLength(text),
  text: role === "document" ? null : text,
});

/** Files not found valid, with the reason, and the verdict over all. */
async function judge(
  { files, entries, receipt }: Made,
  chain: boolean = true,
): Promise<Record<string, string>> {
  const manifest = formatManifest({
    caseId: "ab".repeat(32),
    madeAt: "2026-11-22T10:00:00Z",
    holder: "claimant",
    engine: null,
    rulePack: { id: chinaPack.data.id, hash: chinaPack.hash },
    files: entries,
  });
  const listed = {
    name: "manifest.json",
    sha256: hashOf(manifest),
    sizeBytes: manifest.length,
    text: manifest,
  };
  const options = chain ? { chain: chainOf(receipt) } : {};
  const { files: said, verdict } = await verifyBundle([...files, listed], options);
  const doubted = said.filter((file) => file.verdict !== "valid");
  return {
    verdict,
    ...Object.fromEntries(doubted.map(({ name, reason, verdict: one }) => [name, `${one}: ${reason}`])),
  };
}

const entry = (made: Made, role: Role): BundleEntry => made.entries.find((one) => one.role === role)!;
function change(made: Made, role: Role, to: Partial<BundleEntry>): Made {
  const { leafHash: _, ...rest } = entry(made, role);
  const changed = "leafHash" in to && to.leafHash === undefined ? rest : { ...entry(made, role), ...to };
  return { ...made, entries: made.entries.map((one) => (one.role === role ? changed : one)) };
}
const without = (made: Made, role: Role): Made => ({
  ...made,
  files: made.files.filter(({ name }) => name !== NAMES[role]),
});
const unlisted = (made: Made, role: Role): Made => ({
  ...without(made, role),
  entries: made.entries.filter((one) => one.role !== role),
});

describe("verifyBundle", function () {
  this.timeout(20_000);

  it("finds a whole bundle valid, file by file", async () => {
    expect(await judge(bundleOf(WHOLE))).to.deep.equal({ verdict: "valid" });
  });

  it("says how far each receipt has come, and that the chain vouches for nothing", async () => {
    const made = bundleOf(WHOLE);
    const text = formatManifest({
      ...{ caseId: "ab".repeat(32), madeAt: "2026-11-22T10:00:00Z", holder: "claimant", engine: null },
      ...{ rulePack: { id: chinaPack.data.id, hash: chinaPack.hash }, files: made.entries },
    });
    const manifest = { name: "manifest.json", sha256: hashOf(text), sizeBytes: text.length, text };
    const checked = await verifyBundle([...made.files, manifest], { chain: chainOf(made.receipt) });
    expect(checked.development).to.equal(true);
    expect(checked.files.find(({ name }) => name === NAMES.receipt)!.state).to.equal("anchored");
  });

  it("refuses an archive without a manifest, or with one that cannot be read", async () => {
    const { files } = bundleOf(WHOLE);
    const broken = { name: "manifest.json", sha256: "", sizeBytes: 0, text: "{}" };
    for (const all of [files, [...files, broken]]) {
      const error = await verifyBundle(all).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(BundleError).with.property("code", "bundle.bad_manifest");
    }
  });

  /** Where a decision is altered, everything that was made with it fails too. */
  const doubts: [string, () => Made, Record<string, string>][] = [
    [
      "a file the manifest does not list",
      () => {
        const made = bundleOf(WHOLE);
        return { ...made, files: [...made.files, { ...made.files[1]!, name: "documents/999.jpg" }] };
      },
      { verdict: "invalid", "documents/999.jpg": "invalid: file.not_listed" },
    ],
    [
      "a listed file that is not there",
      () => without(bundleOf(WHOLE), "document"),
      { verdict: "invalid", [NAMES.document]: "invalid: file.missing" },
    ],
    [
      "a file of another hash than listed",
      () => change(bundleOf(WHOLE), "document", { sha256: hashOf("another") }),
      { verdict: "invalid", [NAMES.document]: "invalid: file.hash_differs" },
    ],
    [
      "a file of another size than listed",
      () => change(bundleOf(WHOLE), "document", { sizeBytes: 12 }),
      { verdict: "invalid", [NAMES.document]: "invalid: file.hash_differs" },
    ],
    [
      "another document, listed as if it were the one",
      () => bundleOf({ ...WHOLE, said: { documentHash: hashOf("the first picture") } }),
      { verdict: "invalid", [NAMES.document]: "invalid: document.hash_differs" },
    ],
    [
      "other facts, listed as if they were the ones",
      () => bundleOf({ ...WHOLE, said: { factsHash: hashOf("{}") } }),
      { verdict: "invalid", [NAMES.facts]: "invalid: facts.hash_differs" },
    ],
    [
      "another finding, listed as if it were the one",
      () => bundleOf({ ...WHOLE, said: { findingHash: hashOf("{}") } }),
      { verdict: "invalid", [NAMES.finding]: "invalid: finding.hash_differs" },
    ],
    [
      "a document no receipt is named for",
      () => change(bundleOf(WHOLE), "document", { leafHash: undefined } as object),
      { verdict: "invalid", [NAMES.document]: "invalid: document.no_receipt" },
    ],
    [
      "a document whose receipt is not in the bundle",
      () => change(bundleOf(WHOLE), "document", { leafHash: hashOf("elsewhere") }),
      { verdict: "invalid", [NAMES.document]: "invalid: document.no_receipt" },
    ],
    [
      "a receipt named for no leaf",
      () => change(change(bundleOf(WHOLE), "receipt", { leafHash: undefined } as object), "document", {}),
      {
        verdict: "invalid",
        [NAMES.receipt]: "invalid: receipt.no_leaf",
        [NAMES.document]: "invalid: document.no_receipt",
        [NAMES.facts]: "invalid: facts.no_receipt",
        [NAMES.finding]: "invalid: finding.no_receipt",
      },
    ],
    [
      "a receipt listed as that of another leaf",
      () => {
        const leafHash = hashOf("elsewhere");
        return change(change(bundleOf(WHOLE), "receipt", { leafHash }), "document", { leafHash });
      },
      {
        verdict: "invalid",
        [NAMES.receipt]: "invalid: receipt.other_leaf",
        [NAMES.facts]: "invalid: facts.no_receipt",
        [NAMES.finding]: "invalid: finding.no_receipt",
      },
    ],
    [
      "a receipt that was altered",
      () => bundleOf(WHOLE, (receipt) => ({ ...receipt, salt: "00".repeat(32) })),
      {
        verdict: "invalid",
        [NAMES.receipt]: "invalid: statement.commitment_differs",
        [NAMES.document]: "invalid: document.receipt_invalid",
        [NAMES.facts]: "invalid: facts.receipt_invalid",
        [NAMES.finding]: "invalid: finding.receipt_invalid",
      },
    ],
    [
      "the public copy of a receipt",
      () => bundleOf(WHOLE, ({ statement: _, salt: __, ...rest }) => rest),
      {
        verdict: "cannot_tell",
        [NAMES.document]: "cannot_tell: document.no_statement",
        [NAMES.facts]: "cannot_tell: facts.no_statement",
        [NAMES.finding]: "cannot_tell: finding.no_statement",
      },
    ],
    [
      "a finding that was logged but does not follow from facts and rules",
      () => bundleOf({ ...WHOLE, finding: WHOLE.finding.replace("10000", "9999") }),
      { verdict: "invalid", [NAMES.finding]: "invalid: finding.replay_differs" },
    ],
    [
      "a finding of an engine that is not known",
      () => bundleOf({ ...WHOLE, finding: WHOLE.finding.replace(/"version":"[^"]+"/, '"version":"0.0.1"') }),
      { verdict: "cannot_tell", [NAMES.finding]: "cannot_tell: finding.engine_unknown" },
    ],
    [
      "a finding that is no JSON",
      () => bundleOf({ ...WHOLE, finding: "{" }),
      { verdict: "invalid", [NAMES.finding]: "invalid: finding.unreadable" },
    ],
    [
      "a finding without its facts",
      () => unlisted(bundleOf(WHOLE), "facts"),
      { verdict: "cannot_tell", [NAMES.finding]: "cannot_tell: finding.not_replayable" },
    ],
    [
      "a finding without its rule pack",
      () => unlisted(bundleOf(WHOLE), "rule-pack"),
      { verdict: "cannot_tell", [NAMES.finding]: "cannot_tell: finding.not_replayable" },
    ],
    [
      "a rule pack that cannot be read",
      () => bundleOf({ ...WHOLE, "rule-pack": "{" }),
      {
        verdict: "invalid",
        [NAMES["rule-pack"]]: "invalid: rule_pack.unreadable",
        [NAMES.finding]: "invalid: finding.unreadable",
      },
    ],
    [
      "another rule pack than the one of the case",
      () => bundleOf({ ...WHOLE, "rule-pack": JSON.stringify({ ...chinaPack.data, id: "cn-mine" }) }),
      {
        verdict: "invalid",
        [NAMES["rule-pack"]]: "invalid: rule_pack.hash_differs",
        [NAMES.finding]: "invalid: finding.replay_differs",
      },
    ],
  ];
  for (const [what, make, said] of doubts)
    it(`names the file and the reason for ${what}`, async () => {
      expect(await judge(make())).to.deep.equal(said);
    });

  it("cannot tell without a chain, but says invalid what is so by itself", async () => {
    const alone = await judge(bundleOf(WHOLE), false);
    expect([alone.verdict, alone[NAMES.document]]).to.deep.equal([
      "cannot_tell",
      "cannot_tell: document.receipt_cannot_tell",
    ]);
    const forged = await judge(bundleOf({ ...WHOLE, said: { documentHash: hashOf("x") } }), false);
    expect([forged.verdict, forged[NAMES.document]]).to.deep.equal([
      "invalid",
      "invalid: document.hash_differs",
    ]);
  });
});
