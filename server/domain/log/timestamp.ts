/** RFC 3161 tokens: another authority's word on when something was there. */
import { fromBER, type OctetString } from "asn1js";
import {
  type Certificate,
  ContentInfo,
  type ExtKeyUsage,
  type IssuerAndSerialNumber,
  SignedData,
  type SignerInfo,
  TimeStampResp,
  TSTInfo,
} from "pkijs";
import { bytesToHex, equalBytes } from "./bytes.ts";
import { namedCertificate } from "./signing-certificate.ts";
import { DIGESTS } from "./stamp-digests.ts";

const SIGNED_DATA = "1.2.840.113549.1.7.2";
const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const EXTENDED_KEY_USAGE = "2.5.29.37";
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
const COMMON_NAME = "2.5.4.3";
const ORGANISATION = "2.5.4.10";

export type StampFault =
  | "unreadable"
  | "no_certificate"
  | "other_message"
  | "bad_signature"
  | "other_certificate"
  | "not_for_stamping"
  | "certificate_expired";

/** What an authority's name rests on: whoever makes a certificate can put any name in it. */
export interface StampChain {
  readonly at: Date;
  /** Certificate that signed the token, DER. */
  readonly signer: Uint8Array;
  /** Certificates that ride in the token besides, DER. */
  readonly others: readonly Uint8Array[];
}

export type StampCheck =
  /** `authority`: the name the certificate bears, self-declared as long as nobody checked where `chain` leads. */
  | { readonly ok: true; readonly at: Date; readonly authority: string; readonly chain: StampChain }
  | { readonly ok: false; readonly fault: StampFault };

/**
 * Checks a token over a message: digest, signature, that the certificate it names signed it, is for time stamping and was in
 * force. Whether to trust the authority is the reader's own question; its name is part of the answer, and nobody else's word.
 *
 * @param der A token (CMS), or a whole response (RFC 3161 section 2.4.2).
 * @param certificates Further certificates to look for the signer in, DER.
 */
export async function checkStamp(
  der: Uint8Array,
  message: Uint8Array,
  certificates: readonly Certificate[] = [],
): Promise<StampCheck> {
  const read = readToken(der);
  if (read === null) return fault("unreadable");
  const { info, signed, signer } = read;
  const enclosed = certificatesOf(signed);
  const certificate = [...enclosed, ...certificates].find((one) => isNamed(one, signer));
  if (certificate === undefined) return fault("no_certificate");
  const imprint = info.messageImprint;
  const digest = DIGESTS[imprint.hashAlgorithm.algorithmId]?.(message);
  if (digest === undefined || !equalBytes(digest, octets(imprint.hashedMessage)))
    return fault("other_message");
  if (!(await isSignedBy(signed, certificate, message))) return fault("bad_signature");
  if (!namesCertificate(signer, certificate)) return fault("other_certificate");
  if (!isForStamping(certificate)) return fault("not_for_stamping");
  if (info.genTime < certificate.notBefore.value || info.genTime > certificate.notAfter.value)
    return fault("certificate_expired");
  const chain = { at: info.genTime, signer: derOf(certificate), others: enclosed.map(derOf) };
  return { ok: true, at: info.genTime, authority: nameOf(certificate), chain };
}

const fault = (fault: StampFault): StampCheck => ({ ok: false, fault });

interface Token {
  readonly signed: SignedData;
  readonly signer: SignerInfo;
  readonly info: TSTInfo;
}

function readToken(der: Uint8Array): Token | null {
  try {
    const signed = new SignedData({ schema: contentOf(der).content });
    const [signer, ...more] = signed.signerInfos;
    const { eContent, eContentType } = signed.encapContentInfo;
    if (signer === undefined || more.length > 0 || eContentType !== TST_INFO || eContent === undefined)
      return null;
    return { signed, signer, info: TSTInfo.fromBER(eContent.getValue()) };
  } catch {
    return null;
  }
}

function contentOf(der: Uint8Array): ContentInfo {
  const bytes = copyOf(der);
  const read = fromBER(bytes);
  if (read.offset !== der.length) throw new RangeError("bytes behind the token");
  try {
    const content = new ContentInfo({ schema: read.result });
    if (content.contentType === SIGNED_DATA) return content;
  } catch {
    // Not a token by itself: a response that holds one.
  }
  const { timeStampToken } = TimeStampResp.fromBER(bytes);
  if (timeStampToken?.contentType !== SIGNED_DATA) throw new RangeError("the response holds no token");
  return timeStampToken;
}

const derOf = (certificate: Certificate): Uint8Array => new Uint8Array(certificate.toSchema().toBER());

function certificatesOf(signed: SignedData): Certificate[] {
  return (signed.certificates ?? []).filter((one): one is Certificate => "subjectPublicKeyInfo" in one);
}

function isNamed(certificate: Certificate, { sid }: SignerInfo): boolean {
  const { issuer, serialNumber } = sid as IssuerAndSerialNumber;
  if (issuer === undefined || serialNumber === undefined) return false;
  return certificate.issuer.isEqual(issuer) && certificate.serialNumber.isEqual(serialNumber);
}

async function isSignedBy(
  signed: SignedData,
  certificate: Certificate,
  message: Uint8Array,
): Promise<boolean> {
  signed.certificates = [certificate];
  try {
    const data = copyOf(message);
    const { signatureVerified } = await signed.verify({
      signer: 0,
      data,
      checkChain: false,
      extendedMode: true,
    });
    return signatureVerified === true;
  } catch {
    return false;
  }
}

/** Without this a certificate of the same name and key usage could be put in the signer's place (RFC 5816). */
function namesCertificate({ signedAttrs }: SignerInfo, certificate: Certificate): boolean {
  const named = namedCertificate(signedAttrs?.attributes ?? []);
  return named !== null && equalBytes(named.digest(derOf(certificate)), named.hash);
}

/** RFC 3161 section 2.3: this purpose, this alone, and marked critical. */
function isForStamping({ extensions }: Certificate): boolean {
  const usage = extensions?.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE);
  const purposes = (usage?.parsedValue as ExtKeyUsage | undefined)?.keyPurposes;
  return usage?.critical === true && purposes?.length === 1 && purposes[0] === TIME_STAMPING;
}

const octets = (value: OctetString): Uint8Array => new Uint8Array(value.getValue());

function nameOf({ subject }: Certificate): string {
  const textOf = (oid: string) =>
    subject.typesAndValues.find(({ type }) => type === oid)?.value.valueBlock.value as string | undefined;
  const names = [textOf(COMMON_NAME), textOf(ORGANISATION)].filter((name) => name !== undefined);
  return names.join(", ") || bytesToHex(new Uint8Array(subject.valueBeforeDecode));
}

/** Libraries look at the whole buffer behind a view. */
const copyOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
