/** RFC 3161 tokens under a certificate of one's own, as anybody can put them into a receipt. */
import { createHash, webcrypto } from "node:crypto";
import { type BaseBlock, Integer, ObjectIdentifier, OctetString, Utf8String } from "asn1js";
import {
  AlgorithmIdentifier,
  Attribute,
  AttributeTypeAndValue,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  MessageImprint,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TSTInfo,
} from "pkijs";

const SHA256 = "2.16.840.1.101.3.4.2.1";
const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const SIGNED_DATA = "1.2.840.113549.1.7.2";
const CONTENT_TYPE = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
const SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
const COMMON_NAME = "2.5.4.3";
const MINUTE = 60_000;

const octets = (bytes: Uint8Array) => new OctetString({ valueHex: new Uint8Array(bytes).buffer });
const digestOf = (bytes: Uint8Array) => octets(createHash("sha256").update(bytes).digest());

/**
 * Makes a token whose signature is good.
 *
 * @param named What the attribute that names the signer's certificate holds.
 */
export async function selfMadeStamp(message: Uint8Array, named: BaseBlock): Promise<Uint8Array> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await certificateFor(keys);
  const content = new Uint8Array(infoOver(message).toSchema().toBER());
  const attributes: [string, BaseBlock][] = [
    [CONTENT_TYPE, new ObjectIdentifier({ value: TST_INFO })],
    [MESSAGE_DIGEST, digestOf(content)],
    [SIGNING_CERTIFICATE_V2, named],
  ];
  const signed = new SignedData({
    version: 3,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: TST_INFO, eContent: octets(content) }),
    signerInfos: [signerOf(certificate, attributes)],
    certificates: [certificate],
  });
  await signed.sign(keys.privateKey, 0, "SHA-256");
  const token = new ContentInfo({ contentType: SIGNED_DATA, content: signed.toSchema(true) });
  return new Uint8Array(token.toSchema().toBER());
}

async function certificateFor(keys: webcrypto.CryptoKeyPair): Promise<Certificate> {
  const certificate = new Certificate({ serialNumber: new Integer({ value: 1 }) });
  certificate.notBefore.value = new Date(Date.now() - MINUTE);
  certificate.notAfter.value = new Date(Date.now() + MINUTE);
  const name = new AttributeTypeAndValue({ type: COMMON_NAME, value: new Utf8String({ value: "anybody" }) });
  certificate.issuer.typesAndValues.push(name);
  certificate.subject.typesAndValues.push(name);
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(keys.privateKey, "SHA-256");
  return certificate;
}

function infoOver(message: Uint8Array): TSTInfo {
  const hashAlgorithm = new AlgorithmIdentifier({ algorithmId: SHA256 });
  return new TSTInfo({
    version: 1,
    policy: "1.2.3",
    messageImprint: new MessageImprint({ hashAlgorithm, hashedMessage: digestOf(message) }),
    serialNumber: new Integer({ value: 1 }),
    genTime: new Date(),
  });
}

function signerOf(
  { issuer, serialNumber }: Certificate,
  attributes: readonly [string, BaseBlock][],
): SignerInfo {
  return new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer, serialNumber }),
    signedAttrs: new SignedAndUnsignedAttributes({
      type: 0,
      attributes: attributes.map(([type, value]) => new Attribute({ type, values: [value] })),
    }),
  });
}
