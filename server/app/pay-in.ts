import { PartyError } from "../domain/party/errors.ts";
import { chainPartyId } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";

type Needs = Pick<Deps, "uow" | "parties" | "outbox" | "chain">;

/**
 * Records money a party paid in as its bond (保证金), and locks the same amount on chain. The journal follows when
 * the chain has it. Safe to repeat with the same reference.
 * @param reference The bank's or channel's reference of the payment; one is booked once.
 * @throws PartyError `party.not_found`, or `party.kind` when such a party has no bond.
 */
export async function depositBond(
  deps: Needs,
  partyId: string,
  amountMinor: bigint,
  reference: string,
): Promise<void> {
  const party = await deps.parties.get(partyId);
  if (party === null) throw new PartyError("party.not_found", "There is no such party.");
  if (party.kind !== "merchant" && party.kind !== "carrier" && party.kind !== "platform") {
    throw new PartyError("party.kind", "Only merchants, carriers and the platform keep a bond.");
  }
  await deps.uow.run((tx) =>
    deps.outbox.enqueue(tx, {
      key: `bond:${partyId}:${reference}`,
      contract: "GuaranteeBonds",
      method: "depositFor",
      args: [chainPartyId(partyId), amountMinor.toString()],
    }),
  );
}

/** Records the platform's own money paid into the fund (先行赔付专款). Safe to repeat with the same reference. */
export async function depositFund(deps: Needs, amountMinor: bigint, reference: string): Promise<void> {
  await deps.uow.run((tx) =>
    deps.outbox.enqueue(tx, {
      key: `fund:${reference}`,
      contract: "CompensationFund",
      method: "deposit",
      args: [amountMinor.toString()],
    }),
  );
}
