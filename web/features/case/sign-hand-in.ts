import { bytesToHex, fromHex } from "../../../server/domain/log/bytes.ts";
import { addressOfKey, signDigest } from "../../../server/domain/log/eip712.ts";
import { documentDigest } from "../../../server/domain/log/submission.ts";
import type { LogView } from "../../../server/schema/log.ts";
import { ApiError, request } from "../../lib/api.ts";
import type { ChainSource } from "../../lib/chain-sources.ts";
import { deployment } from "../../lib/deployment.ts";
import { isOurLog } from "../../lib/our-log.ts";
import { api } from "../../lib/paths.ts";

/** A submitter's signature over one document, as a hand-in carries it. */
export interface DocumentSignature {
  readonly signer: string;
  readonly signature: string;
}

/**
 * Signs for a document, with the key the browser keeps of its case: for the contract the pages trust and a log of its,
 * never for one the server alone names. Null where that cannot be told; a document is handed in without a signature then.
 *
 * @param documentHash SHA-256, lower-case hex.
 * @throws ApiError when the server cannot be reached, so that the next try signs.
 */
export async function signDocument(
  secret: Uint8Array,
  documentHash: string,
  sources: readonly ChainSource[],
): Promise<DocumentSignature | null> {
  const contract = deployment.addresses.EvidenceLog?.toLowerCase();
  const logId = await logNow();
  if (contract === undefined || logId === null || (await isOurLog(logId, sources)) !== true) return null;
  const domain = { chainId: deployment.chainId, contract };
  const digest = documentDigest(domain, fromHex(logId, "logId", 32), documentHash);
  return { signer: addressOfKey(secret), signature: `0x${bytesToHex(signDigest(secret, digest))}` };
}

async function logNow(): Promise<string | null> {
  try {
    return (await request<LogView>(api.log)).logId;
  } catch (error) {
    if (error instanceof ApiError && !error.retryable) return null;
    throw error;
  }
}
