import { sql } from "kysely";
import type { TagStore } from "../../app/ports-labels.ts";
import { type Database, fromTx } from "./database.ts";

/** NFC tags and the counts their messages reached; see {@link TagStore}. */
export function tagStore(db: Database): TagStore {
  return {
    register: async (tx, tags) => {
      const column = (of: (tag: (typeof tags)[number]) => string) => tags.map(of);
      const { rows } = await sql<{ uid: string }>`
        WITH given AS (
          SELECT * FROM unnest(${column(({ uid }) => uid)}::text[], ${column(({ epc }) => epc)}::text[],
                               ${column(({ partyId }) => partyId)}::text[]) AS given (uid, epc, party_id)
        ), added AS (
          INSERT INTO item_tag (uid, epc, party_id) SELECT * FROM given ON CONFLICT DO NOTHING
        )
        SELECT known.uid FROM item_tag known JOIN given USING (uid)
        WHERE (known.epc, known.party_id) <> (given.epc, given.party_id)`.execute(fromTx(tx));
      return rows.map(({ uid }) => uid);
    },
    epcOf: async (uid) => {
      const { rows } = await sql<{ epc: string }>`SELECT epc FROM item_tag WHERE uid = ${uid}`.execute(
        db.kysely,
      );
      return rows[0]?.epc ?? null;
    },
    raise: async (tx, uid, counter) => {
      const { numAffectedRows } = await sql`UPDATE item_tag SET counter = ${counter}
        WHERE uid = ${uid} AND counter < ${counter}`.execute(fromTx(tx));
      return numAffectedRows === 1n;
    },
  };
}
