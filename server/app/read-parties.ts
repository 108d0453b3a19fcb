import type { Party } from "../schema/party.ts";
import { chainPartyId } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";
import type { PartyRecord } from "./ports-cases.ts";

const BONDED = new Set(["merchant", "carrier", "platform"]);

/** All parties with what the chain says of them: whether it knows them, and their bond. */
export async function readParties(deps: Pick<Deps, "parties" | "chain">): Promise<Party[]> {
  return await Promise.all((await deps.parties.list()).map((party) => readParty(deps, party)));
}

async function readParty({ chain }: Pick<Deps, "chain">, party: PartyRecord): Promise<Party> {
  const id = chainPartyId(party.partyId);
  const onChain = (await chain.read("PartyRegistry", "isActive", [id])) === true;
  return {
    partyId: party.partyId,
    kind: party.kind,
    name: party.name,
    gln: party.gln,
    signers: [...party.signers],
    agreementHash: party.agreementHash,
    onChain,
    createdAt: party.createdAt.toISOString(),
    bond: BONDED.has(party.kind) ? await readBond(chain, id) : null,
  };
}

async function readBond(chain: Deps["chain"], id: string): Promise<NonNullable<Party["bond"]>> {
  const view = async (method: string) => String(await chain.read("GuaranteeBonds", method, [id]));
  return {
    currency: "CNY",
    totalMinor: await view("bondOf"),
    reservedMinor: await view("reservedOf"),
    freeMinor: await view("freeOf"),
  };
}
