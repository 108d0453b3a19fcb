import { Router } from "express";
import type { Deps } from "../../app/deps.ts";
import { depositBond, depositFund } from "../../app/pay-in.ts";
import type { PartyRecord } from "../../app/ports-cases.ts";
import { readParties } from "../../app/read-parties.ts";
import { addSigner, registerParty } from "../../app/register-party.ts";
import { PartyError } from "../../domain/party/errors.ts";
import {
  addSigner as addSignerBody,
  createApiKey,
  createParty,
  deposit,
  registerShopKey,
} from "../../schema/party.ts";
import { type Caller, requireParty } from "../caller.ts";
import { parseBody } from "../parse.ts";
import { RequestError } from "../request-error.ts";

/** Parties, their keys, signers and bonds. The operator manages all; a party manages its own keys and signers. */
export function partyRoutes(deps: Deps): Router {
  const router = Router();
  router.get("/v1/me", (request, response) => {
    const caller = requireParty(request.caller);
    response.json({ partyId: caller.partyId, partyKind: caller.partyKind, name: caller.name });
  });
  router.get("/v1/parties", async (request, response) => {
    requireParty(request.caller, "platform", "auditor", "arbitrator");
    response.json({ parties: await readParties(deps) });
  });
  router.post("/v1/parties", async (request, response) => {
    requireParty(request.caller, "platform");
    const party = await registerParty(deps, parseBody(createParty, request.body));
    response.status(201).location(`/v1/parties/${party.partyId}`).json(toView(party));
  });
  router.post("/v1/parties/:partyId/api-keys", async (request, response) => {
    const party = await ownParty(deps, request.caller, request.params.partyId);
    const { name } = parseBody(createApiKey, request.body);
    if (party.organizationId === null)
      throw new PartyError("party.not_found", "This party has no account yet.");
    const key = await deps.identity.createApiKey(party.organizationId, name);
    response.status(201).json({ partyId: party.partyId, key, createdAt: new Date().toISOString() });
  });
  router.post("/v1/parties/:partyId/signers", async (request, response) => {
    const party = await ownParty(deps, request.caller, request.params.partyId);
    await addSigner(deps, party.partyId, parseBody(addSignerBody, request.body).signer);
    response.status(204).end();
  });
  router.post("/v1/parties/:partyId/shop-keys", async (request, response) => {
    const party = await ownParty(deps, request.caller, request.params.partyId);
    if (party.kind !== "merchant")
      throw new PartyError("party.kind", "Only a merchant's shop signs order links.");
    const { publicKey } = parseBody(registerShopKey, request.body);
    await deps.uow.run((tx) => deps.parties.addShopKey(tx, party.partyId, publicKey));
    response.status(204).end();
  });
  router.post("/v1/parties/:partyId/bond-deposits", async (request, response) => {
    requireParty(request.caller, "platform");
    const { amountMinor, reference } = parseBody(deposit, request.body);
    await depositBond(deps, request.params.partyId, BigInt(amountMinor), reference);
    response.status(202).json({ status: "queued", key: `bond:${request.params.partyId}:${reference}` });
  });
  router.post("/v1/fund/deposits", async (request, response) => {
    requireParty(request.caller, "platform");
    const { amountMinor, reference } = parseBody(deposit, request.body);
    await depositFund(deps, BigInt(amountMinor), reference);
    response.status(202).json({ status: "queued", key: `fund:${reference}` });
  });
  return router;
}

/** The party named, if the caller is it or runs the platform. An unknown one reads like somebody else's. */
async function ownParty(deps: Deps, caller: Caller, partyId: string): Promise<PartyRecord> {
  const { partyKind, partyId: own } = requireParty(caller);
  const party = partyKind === "platform" || own === partyId ? await deps.parties.get(partyId) : null;
  if (party === null) throw new RequestError("request.not_found", "There is nothing at this address.");
  return party;
}

function toView(party: PartyRecord) {
  return {
    partyId: party.partyId,
    kind: party.kind,
    name: party.name,
    gln: party.gln,
    signers: party.signers,
    agreementHash: party.agreementHash,
    onChain: false,
    createdAt: party.createdAt.toISOString(),
    bond: null,
  };
}
