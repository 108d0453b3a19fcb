import { sql } from "kysely";
import type { SmallBlocks } from "../ipfs/blocks-with-small.ts";
import type { Database } from "./database.ts";

/** Sealed documents that are kept as rows; `CaseStore.addEvidence` writes them with the evidence they are. */
export function smallBlocks(db: Database): SmallBlocks {
  return {
    read: async (cid) => {
      const row = await db.kysely
        .selectFrom("document_block")
        .select("bytes")
        .where("cid", "=", cid)
        .executeTakeFirst();
      return row === undefined ? null : new Uint8Array(row.bytes);
    },
    remove: async (cid) => {
      const deleted = await db.kysely.deleteFrom("document_block").where("cid", "=", cid).executeTakeFirst();
      return deleted.numDeletedRows > 0n;
    },
    count: async () => {
      const row = await db.kysely
        .selectFrom("document_block")
        .select((select) => select.fn.countAll<string>().as("count"))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    // Under the lock of the row: one that is erased meanwhile is not brought back by the copy that was just made of it.
    moveOne: (to) =>
      db.kysely.transaction().execute(async (trx) => {
        const { rows } = await sql<{ cid: string; bytes: Buffer }>`
          SELECT cid, bytes FROM document_block LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(trx);
        const [row] = rows;
        if (row === undefined) return false;
        await to(row.cid, new Uint8Array(row.bytes));
        await trx.deleteFrom("document_block").where("cid", "=", row.cid).execute();
        return true;
      }),
  };
}
