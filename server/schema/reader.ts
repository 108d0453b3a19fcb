import { z } from "zod";
import { hashHex, partyId } from "./common.ts";

/** A registered party that is to read one document from now on. */
export const addReader = z.strictObject({ partyId });

/** Who may read a document now, and where. The sealed bytes are the same as before. */
export const readerAdded = z
  .object({
    evidenceId: z.string(),
    reader: partyId,
    cid: z.string(),
    /** Leaf of the entry that says so; null for who could read it before. */
    entryLeafHash: hashHex.nullable(),
    /** Where the reader, signed in or by API key, opens it. */
    documentUrl: z.string(),
  })
  .meta({ id: "ReaderAdded" });
export type ReaderAdded = z.infer<typeof readerAdded>;
