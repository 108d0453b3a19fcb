/** What a submitter signs for one document handed in, and whether a statement that names a signer bears it out. */
import { fromHex, fromPrefixedHex } from "./bytes.ts";
import { type LogDomain, recoverSigner, submissionDigest } from "./eip712.ts";
import { leafHash, type Sha256 } from "./hash.ts";

const SIGNATURE_BYTES = 65;
const HASH_BYTES = 32;

/**
 * Digest of EIP-712 `Submission(logId,root,count)` for one document: count 1, root SHA-256(0x00 ‖ documentHash), as for
 * a commitment alone.
 *
 * @param documentHash SHA-256, 64 lower-case hex digits.
 * @throws LogError `log.bad_encoding`.
 */
export function documentDigest(
  domain: LogDomain,
  logId: Uint8Array,
  documentHash: string,
  sha256?: Sha256,
): Uint8Array {
  const root = leafHash(fromHex(documentHash, "documentHash", HASH_BYTES), sha256);
  return submissionDigest(domain, logId, { root, count: 1 });
}

/** Whether a statement says that it is signed; events of products carry signatures of another kind and no signer. */
export const namesSigner = (statement: object): boolean =>
  Object.hasOwn(statement, "signer") || Object.hasOwn(statement, "signedFor");

/** A signer that a statement names, and the log (hex id) the signature is for. */
export interface Submission {
  readonly signer: string;
  readonly signedFor: string;
}

/**
 * Reads who signed for the document of a statement, with the key the statement names.
 *
 * @returns Null when signer, signature and log are not all there, or the signature is another's or over something else.
 * @throws LogError `log.bad_encoding` for a field that is spelt in another way.
 */
export function submissionOf(
  statement: Readonly<Record<string, unknown>>,
  domain: LogDomain,
): Submission | null {
  const { documentHash, signature, signedFor, signer } = statement;
  if (typeof documentHash !== "string" || typeof signature !== "string") return null;
  if (typeof signedFor !== "string" || typeof signer !== "string") return null;
  const digest = documentDigest(domain, fromHex(signedFor, "signedFor", HASH_BYTES), documentHash);
  const found = recoverSigner(digest, fromPrefixedHex(signature, "signature", SIGNATURE_BYTES));
  return found === signer ? { signer, signedFor } : null;
}
