import { z } from "zod";

/** A SHA-256 or keccak hash on the wire: 64 lower-case hex digits, no prefix. */
export const hashHex = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "64 lower-case hex digits")
  .meta({ id: "Hash", example: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" });

/** An Ethereum address on the wire: 0x and 40 hex digits. */
export const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, "0x and 40 hex digits");

/** Any bytes as 0x-prefixed lower-case hex. */
export const bytesHex = z.string().regex(/^0x([0-9a-f]{2})*$/, "0x and pairs of lower-case hex digits");

/** A signer or its signature: passkeys sign over a few hundred bytes of client data, nobody over more than 4 KiB. */
export const signedBytes = bytesHex.max(2 + 2 * 4096);

/** Money on the wire: a decimal string of an integer of minor units (fen for CNY), never negative. */
export const amountMinor = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,17})$/, "a decimal string of whole minor units")
  .meta({ id: "AmountMinor", example: "129900" });

export const currency = z.enum(["CNY"]);
export const instant = z.iso.datetime({ offset: true });
export const partyId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/, "2 to 63 of a-z, 0-9 and -");
/** One id on and off chain: 256 random bits, so that nobody can guess one. */
export const caseId = z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hex digits");
export const gtin = z.string().regex(/^[0-9]{14}$/, "14 digits");
export const serial = z.string().regex(/^[!-~]{1,20}$/, "1 to 20 printable characters");
export const shareBps = z.int().min(0).max(10_000);

/** For lists that name each thing once. */
export const areDistinct = (names: readonly string[]): boolean => new Set(names).size === names.length;

export const partyKind = z.enum([
  "platform",
  "merchant",
  "carrier",
  "inspector",
  "arbitrator",
  "auditor",
  "consumer",
  "device",
]);
export type PartyKind = z.infer<typeof partyKind>;

/** How far an entry has come on its way from hand-in to finality. */
export const entryState = z.enum(["accepted", "integrated", "witnessed", "anchored", "finalised"]);
export type EntryState = z.infer<typeof entryState>;

/** RFC 9457 problem document, with our code, request id and the field and rule at fault. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ field: z.string(), rule: z.string() })).optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof problem>;
