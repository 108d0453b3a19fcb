import { X509Certificate } from "node:crypto";
import { type BasicConstraints, Certificate } from "pkijs";
import type { StampChain } from "../../domain/log/timestamp.ts";

const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
const ANY_PURPOSE = "2.5.29.37.0";
const BASIC_CONSTRAINTS = "2.5.29.19";
/** What is looked at here; a critical extension besides would say something we do not hear (RFC 5280 section 4.2). */
const UNDERSTOOD: readonly string[] = [BASIC_CONSTRAINTS, "2.5.29.15", "2.5.29.37"];
const LONGEST_PATH = 8;
/** Looked at of a token, which its maker can fill with as many as he likes. */
const MOST_ENCLOSED = 32;

/**
 * Makes the test whether a time stamp's certificate leads to one of those given: issued, directly or over others that ride in
 * the token, by a certificate that was in force then and may issue such ones (RFC 5280 section 6). Nothing is asked about
 * revocation.
 *
 * @param file Certificates one after the other as PEM, or one as DER; each is trusted as it is, whether a root or not.
 * @throws Error when it holds none.
 */
export function trustInStamps(file: Uint8Array): (chain: StampChain) => boolean {
  const trusted = readCertificates(Buffer.from(file));
  return ({ signer, others, at }) => {
    const leaf = new X509Certificate(signer);
    const between = others.slice(0, MOST_ENCLOSED).flatMap((der) => readOne(Buffer.from(der)));
    return leadsTo(trusted, between, leaf, at);
  };
}

function readCertificates(file: Buffer): X509Certificate[] {
  const blocks = file.toString("latin1").match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  const found = (blocks ?? [file]).flatMap((one) => readOne(Buffer.from(one)));
  if (found.length === 0 || found.length < (blocks?.length ?? 1))
    throw new Error("--tsa-ca holds something else than certificates");
  return found;
}

function readOne(bytes: Buffer): X509Certificate[] {
  try {
    return [new X509Certificate(bytes)];
  } catch {
    return [];
  }
}

/** Level by level, each certificate once: made certificates can issue each other in circles without end. */
function leadsTo(
  trusted: readonly X509Certificate[],
  between: readonly X509Certificate[],
  leaf: X509Certificate,
  at: Date,
): boolean {
  if (trusted.some((one) => one.raw.equals(leaf.raw))) return true;
  let level = [leaf];
  let unused = [...between];
  for (let below = 0; level.length > 0 && below <= LONGEST_PATH; below++) {
    const isAbove = (issuer: X509Certificate) => level.some((one) => hasIssued(issuer, one, at, below));
    if (trusted.some(isAbove)) return true;
    const next = unused.filter(isAbove);
    unused = unused.filter((one) => !next.includes(one));
    level = next;
  }
  return false;
}

/** @param below Certificates between this one and the signer's. */
function hasIssued(issuer: X509Certificate, certificate: X509Certificate, at: Date, below: number): boolean {
  return (
    isInForce(issuer, at) &&
    mayIssue(issuer, below) &&
    certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey)
  );
}

const isInForce = ({ validFromDate, validToDate }: X509Certificate, at: Date): boolean =>
  validFromDate <= at && at <= validToDate;

/** Node tells an authority by its basic constraints, and leaves the length of the path below it to us. */
function mayIssue(issuer: X509Certificate, below: number): boolean {
  const purposes = issuer.keyUsage as readonly string[] | undefined;
  if (!issuer.ca || purposes?.some((oid) => oid === TIME_STAMPING || oid === ANY_PURPOSE) === false)
    return false;
  const { extensions = [] } = Certificate.fromBER(new Uint8Array(issuer.raw).buffer);
  if (extensions.some(({ critical, extnID }) => critical && !UNDERSTOOD.includes(extnID))) return false;
  const constraints = extensions.find(({ extnID }) => extnID === BASIC_CONSTRAINTS)?.parsedValue;
  const longest = (constraints as BasicConstraints | undefined)?.pathLenConstraint;
  return longest === undefined || below <= Number(longest);
}
