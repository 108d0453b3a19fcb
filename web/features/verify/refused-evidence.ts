import { SALT_BYTES } from "../../../server/domain/evidence/commitment.ts";
import { bytesToHex, fromHex } from "../../../server/domain/log/bytes.ts";
import {
  type ContractCall,
  type LogPlace,
  placeOf,
  requestInclusionCall,
} from "../../../server/domain/log/contract-calls.ts";
import { formatMinute } from "../../../server/domain/log/instants.ts";
import type { Receipt } from "../../../server/domain/log/receipt.ts";
import { formatKept, requestedEntry } from "../../../server/domain/log/requested-entry.ts";
import type { ChainSource } from "../../lib/chain-sources.ts";
import { deployment } from "../../lib/deployment.ts";
import { hashDocument } from "../../lib/hash-document.ts";
import { newestPeriod } from "../../lib/our-log.ts";
import { PageError } from "../../lib/page-error.ts";

/** A refused document, ready to go in through the contract. */
export interface Prepared {
  readonly entry: string;
  /** Statement and salt: whoever loses them can show nobody what the entry stands for. */
  readonly kept: File;
  readonly call: ContractCall;
}

const SUBJECT_BYTES = 8;

const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));

/**
 * Commits to a document under a fresh salt. The document stays here: a salted hash of it is all that becomes public.
 *
 * @param receipt Any receipt of the log; needed only by pages that were built for no log.
 * @throws PageError `page.no_log` when nothing here says which log it is.
 */
export async function prepareRequest(
  document: File,
  receipt: Receipt | null,
  sources: readonly ChainSource[],
): Promise<Prepared> {
  const place = await placeToGo(receipt, sources);
  const made = requestedEntry({
    documentHash: await hashDocument(document),
    salt: random(SALT_BYTES),
    receivedAt: formatMinute(new Date()),
    subject: `request-${bytesToHex(random(SUBJECT_BYTES))}`,
    type: "document",
  });
  const commitment = JSON.parse(made.entry).commitment as string;
  const name = `keep-${commitment.slice(0, 12)}.json`;
  return {
    entry: made.entry,
    kept: new File([formatKept(made)], name, { type: "application/json" }),
    call: requestInclusionCall(place, made.entry),
  };
}

/** The log the pages were built for, at its newest period: a closed one takes nothing in. */
async function placeToGo(receipt: Receipt | null, sources: readonly ChainSource[]): Promise<LogPlace> {
  const place = builtFor() ?? (receipt === null ? null : placeOf(receipt.log));
  if (place === null) throw new PageError("page.no_log");
  const newest = await newestPeriod(bytesToHex(place.logId), place.contract, sources);
  return { ...place, logId: fromHex(newest, "logId", 32) };
}

function builtFor(): LogPlace | null {
  const { addresses, chainId, logId } = deployment;
  const contract = addresses.EvidenceLog?.toLowerCase();
  return logId === null || contract === undefined
    ? null
    : { chainId, contract, logId: fromHex(logId, "logId", 32) };
}
