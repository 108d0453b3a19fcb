import { PartyError } from "../domain/party/errors.ts";
import { isReservedBeside } from "../domain/party/reserved-ids.ts";
import type { CreateParty } from "../schema/party.ts";
import { chainKind, chainPartyId } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";
import type { PartyRecord } from "./ports-cases.ts";

type Needs = Pick<Deps, "uow" | "parties" | "identity" | "outbox" | "developmentSigners" | "platformId">;

/**
 * Registers an organisation: here, as an account others can be members of, and on chain with its signers. Safe to
 * repeat with the same words.
 * @throws PartyError `party.exists` when the id or the GLN belongs to another one already; `party.reserved` for an id
 * that stands for the consumer of a case or a part of the system.
 */
export async function registerParty(deps: Needs, input: CreateParty): Promise<PartyRecord> {
  requireFree(deps, input.partyId);
  const signers = signersOf(deps, input);
  const created = await deps.uow.run(async (tx) => {
    const fresh = await deps.parties.create(tx, {
      partyId: input.partyId,
      kind: input.kind,
      name: input.name,
      gln: input.gln ?? null,
      agreementHash: input.agreementHash ?? null,
      signers,
    });
    if (!fresh) return false;
    await enqueueRegistration(deps, tx, input, signers);
    return true;
  });
  if (!created) await requireSame(deps, input);
  const organizationId = await deps.identity.createOrganization(input.partyId, input.name);
  await deps.parties.setOrganization(input.partyId, organizationId);
  return (await deps.parties.get(input.partyId)) as PartyRecord;
}

function requireFree({ platformId }: Needs, partyId: string): void {
  if (!isReservedBeside(platformId, partyId)) return;
  throw new PartyError("party.reserved", "This id stands for somebody else in every case or log.", {
    field: "/partyId",
    rule: "must not be reserved",
  });
}

function signersOf({ developmentSigners }: Needs, input: CreateParty): string[] {
  const given = input.signer === undefined ? [] : [input.signer];
  return developmentSigners === null ? given : [...given, developmentSigners.signerOf(input.partyId)];
}

async function enqueueRegistration(
  deps: Needs,
  tx: Parameters<Needs["outbox"]["enqueue"]>[0],
  input: CreateParty,
  signers: readonly string[],
): Promise<void> {
  const [first, ...more] = signers;
  // Without a signer a party can do nothing on chain; it is registered there once it adds one.
  if (first === undefined) return;
  const partyId = chainPartyId(input.partyId);
  const agreement = `0x${input.agreementHash ?? "0".repeat(64)}`;
  await deps.outbox.enqueue(tx, {
    key: `party:${input.partyId}`,
    contract: "PartyRegistry",
    method: "registerParty",
    args: [partyId, chainKind[input.kind], first, agreement],
  });
  for (const signer of more) {
    await deps.outbox.enqueue(tx, {
      key: `signer:${input.partyId}:${signer}`,
      contract: "PartyRegistry",
      method: "addSigner",
      args: [partyId, signer],
    });
  }
  if (input.kind === "arbitrator") {
    await deps.outbox.enqueue(tx, {
      key: `arbitrator:${input.partyId}`,
      contract: "ArbitratorPanel",
      method: "addArbitrator",
      args: [partyId],
    });
  }
}

async function requireSame({ parties }: Needs, input: CreateParty): Promise<void> {
  const found = await parties.get(input.partyId);
  const same =
    found !== null &&
    found.kind === input.kind &&
    found.name === input.name &&
    found.agreementHash === (input.agreementHash ?? null) &&
    (input.signer === undefined || found.signers.includes(input.signer)) &&
    found.gln === (input.gln ?? null);
  if (same) return;
  throw new PartyError("party.exists", "This id or GLN belongs to another party already.", {
    field: found === null ? "/gln" : "/partyId",
    rule: "must not be in use",
  });
}

/** Adds a signer (wallet, passkey, P-256) by which the party signs from now on. Safe to repeat. */
export async function addSigner(deps: Needs, partyId: string, signer: string): Promise<void> {
  const party = await deps.parties.get(partyId);
  if (party === null) throw new PartyError("party.not_found", "There is no such party.");
  await deps.uow.run(async (tx) => {
    if (!(await deps.parties.addSigner(tx, partyId, signer))) return;
    const input: CreateParty = {
      partyId,
      kind: party.kind as CreateParty["kind"],
      name: party.name,
      ...(party.agreementHash === null ? {} : { agreementHash: party.agreementHash }),
    };
    if (party.signers.length === 0) await enqueueRegistration(deps, tx, input, [signer]);
    else {
      await deps.outbox.enqueue(tx, {
        key: `signer:${partyId}:${signer}`,
        contract: "PartyRegistry",
        method: "addSigner",
        args: [chainPartyId(partyId), signer],
      });
    }
  });
}
