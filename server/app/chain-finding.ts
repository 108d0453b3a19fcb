import { sha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { CLAIMANT } from "../domain/case/types.ts";
import type { Finding } from "../domain/responsibility/index.ts";
import { chainCaseId, chainPartyId } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";
import type { CaseRecord } from "./ports-cases.ts";

/** `ICaseRegistry.Finding` as JSON: what the chain must know of a finding to carry it out. */
export interface ChainFinding {
  readonly caseId: string;
  readonly round: number;
  readonly documentHash: string;
  readonly award: string;
  readonly parties: readonly string[];
  readonly shareBps: readonly number[];
  readonly payables: readonly string[];
}

const FINDING_TYPE =
  "tuple(bytes32 caseId,uint32 round,bytes32 documentHash,uint256 award,bytes32[] parties,uint16[] shareBps,uint256[] payables)";

/** The party of the case that a name in a finding stands for. */
export function partyOfName(record: CaseRecord, platformId: string, name: string): string {
  if (name === "merchant") return record.merchant;
  if (name === "consumer") return CLAIMANT;
  if (name === "platform") return platformId;
  return name.startsWith("logistics:") ? name.slice("logistics:".length) : name;
}

/** SHA-256 of a finding's canonical JSON. */
export const documentHashOf = (document: string): string => bytesToHex(sha256(utf8ToBytes(document)));

/**
 * Brings a finding into the form the registry enforces: fault in basis points and payables by party. What the consumer
 * bears is a share of the fault and nothing to pay, so the award is the loss less that.
 */
export function toChainFinding(
  record: CaseRecord,
  platformId: string,
  finding: Finding,
  document: string,
  round: number,
): ChainFinding {
  const names = [...new Set([...Object.keys(finding.shares), ...Object.keys(finding.payShares)])];
  const payable = (name: string) => (name === "consumer" ? 0 : (finding.payShares[name] ?? 0));
  return {
    caseId: chainCaseId(record.caseId),
    round,
    documentHash: `0x${documentHashOf(document)}`,
    award: names.reduce((sum, name) => sum + BigInt(payable(name)), 0n).toString(),
    parties: names.map((name) => chainPartyId(partyOfName(record, platformId, name))),
    shareBps: names.map((name) => finding.shares[name] ?? 0),
    payables: names.map((name) => String(payable(name))),
  };
}

/** keccak256(abi.encode(finding)), as the registry freezes it; 0x-hex. */
export function chainFindingHash({ chain }: Pick<Deps, "chain">, finding: ChainFinding): string {
  return `0x${bytesToHex(keccak_256(hexToBytes(chain.encode(FINDING_TYPE, finding).slice(2))))}`;
}
