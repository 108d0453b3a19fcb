/** Whether a step was signed by who takes it, asked before it is stored: a wrong signature is refused to its maker. */
import { hexToBytes } from "@noble/hashes/utils.js";
import { CaseError } from "../domain/case/errors.ts";
import { CLAIMANT } from "../domain/case/types.ts";
import { recoverSigner } from "../domain/log/eip712.ts";
import { digestOf, type Signable } from "../domain/party/case-signing.ts";
import type { SignedStep } from "../schema/case.ts";
import { chainPartyId } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";
import type { CaseRecord } from "./ports-cases.ts";

type Needs = Pick<Deps, "chain" | "parties">;

/**
 * Requires the signature of the claimant or of a party of the case, by a wallet, a contract wallet or a passkey.
 * @throws CaseError `case.bad_signature`, `case.signer_pending`.
 */
export async function requireSigned(
  deps: Needs,
  { claimantSigner }: Pick<CaseRecord, "claimantSigner">,
  by: string,
  signable: Signable,
  signed: SignedStep,
): Promise<void> {
  if (by !== CLAIMANT) return await requirePartySigned(deps, by, signable, signed);
  requireKnown([claimantSigner], signed.signer);
  requireValid(isByWallet(signable, signed) || (await isByContract(deps, signable, signed)));
}

/** The same for a registered party, whatever it is to the case. */
export async function requirePartySigned(
  deps: Needs,
  partyId: string,
  signable: Signable,
  signed: SignedStep,
): Promise<void> {
  const party = await deps.parties.get(partyId);
  requireKnown(party?.signers ?? [], signed.signer);
  // A wallet's signature can be told without the chain, so that a party is heard while the node is away.
  if (isByWallet(signable, signed)) return;
  await requireOnChain(deps, partyId, signed.signer);
  requireValid(await isByContract(deps, signable, signed));
}

function requireKnown(keys: readonly string[], signer: string): void {
  if (keys.some((key) => key.toLowerCase() === signer.toLowerCase())) return;
  throw new CaseError("case.bad_signature", "This key does not sign for this party.", {
    field: "/signer",
    rule: "must be a registered signer of the party",
  });
}

function requireValid(valid: boolean): void {
  if (valid) return;
  throw new CaseError("case.bad_signature", "The signature does not fit what is signed here.", {
    field: "/signature",
    rule: "over the typed data of this step, this case and this chain",
  });
}

/** A contract that the registry does not hold for the party yet could not be relied on by the contracts either. */
async function requireOnChain({ chain }: Needs, partyId: string, signer: string): Promise<void> {
  if ((await chain.read("PartyRegistry", "isSigner", [chainPartyId(partyId), signer])) === true) return;
  throw new CaseError("case.signer_pending", "This key is registered, but not yet on chain.", {
    field: "/signer",
    rule: "must be on chain before it signs; this takes a block",
  });
}

const isByWallet = (signable: Signable, { signer, signature }: SignedStep): boolean =>
  recoverSigner(digestOf(signable), hexToBytes(signature.slice(2))) === signer.toLowerCase();

const isByContract = ({ chain }: Needs, signable: Signable, { signer, signature }: SignedStep) =>
  chain.signedByContract(signer, digestOf(signable), signature);
