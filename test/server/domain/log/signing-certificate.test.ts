import { createHash } from "node:crypto";
import { type BaseBlock, Integer, Null, ObjectIdentifier, OctetString, Sequence } from "asn1js";
import { expect } from "chai";
import { Attribute } from "pkijs";
import { namedCertificate } from "../../../../server/domain/log/signing-certificate.ts";
import { checkStamp } from "../../../../server/domain/log/timestamp.ts";
import { selfMadeStamp } from "./self-made-stamp.ts";

const V1 = "1.2.840.113549.1.9.16.2.12";
const V2 = "1.2.840.113549.1.9.16.2.47";
const SHA384 = "2.16.840.1.101.3.4.2.2";
const certificate = Buffer.from("a certificate");

const digestOf = (name: string): Buffer => createHash(name).update(certificate).digest();
const octets = (name: string) => new OctetString({ valueHex: new Uint8Array(digestOf(name)).buffer });
const sequence = (...value: BaseBlock[]) => new Sequence({ value });
const algorithm = (value: string) => sequence(new ObjectIdentifier({ value }), new Null());
const attribute = (type: string, ...values: unknown[]) => new Attribute({ type, values });
/** The attribute's value with these fields for its first certificate. */
const naming = (...fields: BaseBlock[]) => sequence(sequence(sequence(...fields)));

/** What the named digest makes of the certificate, beside what it has to be. */
function compared(...attributes: Attribute[]): [Uint8Array, Uint8Array] | null {
  const named = namedCertificate(attributes);
  return named === null ? null : [named.digest(certificate), named.hash];
}

describe("the certificate a signature names", () => {
  const forms: [string, Attribute, string][] = [
    ["by SHA-1 in the first version", attribute(V1, naming(octets("sha1"))), "sha1"],
    ["by SHA-256 where nothing else is said", attribute(V2, naming(octets("sha256"))), "sha256"],
    ["by the digest it says", attribute(V2, naming(algorithm(SHA384), octets("sha384"))), "sha384"],
  ];
  for (const [what, named, digest] of forms)
    it(`is read ${what}`, () => {
      const expected = new Uint8Array(digestOf(digest));
      expect(compared(named)).to.deep.equal([expected, expected]);
    });

  it("is the first of the first such attribute", () => {
    const other = attribute("1.2.840.113549.1.9.3", new ObjectIdentifier({ value: V2 }));
    const second = attribute(V1, naming(octets("sha1")));
    const list = sequence(sequence(sequence(octets("sha256")), sequence(octets("sha512"))));
    const expected = new Uint8Array(digestOf("sha256"));
    expect(compared(other, attribute(V2, list), second)).to.deep.equal([expected, expected]);
  });

  const none: [string, Attribute[]][] = [
    ["there is no such attribute", [attribute("1.2.840.113549.1.9.3", naming(octets("sha256")))]],
    ["the attribute is empty", [attribute(V2)]],
    ["the attribute is no list", [attribute(V2, new Integer({ value: 1 }))]],
    ["the list is empty", [attribute(V2, sequence(sequence()))]],
    ["the list holds no certificate", [attribute(V2, sequence(octets("sha256")))]],
    ["the certificate has no fields", [attribute(V1, naming())]],
    ["there is no digest", [attribute(V2, naming(algorithm(SHA384)))]],
    ["the digest is of a kind not known", [attribute(V2, naming(algorithm("1.2.3"), octets("sha256")))]],
    ["the algorithm has no name", [attribute(V2, naming(sequence(new Null()), octets("sha256")))]],
  ];
  for (const [why, attributes] of none)
    it(`is none where ${why}`, () => {
      expect(namedCertificate(attributes)).to.equal(null);
    });

  const unreadable: [string, BaseBlock][] = [
    ["a number", new Integer({ value: 1 })],
    ["an empty sequence", sequence()],
    ["an empty list", sequence(sequence())],
    ["another certificate", naming(octets("sha256"))],
  ];
  for (const [what, value] of unreadable)
    it(`refuses a stamp of good signature that names ${what}`, async () => {
      const stamp = await checkStamp(await selfMadeStamp(certificate, value), certificate);
      expect(stamp).to.deep.equal({ ok: false, fault: "other_certificate" });
    });
});
