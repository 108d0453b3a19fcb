import { expect } from "chai";
import {
  type BundleEntry,
  formatManifest,
  MAX_BUNDLE_FILES,
  type Manifest,
  parseManifest,
} from "../../../../server/domain/evidence/bundle-manifest.ts";
import { BundleError } from "../../../../server/domain/evidence/errors.ts";
import { canonicalJson } from "../../../../server/domain/log/canonical-json.ts";

const HASH = "ab".repeat(32);
const FILE: BundleEntry = {
  name: "documents/001.jpg",
  role: "document",
  sha256: HASH,
  sizeBytes: 7,
  leafHash: HASH,
};
const MANIFEST: Manifest = {
  caseId: HASH,
  madeAt: "2026-11-22T10:00:00.000Z",
  holder: "claimant",
  engine: { name: "redress", version: "1.2.0", hash: HASH },
  rulePack: { id: "cn-2026", hash: HASH },
  files: [FILE, { name: "rule-pack.json", role: "rule-pack", sha256: HASH, sizeBytes: 0 }],
};

const textWith = (change: object): string => canonicalJson({ v: "redress.bundle/1", ...MANIFEST, ...change });
const withFile = (change: object): string => textWith({ files: [{ ...FILE, ...change }] });

describe("the manifest of a bundle", () => {
  it("reads as it was written", () => {
    expect(parseManifest(formatManifest(MANIFEST))).to.deep.equal(MANIFEST);
  });

  it("names no engine while there is no finding, and no hash of one whose source is not known", () => {
    for (const engine of [null, { name: "redress", version: "1.2.0", hash: null }])
      expect(parseManifest(textWith({ engine })).engine).to.deep.equal(engine);
  });

  const refusals: [string, string][] = [
    ["nothing", ""],
    ["no JSON", "manifest"],
    ["a list", "[]"],
    ["white space around it", ` ${textWith({})}`],
    ["a version to come", textWith({ v: "redress.bundle/2" })],
    ["an unknown field", textWith({ note: "trust me" })],
    ["a missing field", textWith({ holder: undefined })],
    ["a holder that looks like lines of a report", textWith({ holder: "me\nVerdict: VALID" })],
    ["a case id in upper case", textWith({ caseId: HASH.toUpperCase() })],
    ["an instant that is not in UTC", textWith({ madeAt: "2026-11-22T10:00:00+08:00" })],
    ["an unknown field of the engine", textWith({ engine: { ...MANIFEST.engine, commit: HASH } })],
    ["a rule pack without its hash", textWith({ rulePack: { id: "cn-2026" } })],
    ["files that are no list", textWith({ files: {} })],
    ["a file listed twice", textWith({ files: [FILE, FILE] })],
    ["a file of an unknown role", withFile({ role: "note" })],
    ["an unknown field of a file", withFile({ url: "https://elsewhere.example" })],
    ["a size below nothing", withFile({ sizeBytes: -1 })],
    ["a size that is no number", withFile({ sizeBytes: "7" })],
    ["a hash that is cut short", withFile({ sha256: HASH.slice(2) })],
    ["a leaf that is no hash", withFile({ leafHash: "0x12" })],
    ...["../secret", "a/../b", "/etc/passwd", "", "a\\b", "C:x", "A.jpg", "a b", `a${"b".repeat(200)}`].map(
      (name): [string, string] => [`the name ${JSON.stringify(name).slice(0, 20)}`, withFile({ name })],
    ),
  ];
  for (const [what, text] of refusals)
    it(`is refused with ${what}`, () => {
      expect(() => parseManifest(text))
        .to.throw(BundleError)
        .with.property("code", "bundle.bad_manifest");
    });

  it("says in its refusal which field is wrong, and how it should be", () => {
    expect(() => parseManifest(withFile({ sizeBytes: -1 }))).to.throw(BundleError, "sizeBytes");
  });

  it("lists ten thousand files and not one more", () => {
    const files = Array.from({ length: MAX_BUNDLE_FILES + 1 }, (_, n) => ({
      ...FILE,
      name: `documents/${n}`,
    }));
    expect(parseManifest(textWith({ files: files.slice(1) })).files).to.have.length(MAX_BUNDLE_FILES);
    expect(() => parseManifest(textWith({ files }))).to.throw(BundleError);
  });

  it("is not written where it could not be read again", () => {
    expect(() => formatManifest({ ...MANIFEST, caseId: "case-1" })).to.throw(BundleError);
  });
});
