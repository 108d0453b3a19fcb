import { commit } from "../../../server/domain/evidence/commitment.ts";
import { bytesToHex, fromHex, utf8ToBytes } from "../../../server/domain/log/bytes.ts";
import { parseEntry } from "../../../server/domain/log/entry.ts";
import { leafHash } from "../../../server/domain/log/hash.ts";
import { verifyPromise } from "../../../server/domain/log/promise.ts";
import type { HandInAccepted } from "../../../server/schema/evidence.ts";
import { deployment } from "../../lib/deployment.ts";
import { PageError } from "../../lib/page-error.ts";

function refuse(step: string): never {
  throw new PageError("page.hand_in_mismatch", step);
}

/**
 * Recomputes document → statement → entry → leaf → promise before the page says "accepted": the server's answer is
 * not taken at its word.
 * @param documentHash SHA-256 of the document at hand, lower-case hex.
 * @throws PageError `page.hand_in_mismatch` naming the step that differs.
 */
export async function checkHandIn(accepted: HandInAccepted, documentHash: string): Promise<void> {
  const statement: unknown = JSON.parse(accepted.statement);
  if (!Object.values(statement as object).includes(documentHash)) refuse("document");
  const commitment = bytesToHex(commit(utf8ToBytes(accepted.statement), fromHex(accepted.salt, "salt", 32)));
  if (parseEntry(accepted.entry).commitment !== commitment) refuse("statement");
  if (bytesToHex(leafHash(utf8ToBytes(accepted.entry))) !== accepted.leafHash) refuse("entry");
  if (accepted.promise.leafHash !== accepted.leafHash || !verifyPromise(accepted.promise)) refuse("promise");
  const contract = deployment.addresses.EvidenceLog?.toLowerCase();
  if (contract !== undefined && accepted.promise.contract !== contract) refuse("contract");
}
