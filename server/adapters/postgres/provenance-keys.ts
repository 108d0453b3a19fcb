import { sql } from "kysely";
import type { EventKeyStore } from "../../app/ports-provenance.ts";
import { type Database, fromTx } from "./database.ts";

/** Keys events are signed with; see {@link EventKeyStore}. */
export function eventKeyStore(db: Database): EventKeyStore {
  return {
    register: async (tx, { publicKey, partyId, gln }) => {
      const { rows } = await sql<{ party_id: string }>`
        INSERT INTO event_key (public_key, party_id, gln) VALUES (${publicKey}, ${partyId}, ${gln})
        ON CONFLICT (public_key) DO UPDATE SET public_key = excluded.public_key
        RETURNING party_id`.execute(fromTx(tx));
      return rows[0]!.party_id === partyId;
    },
    keysOf: async (gln) => {
      const { rows } = await sql<{ public_key: string }>`
        SELECT public_key FROM event_key WHERE gln = ${gln} AND retired_at IS NULL
        ORDER BY created_at`.execute(db.kysely);
      return rows.map((row) => row.public_key);
    },
  };
}
