import { commit } from "../../../server/domain/evidence/commitment.ts";
import { bytesToHex, fromHex, utf8ToBytes } from "../../../server/domain/log/bytes.ts";
import { parseEntry } from "../../../server/domain/log/entry.ts";
import { leafHash } from "../../../server/domain/log/hash.ts";
import { reachesTooFar, verifyPromise } from "../../../server/domain/log/promise.ts";
import type { HandInAccepted } from "../../../server/schema/evidence.ts";
import type { ChainSource } from "../../lib/chain-sources.ts";
import { deployment } from "../../lib/deployment.ts";
import { isOurLog } from "../../lib/our-log.ts";
import { PageError } from "../../lib/page-error.ts";

/** Clocks of phones go wrong by hours; a time of receipt further ahead makes the promise run for longer than it may. */
const CLOCK_ERROR_MS = 24 * 3_600_000;

function refuse(step: string): never {
  throw new PageError("page.hand_in_mismatch", step);
}

/**
 * Recomputes document → statement → entry → leaf → promise before the page says "accepted": the server's answer is
 * not taken at its word. What a source can be asked about the promise is asked; one that cannot be reached stops nothing.
 *
 * @param documentHash SHA-256 of the document at hand, lower-case hex.
 * @param now Milliseconds since 1970, by the reader's clock.
 * @throws PageError `page.hand_in_mismatch` naming the step that differs.
 */
export async function checkHandIn(
  accepted: HandInAccepted,
  documentHash: string,
  sources: readonly ChainSource[],
  now: number,
): Promise<void> {
  checkEntry(accepted, documentHash);
  checkTime(accepted, now);
  await checkSigner(accepted, sources);
}

function checkEntry(accepted: HandInAccepted, documentHash: string): void {
  const statement = JSON.parse(accepted.statement) as { readonly documentHash?: unknown } | null;
  if (statement?.documentHash !== documentHash) refuse("document");
  const commitment = bytesToHex(commit(utf8ToBytes(accepted.statement), fromHex(accepted.salt, "salt", 32)));
  if (parseEntry(accepted.entry).commitment !== commitment) refuse("statement");
  if (bytesToHex(leafHash(utf8ToBytes(accepted.entry))) !== accepted.leafHash) refuse("entry");
  if (accepted.promise.leafHash !== accepted.leafHash || !verifyPromise(accepted.promise)) refuse("promise");
}

/** What is promised for years ahead is worth nothing, be it by the promise or by the time of receipt it starts from. */
function checkTime({ entry, promise }: HandInAccepted, now: number): void {
  const { receivedAt } = parseEntry(entry);
  if (reachesTooFar(promise, receivedAt) || Date.parse(receivedAt) > now + CLOCK_ERROR_MS) refuse("time");
}

/** The promise has to be for the log of these pages, and signed by a key the contract knows as the log's. */
async function checkSigner({ promise }: HandInAccepted, sources: readonly ChainSource[]): Promise<void> {
  const contract = deployment.addresses.EvidenceLog?.toLowerCase();
  if (contract === undefined) return;
  if (promise.contract !== contract || promise.chainId !== deployment.chainId) refuse("contract");
  if ((await isOurLog(promise.logId, sources)) === false) refuse("log");
  const promisedBy = Date.parse(promise.promisedBy) / 1000;
  for (const { view } of sources) {
    const since = await view
      .keyActiveAt(contract, promise.logId, "promise", promise.signer)
      .catch(() => null);
    if (since !== null && (since === 0 || since > promisedBy)) refuse("key");
  }
}
