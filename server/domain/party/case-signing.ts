/**
 * What the parties of a case sign for the contracts, each bound to chain, contract, case and round: acceptance of a
 * finding, objection, appeal and its waiver. The same module signs in the browser, in the command and in tests.
 */
import { type Field, type SigningDomain, typedDataDigest, walletTypedData } from "./typed-data.ts";

export interface RegistryAt {
  readonly chainId: number;
  /** Address of the `CaseRegistry`. */
  readonly contract: string;
}

export interface Signable {
  readonly domain: SigningDomain;
  readonly primaryType: string;
  readonly fields: readonly Field[];
}

const registryDomain = ({ chainId, contract }: RegistryAt): SigningDomain => ({
  name: "Redress CaseRegistry",
  chainId,
  contract,
});

/** Acceptance of a finding: with everybody's it becomes final at once. `chainHash` as frozen on chain. */
export function acceptance(at: RegistryAt, caseId: string, round: number, chainHash: string): Signable {
  return {
    domain: registryDomain(at),
    primaryType: "Acceptance",
    fields: [
      { name: "caseId", type: "bytes32", value: caseId },
      { name: "round", type: "uint32", value: round },
      { name: "findingHash", type: "bytes32", value: chainHash },
    ],
  };
}

/** Objection to the proposal: a person looks. */
export function objection(at: RegistryAt, caseId: string, round: number): Signable {
  return {
    domain: registryDomain(at),
    primaryType: "Objection",
    fields: [
      { name: "caseId", type: "bytes32", value: caseId },
      { name: "round", type: "uint32", value: round },
    ],
  };
}

/** Appeal against the ruling of one dispute: other and more arbitrators decide. */
export function appealRequest(at: RegistryAt, caseId: string, round: number, disputeId: string): Signable {
  return {
    domain: registryDomain(at),
    primaryType: "AppealRequest",
    fields: [
      { name: "caseId", type: "bytes32", value: caseId },
      { name: "round", type: "uint32", value: round },
      { name: "disputeId", type: "uint256", value: disputeId },
    ],
  };
}

/** Waiver of the appeal against one ruling. Court and regulator are never waived. */
export function appealWaiver(
  at: RegistryAt,
  caseId: string,
  round: number,
  disputeId: string,
  ruling: number,
): Signable {
  return {
    domain: registryDomain(at),
    primaryType: "AppealWaiver",
    fields: [
      { name: "caseId", type: "bytes32", value: caseId },
      { name: "round", type: "uint32", value: round },
      { name: "disputeId", type: "uint256", value: disputeId },
      { name: "ruling", type: "uint256", value: ruling },
    ],
  };
}

/** One seat on a panel: a vote signed for it counts for no other case, dispute, round or voter. */
export interface Seat {
  readonly chainId: number;
  /** Address of the `ArbitratorPanel`. */
  readonly contract: string;
  readonly caseId: string;
  readonly disputeId: string;
  readonly round: number;
  /** Arbitrator's id on chain, 64 hex digits. */
  readonly voter: string;
}

function seatFields({ caseId, disputeId, round, voter }: Seat): Field[] {
  return [
    { name: "caseId", type: "bytes32", value: caseId },
    { name: "disputeId", type: "uint256", value: disputeId },
    { name: "round", type: "uint32", value: round },
    { name: "voter", type: "bytes32", value: voter },
  ];
}

const panelDomain = ({ chainId, contract }: Seat): SigningDomain => ({
  name: "Redress ArbitratorPanel",
  chainId,
  contract,
});

/** The vote itself, revealed later. Its digest is the commitment: whoever lacks the salt cannot guess it. */
export function vote(seat: Seat, ruling: number, salt: string): Signable {
  return {
    domain: panelDomain(seat),
    primaryType: "Vote",
    fields: [
      ...seatFields(seat),
      { name: "ruling", type: "uint256", value: ruling },
      { name: "salt", type: "bytes32", value: salt },
    ],
  };
}

/** The commitment an arbitrator signs first; says nothing of the ruling. */
export function voteCommitment(seat: Seat, commitment: string): Signable {
  return {
    domain: panelDomain(seat),
    primaryType: "VoteCommitment",
    fields: [...seatFields(seat), { name: "commitment", type: "bytes32", value: commitment }],
  };
}

/** Digest to sign, 32 bytes. */
export function digestOf({ domain, primaryType, fields }: Signable): Uint8Array {
  return typedDataDigest(domain, primaryType, fields);
}

/** Typed data for a wallet. */
export function forWallet({ domain, primaryType, fields }: Signable) {
  return walletTypedData(domain, primaryType, fields);
}
