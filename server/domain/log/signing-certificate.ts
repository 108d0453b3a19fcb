/** The attribute by which a signature says with which certificate it was made (RFC 2634 section 5.4, RFC 5035). */
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { ObjectIdentifier, OctetString, Sequence } from "asn1js";
import type { Attribute } from "pkijs";
import { DIGESTS, type Digest } from "./stamp-digests.ts";

const SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
const SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";

/** A certificate by the digest of its DER form. */
export interface CertificateId {
  readonly digest: Digest;
  readonly hash: Uint8Array;
}

/** Tells which certificate the first such attribute names; null where there is none, or it is of no form known here. */
export function namedCertificate(attributes: readonly Attribute[]): CertificateId | null {
  const attribute = attributes.find(
    ({ type }) => type === SIGNING_CERTIFICATE || type === SIGNING_CERTIFICATE_V2,
  );
  // The signer's is the first of the list that comes first; policies may follow.
  const [certificates] = fieldsOf(attribute?.values[0]);
  const [first] = fieldsOf(certificates);
  return attribute?.type === SIGNING_CERTIFICATE ? idOf(sha1, fieldsOf(first)[0]) : idOfV2(fieldsOf(first));
}

/** `ESSCertIDv2` leaves its algorithm out where it is SHA-256. */
function idOfV2([first, second]: readonly unknown[]): CertificateId | null {
  if (first instanceof OctetString) return idOf(sha256, first);
  const [algorithm] = fieldsOf(first);
  return algorithm instanceof ObjectIdentifier ? idOf(DIGESTS[algorithm.getValue()], second) : null;
}

function idOf(digest: Digest | undefined, hash: unknown): CertificateId | null {
  if (digest === undefined || !(hash instanceof OctetString)) return null;
  return { digest, hash: new Uint8Array(hash.getValue()) };
}

const fieldsOf = (value: unknown): readonly unknown[] =>
  value instanceof Sequence ? value.valueBlock.value : [];
