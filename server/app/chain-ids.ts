import { sha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { PartyKind } from "../schema/common.ts";

/** Id of a party in the contracts: keccak256 of its id, 0x-hex. */
export function chainPartyId(partyId: string): string {
  return `0x${bytesToHex(keccak_256(utf8ToBytes(partyId)))}`;
}

/** The one round of a case that was never reopened. */
export const ROUND = 1;

/** A case has one id on and off chain; there it wears 0x. */
export const chainCaseId = (caseId: string): string => `0x${caseId}`;

/**
 * Reference of an order line on chain: salted per order, so that nobody can guess which order it is, and the same in
 * every claim on the line, so that the contract can refuse to pay it twice.
 * @param salt 32 bytes in hex, kept with the order.
 */
export function chainLineHash(salt: string, merchant: string, orderId: string, lineId: string): string {
  const text = utf8ToBytes(["redress.line/1", merchant, orderId, lineId].join("\0"));
  return `0x${bytesToHex(sha256(concatBytes(hexToBytes(salt), text)))}`;
}

/** Numbers of `IPartyRegistry.Kind`. */
export const chainKind: Readonly<Record<PartyKind, number>> = {
  platform: 1,
  merchant: 2,
  carrier: 3,
  inspector: 4,
  arbitrator: 5,
  consumer: 6,
  device: 7,
  // An auditor acts on nothing; it is registered so that its working papers can be signed.
  auditor: 4,
};

/** Stands for the claimant, who is no registered party, in signatures and in what the contracts keep of a party. */
export const NOBODY = `0x${"0".repeat(64)}`;
