/** What a receipt answers at the contract: anybody who holds one can answer for the operator, or for whoever asked. */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { dynamicTuple, encodeCall, uintWord, wordList, words } from "./abi.ts";
import { bytesToHex, concatBytes, fromHex, fromPrefixedHex, utf8ToBytes } from "./bytes.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import { type ContractCall, challengeIdOf } from "./contract-calls.ts";
import { LogError } from "./errors.ts";
import { leafHash } from "./hash.ts";
import { parseSeconds } from "./instants.ts";
import { logIdOf } from "./log-identity.ts";
import { verifyInclusion } from "./proofs.ts";
import type { Receipt } from "./receipt.ts";

/** Where a receipt says its entry is. Hashes in lower-case hex. */
export interface ShownPlace {
  readonly logId: string;
  readonly size: number;
  readonly root: string;
  readonly index: number;
  /** Unix time in seconds. */
  readonly anchoredAt: number;
  readonly proof: readonly Uint8Array[];
}

/**
 * Reads the place from a receipt and proves the entry under its checkpoint; that the root was anchored only the chain
 * can say.
 *
 * @returns Null for a receipt without an anchor.
 * @throws LogError `log.bad_proof` when the receipt's own parts do not fit together.
 */
export function shownPlace({ entry, log, inclusion, checkpoint, anchor }: Receipt): ShownPlace | null {
  if (inclusion === undefined || checkpoint === undefined || anchor === undefined) return null;
  const { size, root } = parseCheckpoint(checkpoint);
  const { index } = inclusion;
  const proof = inclusion.proof.map((hash) => fromHex(hash, "inclusion.proof", 32));
  if (!verifyInclusion({ leafHash: leafHash(utf8ToBytes(entry)), index, size, proof }, root))
    throw new LogError("log.bad_proof", "The receipt does not prove its entry under its own checkpoint.");
  const anchoredAt = parseSeconds(anchor.blockTime, "anchor.blockTime");
  return { logId: bytesToHex(logIdOf(log)), size, root: bytesToHex(root), index, anchoredAt, proof };
}

/** The place by which a receipt shows its own promise kept; null when it shows none, or one that came late. */
export function placeInTime(receipt: Receipt): ShownPlace | null {
  const { entry, promise } = receipt;
  const place = shownPlace(receipt);
  const isOfPromise = bytesToHex(leafHash(utf8ToBytes(entry))) === promise.leafHash;
  const promisedBy = parseSeconds(promise.promisedBy, "promise.promisedBy");
  return place !== null && isOfPromise && place.anchoredAt <= promisedBy ? place : null;
}

/**
 * Answers a challenge with the place a receipt shows.
 *
 * @param challengeId `0x` hex; that of the receipt's own promise when left out.
 * @throws LogError `log.bad_receipt` for a receipt without an anchor; `log.bad_proof`; `log.bad_encoding`.
 */
export function answerCall(receipt: Receipt, challengeId?: string): ContractCall {
  const id =
    challengeId === undefined
      ? challengeIdOf(receipt.promise)
      : fromPrefixedHex(challengeId, "challenge", 32);
  return placeCall(receipt, "answer", id);
}

/** Shows that an entry requested through the contract is in; its throws are those of {@link answerCall}. */
export function proveInclusionCall(receipt: Receipt, requestId?: string): ContractCall {
  const id = requestId === undefined ? requestIdOf(receipt) : fromPrefixedHex(requestId, "request", 32);
  return placeCall(receipt, "proveInclusion", id);
}

/** `EvidenceLog.requestIdOf`: keccak256 of log id and leaf hash. */
function requestIdOf({ entry, log }: Receipt): Uint8Array {
  return keccak_256(concatBytes(logIdOf(log), leafHash(utf8ToBytes(entry))));
}

function placeCall(receipt: Receipt, method: "answer" | "proveInclusion", id: Uint8Array): ContractCall {
  const place = shownPlace(receipt);
  if (place === null)
    throw new LogError("log.bad_receipt", "The receipt is not anchored yet: fetch it again once it is.", {
      field: "anchor",
    });
  const { logId, size, index, anchoredAt, proof } = place;
  const fixed = [fromHex(logId, "logId", 32), ...[size, index, anchoredAt].map(uintWord)];
  const data = encodeCall(
    `${method}(bytes32,(bytes32,uint64,uint64,uint64,bytes32[]))`,
    words(id),
    dynamicTuple(words(...fixed), wordList(proof)),
  );
  const { chainId, contract } = receipt.log;
  return { chainId, to: contract, data, deposit: "none", method };
}
