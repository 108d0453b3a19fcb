import { expect } from "chai";
import type { BundleEntry, Manifest } from "../../../../server/domain/evidence/bundle-manifest.ts";
import { BundleError } from "../../../../server/domain/evidence/errors.ts";
import { type BundleOptions, verifyBundle } from "../../../../server/domain/evidence/verify-bundle.ts";
import { chinaPack } from "../../../../server/domain/responsibility/index.ts";
import { chainOf } from "../log/receipt-fixture.ts";
import { bundleOf, hashOf, type Made, NAMES, packed, type Role, WHOLE } from "./bundle-fixture.ts";

/** Files not found valid, with the reason, and the verdict over all. */
async function judge(
  made: Made,
  { chain = true, ...more }: Omit<BundleOptions, "chain"> & { chain?: boolean } = {},
): Promise<Record<string, string>> {
  const options = { ...more, ...(chain && { chain: chainOf(made.receipt) }) };
  const { files: said, verdict } = await verifyBundle(packed(made), options);
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
const saying = (made: Made, manifest: Partial<Manifest>): Made => ({
  ...made,
  manifest: { ...made.manifest, ...manifest },
});
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
    const checked = await verifyBundle(packed(made), { chain: chainOf(made.receipt) });
    expect(checked.development).to.equal(true);
    const receipt = checked.files.find(({ name }) => name === NAMES.receipt)!;
    expect(receipt).to.include({ state: "anchored", reason: "receipt.valid" });
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
    const alone = await judge(bundleOf(WHOLE), { chain: false });
    expect([alone.verdict, alone[NAMES.document]]).to.deep.equal([
      "cannot_tell",
      "cannot_tell: document.receipt_cannot_tell",
    ]);
    const forged = await judge(bundleOf({ ...WHOLE, said: { documentHash: hashOf("x") } }), { chain: false });
    expect([forged.verdict, forged[NAMES.document]]).to.deep.equal([
      "invalid",
      "invalid: document.hash_differs",
    ]);
  });

  describe("of the manifest's own word", () => {
    const CASE = { caseId: "ab".repeat(32) };
    const invalid = (reason: string) => ({ verdict: "invalid", "manifest.json": `invalid: ${reason}` });

    it("says how many receipts name the case", async () => {
      const count = async (said: Record<string, string>) =>
        (await verifyBundle(packed(bundleOf({ ...WHOLE, said })))).namingCase;
      expect([await count(CASE), await count({})]).to.deep.equal([1, 0]);
      expect(await judge(bundleOf({ ...WHOLE, said: CASE }))).to.deep.equal({ verdict: "valid" });
    });

    it("is invalid with another case than its receipts name", async () => {
      const made = saying(bundleOf({ ...WHOLE, said: CASE }), { caseId: "00".repeat(32) });
      expect(await judge(made)).to.deep.equal(invalid("manifest.other_case"));
    });

    it("is invalid with another engine than the finding's, or with none", async () => {
      const made = bundleOf(WHOLE);
      const engine = { ...made.manifest.engine!, version: "9.9.9" };
      expect(await judge(saying(made, { engine }))).to.deep.equal(invalid("manifest.other_engine"));
      expect(await judge(saying(made, { engine: null }))).to.deep.equal(invalid("manifest.other_engine"));
    });

    it("is invalid with another hash of the engine than that of its release", async () => {
      const made = bundleOf(WHOLE);
      const hash = "cd".repeat(32);
      const engine = { ...made.manifest.engine!, hash };
      const kept = (known: string | null) =>
        judge(saying(made, { engine }), { engineHash: async () => known });
      expect(await kept("ef".repeat(32))).to.deep.equal(invalid("manifest.other_engine_hash"));
      expect(await kept(hash)).to.deep.equal({ verdict: "valid" });
      expect(await kept(null)).to.deep.equal({ verdict: "valid" });
      expect((await judge(made, { engineHash: async () => hash })).verdict).to.equal("valid");
    });

    it("is invalid with another id of the rule pack", async () => {
      const made = saying(bundleOf(WHOLE), { rulePack: { id: "cn-mine", hash: chinaPack.hash } });
      expect(await judge(made)).to.deep.equal({
        verdict: "invalid",
        [NAMES["rule-pack"]]: "invalid: rule_pack.other_id",
      });
    });

    it("cannot tell of a finding that a receipt names and the bundle leaves out", async () => {
      const made = saying(unlisted(unlisted(bundleOf(WHOLE), "finding"), "facts"), { engine: null });
      expect(await judge(made)).to.deep.equal({
        verdict: "cannot_tell",
        "manifest.json": "cannot_tell: manifest.finding_left_out",
      });
    });
  });

  describe("of a document at hand", () => {
    const given = (text: string, documentSm3?: string) => ({
      documentHash: hashOf(text),
      ...(documentSm3 !== undefined && { documentSm3 }),
    });

    it("finds it among those of the bundle, by name", async () => {
      const made = bundleOf(WHOLE);
      expect(await judge(made, given(WHOLE.document))).to.deep.equal({ verdict: "valid" });
      const { documents } = await verifyBundle(packed(made), given(WHOLE.document));
      expect(documents).to.deep.equal([NAMES.document]);
      expect(await verifyBundle(packed(made))).not.to.have.property("documents");
    });

    it("cannot tell where it is none of them, and calls no receipt invalid for it", async () => {
      expect(await judge(bundleOf(WHOLE), given("another picture"))).to.deep.equal({
        verdict: "cannot_tell",
        "manifest.json": "cannot_tell: document.not_in_bundle",
      });
    });

    it("holds its SM3 against the receipt that vouches for it", async () => {
      const made = bundleOf({ ...WHOLE, said: { documentSm3: "12".repeat(32) } });
      expect((await judge(made, given(WHOLE.document, "12".repeat(32)))).verdict).to.equal("valid");
      const other = await judge(made, given(WHOLE.document, "34".repeat(32)));
      expect(other[NAMES.receipt]).to.equal("invalid: document.sm3_differs");
    });
  });
});
