import type { Tx } from "../../app/ports.ts";
import type { NewParty, PartyRecord, PartyStore } from "../../app/ports-cases.ts";
import type { PartyKind } from "../../schema/common.ts";
import { type Database, fromTx } from "./database.ts";

/** Parties and what they sign with. Reads see what has committed. */
export function partyStore(db: Database): PartyStore {
  const signersOf = async (partyId: string) => {
    const rows = await db.kysely
      .selectFrom("party_signer")
      .select("signer")
      .where("party_id", "=", partyId)
      .orderBy("created_at")
      .execute();
    return rows.map((row) => row.signer);
  };
  const find = async (column: "party_id" | "organization_id" | "gln", value: string) => {
    const row = await db.kysely.selectFrom("party").selectAll().where(column, "=", value).executeTakeFirst();
    return row === undefined ? null : toRecord(row, await signersOf(row.party_id));
  };
  return {
    create: createParty,
    get: (partyId) => find("party_id", partyId),
    byOrganization: (organizationId) => find("organization_id", organizationId),
    byGln: (gln) => find("gln", gln),
    list: async () => {
      const rows = await db.kysely.selectFrom("party").selectAll().orderBy("created_at").execute();
      return await Promise.all(rows.map(async (row) => toRecord(row, await signersOf(row.party_id))));
    },
    setOrganization: async (partyId, organizationId) => {
      await db.kysely
        .updateTable("party")
        .set({ organization_id: organizationId })
        .where("party_id", "=", partyId)
        .execute();
    },
    addSigner: async (tx, partyId, signer) => {
      const written = await fromTx(tx)
        .insertInto("party_signer")
        .values({ party_id: partyId, signer })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return written.numInsertedOrUpdatedRows === 1n;
    },
    addShopKey: async (tx, partyId, publicKey) => {
      await fromTx(tx)
        .insertInto("shop_key")
        .values({ party_id: partyId, public_key: publicKey })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    shopKeys: async (partyId) => {
      const rows = await db.kysely
        .selectFrom("shop_key")
        .select("public_key")
        .where("party_id", "=", partyId)
        .execute();
      return rows.map((row) => row.public_key);
    },
  };
}

async function createParty(tx: Tx, party: NewParty): Promise<boolean> {
  const written = await fromTx(tx)
    .insertInto("party")
    .values({
      party_id: party.partyId,
      kind: party.kind,
      name: party.name,
      gln: party.gln,
      agreement_hash: party.agreementHash,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (written.numInsertedOrUpdatedRows !== 1n) return false;
  for (const signer of party.signers) {
    await fromTx(tx).insertInto("party_signer").values({ party_id: party.partyId, signer }).execute();
  }
  return true;
}

interface PartyRow {
  party_id: string;
  kind: string;
  name: string;
  gln: string | null;
  agreement_hash: string | null;
  organization_id: string | null;
  created_at: Date;
}

function toRecord(row: PartyRow, signers: readonly string[]): PartyRecord {
  return {
    partyId: row.party_id,
    kind: row.kind as PartyKind,
    name: row.name,
    gln: row.gln,
    agreementHash: row.agreement_hash,
    organizationId: row.organization_id,
    signers,
    createdAt: row.created_at,
  };
}
