/** What a submitter may vouch for beside a document: a signature over it, and its SM3 hash. */
import { createHash, hash } from "node:crypto";
import { CaseError } from "../domain/case/errors.ts";
import { CLAIMANT } from "../domain/case/types.ts";
import { bytesToHex, fromPrefixedHex } from "../domain/log/bytes.ts";
import { LogError } from "../domain/log/errors.ts";
import { documentDigest } from "../domain/log/submission.ts";
import type { HandInMeta } from "../schema/evidence.ts";
import type { Deps } from "./deps.ts";
import type { CaseRecord } from "./ports-cases.ts";
import type { StagedDocument } from "./ports-uploads.ts";

/** A document handed in with its description, and where an error points to it. */
export interface Described {
  readonly meta: HandInMeta;
  readonly document: Uint8Array | StagedDocument;
  /** JSON pointer of the description. */
  readonly at: string;
}

type Vouching = Pick<Deps, "logTerms" | "parties" | "signatures">;

/**
 * Checks what submitters vouch for, before anything is sealed or stored. Documents of which nothing is said are not read.
 *
 * @returns Id (hex) of the log that signed documents were signed for.
 * @throws LogError `log.bad_signature`; CaseError `case.document_differs` for another SM3 hash.
 */
export async function requireVouched(
  deps: Vouching,
  record: CaseRecord,
  submitter: string,
  items: readonly Described[],
): Promise<string> {
  // The log may go on into its next period meanwhile; what is written down is what was checked.
  const { identity, logId } = deps.logTerms;
  const signed: { digest: Uint8Array; signature: Uint8Array; signer: string; at: string }[] = [];
  const signers = items.some(({ meta }) => meta.signer !== undefined)
    ? await signersOf(deps, record, submitter)
    : [];
  for (const { at, document, meta } of items) {
    requirePaired(meta, at);
    const signer = meta.signer?.toLowerCase();
    if (signer !== undefined && !signers.includes(signer))
      throw badSignature(`${at}/signer`, "a signer of the submitting party, or the claimant's own");
    if (signer === undefined && meta.documentSm3 === undefined) continue;
    const hashes = await hashesOf(document, meta.documentSm3 !== undefined);
    requireSm3(meta, hashes.sm3, at);
    if (signer === undefined || meta.signature === undefined) continue;
    const digest = documentDigest(identity, logId, hashes.sha256, (bytes) => hash("sha256", bytes, "buffer"));
    signed.push({ digest, signature: fromPrefixedHex(meta.signature, "signature", 65), signer, at });
  }
  const found = await deps.signatures.signersOf(
    signed.map(({ digest, signature }) => ({ digest, signature })),
  );
  const wrong = signed.find(({ signer }, at) => found[at] !== signer);
  if (wrong !== undefined)
    throw badSignature(`${wrong.at}/signature`, `Submission signed by ${wrong.signer}`);
  return bytesToHex(logId);
}

async function signersOf({ parties }: Vouching, record: CaseRecord, submitter: string) {
  if (submitter === CLAIMANT) return [record.claimantSigner];
  return (await parties.get(submitter))?.signers ?? [];
}

function requirePaired({ signature, signer }: HandInMeta, at: string): void {
  if (signature === undefined && signer !== undefined)
    throw badSignature(`${at}/signature`, "given where a signer is named");
  if (signature !== undefined && signer === undefined)
    throw badSignature(`${at}/signer`, "named where a signature is given");
}

function requireSm3({ documentSm3 }: HandInMeta, found: string | null, at: string): void {
  if (documentSm3 === undefined || documentSm3 === found) return;
  throw new CaseError("case.document_differs", "The document is not the one described.", {
    field: `${at}/documentSm3`,
    rule: `SM3 of the document, which is ${found}`,
  });
}

async function hashesOf(document: Described["document"], withSm3: boolean) {
  const sha256 = createHash("sha256");
  const sm3 = withSm3 ? createHash("sm3") : null;
  for await (const piece of document instanceof Uint8Array ? [document] : document.read()) {
    sha256.update(piece);
    sm3?.update(piece);
  }
  return { sha256: sha256.digest("hex"), sm3: sm3?.digest("hex") ?? null };
}

const badSignature = (field: string, rule: string): LogError =>
  new LogError("log.bad_signature", "The document is not signed as it says.", { field, rule });
