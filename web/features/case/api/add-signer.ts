import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** Registers a signer of the reader's party, e.g. a passkey just made. */
export function addSigner(partyId: string, signer: string): Promise<unknown> {
  return request(api.signers(partyId), { body: { signer } });
}
