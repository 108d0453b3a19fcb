import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import {
  digestOf,
  type Seat,
  voteCommitment,
  vote as voteOf,
} from "../../../server/domain/party/case-signing.ts";
import type { CommitVote, PanelView, RevealVote } from "../../../server/schema/panel.ts";
import { deployment } from "../../lib/deployment.ts";
import { PageError } from "../../lib/page-error.ts";
import type { CaseSigner } from "./case-signers.ts";
import type { KeptVote } from "./vote-keeping.ts";

/** The reader's own seat: what a vote is bound to. @throws PageError when the server names another panel contract. */
export function seatOf(panel: PanelView, partyId: string): Seat {
  const pinned = deployment.addresses.ArbitratorPanel;
  if (pinned !== undefined && pinned.toLowerCase() !== panel.contract.toLowerCase())
    throw new PageError("page.other_contract", panel.contract);
  const { chainId, contract, caseId, disputeId, round } = panel;
  return { chainId, contract, caseId, disputeId, round, voter: bytesToHex(keccak_256(utf8ToBytes(partyId))) };
}

/** Makes and signs the commitment of a vote. */
export async function signCommit(seat: Seat, vote: KeptVote, signer: CaseSigner): Promise<CommitVote> {
  const commitment = bytesToHex(digestOf(voteOf(seat, vote.ruling, vote.salt)));
  const signature = await signer.sign(voteCommitment(seat, commitment));
  return { commitment, signer: await signer.signer(), signature };
}

/** Signs the vote itself, to reveal it. */
export async function signReveal(seat: Seat, vote: KeptVote, signer: CaseSigner): Promise<RevealVote> {
  const { ruling, salt, reasons } = vote;
  const signature = await signer.sign(voteOf(seat, ruling, salt));
  return { ruling, salt, reasons, signer: await signer.signer(), signature };
}
