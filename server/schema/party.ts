import { z } from "zod";
import { amountMinor, bytesHex, currency, hashHex, instant, partyId, partyKind } from "./common.ts";

/** ERC-7913 signer: a 20-byte wallet address, or a verifier's address followed by its key. */
const signer = z.string().regex(/^0x([0-9a-f]{2}){20,1044}$/, "0x and 20 to 1044 bytes in lower-case hex");

export const createParty = z.strictObject({
  partyId,
  kind: partyKind.exclude(["consumer"]),
  name: z.string().min(1).max(120),
  gln: z
    .string()
    .regex(/^[0-9]{13}$/, "13 digits")
    .optional(),
  signer: signer.optional(),
  /** SHA-256 of the signed agreement that lets the platform reserve and collect from the bond. */
  agreementHash: hashHex.optional(),
});
export type CreateParty = z.infer<typeof createParty>;

export const party = z
  .object({
    partyId,
    kind: partyKind,
    name: z.string(),
    gln: z.string().nullable(),
    signers: z.array(bytesHex),
    agreementHash: hashHex.nullable(),
    onChain: z.boolean(),
    createdAt: instant,
    bond: z
      .object({ currency, totalMinor: amountMinor, reservedMinor: amountMinor, freeMinor: amountMinor })
      .nullable(),
  })
  .meta({ id: "Party" });
export type Party = z.infer<typeof party>;

export const partyList = z.object({ parties: z.array(party) });
const someMinor = amountMinor.refine((text) => text !== "0", "more than nothing");
/** Money that reached the platform for a bond or the fund, with the reference of its transfer. */
export const deposit = z.strictObject({ amountMinor: someMinor, reference: z.string().min(1).max(64) });
export const apiKey = z.object({ partyId, key: z.string(), createdAt: instant }).meta({ id: "ApiKey" });
export const createApiKey = z.strictObject({ name: z.string().min(1).max(64) });

/** The Ed25519 key a shop signs its order links with. */
export const registerShopKey = z.strictObject({ publicKey: hashHex });
export type RegisterShopKey = z.infer<typeof registerShopKey>;
/** Adds an ERC-7913 signer, e.g. an arbitrator's passkey made in the workspace. */
export const addSigner = z.strictObject({ signer });
