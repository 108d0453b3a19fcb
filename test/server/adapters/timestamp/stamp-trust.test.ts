import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { trustInStamps } from "../../../../server/adapters/timestamp/stamp-trust.ts";
import { type CertificateMaker, certificateMaker } from "../../../support/certificates.ts";
import { hasOpenssl } from "../../../support/stamp-authority.ts";
import { tempDir } from "../../../support/temp-dir.ts";

const SUBJECT = "/CN=Stamps of the test/O=Somebody else";
const DAY_MS = 86_400_000;

describe("trust in an authority of time stamps", function () {
  this.timeout(30_000);
  let made: CertificateMaker;

  before(function () {
    if (!hasOpenssl()) {
      console.log("      skipped: no openssl here");
      return this.skip();
    }
    made = certificateMaker(tempDir("redress-certificates-"));
    made.root("root");
    made.issue("root", "between", "authority");
    made.issue("between", "lower", "authority");
    made.issue("lower", "signer", "stamping", SUBJECT);
    made.issue("root", "last", "last_authority");
    made.issue("last", "too_low", "authority");
    made.issue("too_low", "beneath_last", "stamping", SUBJECT);
    made.issue("last", "of_last", "stamping", SUBJECT);
    made.issue("root", "web", "web_authority");
    made.issue("web", "of_web", "stamping", SUBJECT);
    made.issue("of_last", "of_signer", "stamping", SUBJECT);
    made.root("other_root", "/CN=root");
    made.issue("other_root", "impostor", "stamping", SUBJECT);
  });

  const der = (name: string) => new Uint8Array(new X509Certificate(readFileSync(made.path(name))).raw);
  /** @param ca Names of what is given; then the signer, and what rides in the token. */
  const isTrusted = (ca: string[], signer: string, others: string[], at = new Date()): boolean =>
    trustInStamps(Buffer.concat(ca.map((name) => readFileSync(made.path(name)))))({
      at,
      signer: der(signer),
      others: others.map(der),
    });

  it("leads from the signer over what rides in the token to the root, in any order", () => {
    expect(isTrusted(["root"], "signer", ["between", "lower", "signer"])).to.equal(true);
    expect(isTrusted(["root"], "signer", ["lower", "between"])).to.equal(true);
  });

  it("takes any certificate that is given, a lower one or the signer's own too, and DER as well", () => {
    expect(isTrusted(["lower"], "signer", [])).to.equal(true);
    expect(isTrusted(["signer"], "signer", [])).to.equal(true);
    const trusts = trustInStamps(der("root"));
    expect(trusts({ at: new Date(), signer: der("of_last"), others: [der("last")] })).to.equal(true);
  });

  it("takes one of several that are given", () => {
    expect(isTrusted(["other_root", "root"], "of_last", ["last"])).to.equal(true);
  });

  it("is not given to a self-made authority of the same names", () => {
    expect(isTrusted(["root"], "impostor", ["other_root"])).to.equal(false);
  });

  it("is not given where a certificate between is missing", () => {
    expect(isTrusted(["root"], "signer", ["between"])).to.equal(false);
  });

  it("is not given below a certificate that is no authority", () => {
    expect(isTrusted(["root"], "of_signer", ["of_last", "last"])).to.equal(false);
  });

  it("is not given deeper than an authority may issue", () => {
    expect(isTrusted(["root"], "beneath_last", ["too_low", "last"])).to.equal(false);
  });

  it("is not given below an authority for something else", () => {
    expect(isTrusted(["root"], "of_web", ["web"])).to.equal(false);
  });

  it("is not given where an authority was not in force when it stamped", () => {
    const [before, after] = [-1, 3].map((days) => new Date(Date.now() + days * DAY_MS));
    expect(isTrusted(["root"], "of_last", ["last"], before)).to.equal(false);
    expect(isTrusted(["root"], "of_last", ["last"], after)).to.equal(false);
  });

  it("comes to an end where certificates issue each other in circles", () => {
    const circle = Array.from({ length: 40 }, () => "other_root");
    expect(isTrusted(["root"], "impostor", circle)).to.equal(false);
  });

  for (const [what, bytes] of [
    ["nothing", ""],
    ["something else", "{}"],
    ["a broken certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"],
  ] as const) {
    it(`cannot be put in ${what}`, () => {
      expect(() => trustInStamps(Buffer.from(bytes))).to.throw("something else than certificates");
    });
  }
});
