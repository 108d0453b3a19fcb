import { ProvenanceError } from "../domain/provenance/errors.ts";
import { isSoundEventKey } from "../domain/provenance/event-key.ts";
import type { UnitOfWork } from "./ports.ts";
import type { EventKeyStore } from "./ports-provenance.ts";

/**
 * Binds an Ed25519 key to a party's GLN; events signed with it count as the party's own. Safe to repeat.
 *
 * @throws ProvenanceError `provenance.key_invalid` for a key with tricks or a party without GLN,
 *   `provenance.key_conflict` when another party has the key.
 */
export async function registerEventKey(
  deps: { readonly uow: UnitOfWork; readonly eventKeys: EventKeyStore },
  party: { readonly partyId: string; readonly gln: string | null },
  publicKey: string,
): Promise<void> {
  const { partyId, gln } = party;
  if (gln === null)
    throw new ProvenanceError("provenance.key_invalid", "This party has no GLN for a key to be bound to.", {
      field: "/gln",
      rule: "a party with a GLN",
    });
  if (!isSoundEventKey(publicKey))
    throw new ProvenanceError("provenance.key_invalid", "This is no sound Ed25519 key.", {
      field: "/publicKey",
      rule: "a canonical point of the prime order group",
    });
  const mine = await deps.uow.run((tx) => deps.eventKeys.register(tx, { publicKey, partyId, gln }));
  if (!mine)
    throw new ProvenanceError("provenance.key_conflict", "Another party has this key.", {
      field: "/publicKey",
      rule: "a key of your own",
    });
}
