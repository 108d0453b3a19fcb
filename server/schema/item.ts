import { z } from "zod";
import { entryState, gtin, hashHex, instant, serial } from "./common.ts";

/** One event of an item with all the browser needs to check it from bytes to chain. */
export const itemRecord = z
  .object({
    eventId: z.string(),
    type: z.string(),
    bizStep: z.string().nullable(),
    disposition: z.string().nullable(),
    eventTime: instant,
    recordTime: instant,
    anchoredAt: instant.nullable(),
    place: z.string().nullable(),
    actor: z.string().nullable(),
    signed: z.boolean(),
    backDated: z.boolean(),
    alarm: z.boolean(),
    state: entryState,
    /** The event exactly as received; the statement commits to these bytes. */
    bytes: z.string(),
    statement: z.string(),
    salt: hashHex,
    leafHash: hashHex,
    /** Canonical JSON receipt (see `domain/log/receipt.ts`), null until integrated. */
    receipt: z.string().nullable(),
  })
  .meta({ id: "ItemRecord" });
export type ItemRecord = z.infer<typeof itemRecord>;

export const itemCustody = z.object({
  party: z.string(),
  name: z.string(),
  kind: z.string(),
  from: instant,
  to: instant.nullable(),
  /** False: shipped by one, not yet received by the other ("hand-over unconfirmed"). */
  confirmed: z.boolean(),
  condition: z.enum(["good", "bad", "unknown"]),
});

/** An owner; a buyer is `consumer`, never named. */
export const itemOwner = z.object({
  party: z.string(),
  name: z.string(),
  kind: z.string(),
  from: instant,
  to: instant.nullable(),
  /** False: no signature of whoever gave it away stands behind it. */
  confirmed: z.boolean(),
});

export const itemView = z
  .object({
    gtin,
    serial,
    product: z.object({
      name: z.string(),
      maker: z.string(),
      madeAt: instant.nullable(),
      imageUrl: z.string().nullable(),
    }),
    band: z.enum(["green", "amber", "red", "grey"]),
    bandReason: z.string(),
    scans: z.object({ count: z.int(), firstAt: instant.nullable(), firstPlace: z.string().nullable() }),
    /** When and where the inner code was opened first; null: it was not, or there is none. */
    opened: z.object({ at: instant, place: z.string().nullable() }).nullable(),
    /** Whether its label has an inner code. */
    innerCode: z.boolean(),
    /** Signs that its code was copied; notices decide nothing. */
    signs: z.array(z.object({ sign: z.string(), weight: z.enum(["alarm", "notice"]) })),
    /** How the item stands now, by its own records; the intervals before are in `custody` and `ownership`. */
    state: z.object({
      /** Bare word of CBV, e.g. `in_transit`; null while no record names one. */
      disposition: z.string().nullable(),
      /** Dispositions that hold until they are unset, e.g. `recalled`. */
      standing: z.array(z.string()),
      condition: z.enum(["good", "bad", "unknown"]),
      /** What it is in, the innermost first. */
      within: z.array(z.object({ id: z.string(), since: instant })),
      /** Records written back into the past; records withdrawn as errors; hand-overs nobody confirmed. */
      flags: z.object({ backDated: z.int(), withdrawn: z.int(), unconfirmed: z.int() }),
    }),
    milestones: z.array(z.object({ key: z.string(), at: instant.nullable(), alarm: z.boolean() })),
    custody: z.array(itemCustody),
    ownership: z.array(itemOwner),
    records: z.array(itemRecord),
    chain: z.object({ chainId: z.int(), development: z.boolean(), rpcUrl: z.string() }),
  })
  .meta({ id: "Item" });
export type ItemView = z.infer<typeof itemView>;
