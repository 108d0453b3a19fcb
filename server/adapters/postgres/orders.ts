import { sql } from "kysely";
import type { OrderRecord, OrderStore } from "../../app/ports-cases.ts";
import type { CreateOrder } from "../../schema/order.ts";
import { type Database, fromTx } from "./database.ts";

/** Orders as shops report them; the body is kept whole, as reported. */
export function orderStore(db: Database): OrderStore {
  return {
    create: async (tx, order, salt) => {
      const written = await fromTx(tx)
        .insertInto("shop_order")
        .values({ merchant: order.merchant, order_id: order.orderId, body: JSON.stringify(order), salt })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (written.numInsertedOrUpdatedRows === 1n) return "created";
      const { rows } = await sql<{ same: boolean }>`
        SELECT body = ${JSON.stringify(order)}::jsonb AS same FROM shop_order
        WHERE merchant = ${order.merchant} AND order_id = ${order.orderId}`.execute(fromTx(tx));
      return rows[0]?.same === true ? "same" : "different";
    },
    get: async (merchant, orderId) => {
      const row = await db.kysely
        .selectFrom("shop_order")
        .select(["body", "salt", "created_at"])
        .where("merchant", "=", merchant)
        .where("order_id", "=", orderId)
        .executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },
    lock: async (tx, merchant, orderId) => {
      await sql`SELECT 1 FROM shop_order WHERE merchant = ${merchant} AND order_id = ${orderId} FOR UPDATE`.execute(
        fromTx(tx),
      );
    },
    claimed: async (tx, merchant, orderId) => {
      const { rows } = await sql<{ line_id: string; quantity: string; amount: string }>`
        SELECT line.line_id, sum(line.quantity) AS quantity, sum(line.amount_minor) AS amount
        FROM case_line line JOIN dispute_case USING (case_id)
        WHERE line.merchant = ${merchant} AND line.order_id = ${orderId}
          AND dispute_case.status NOT IN ('WITHDRAWN', 'REJECTED')
        GROUP BY line.line_id`.execute(tx === null ? db.kysely : fromTx(tx));
      return new Map(
        rows.map((row) => [row.line_id, { quantity: Number(row.quantity), amountMinor: BigInt(row.amount) }]),
      );
    },
    byItem: async (gtin, serial) => {
      const { rows } = await sql<{ body: unknown; salt: string; created_at: Date }>`
        SELECT body, salt, created_at FROM shop_order
        WHERE body->'lines' @> ${JSON.stringify([{ gtin, serial }])}::jsonb
        ORDER BY created_at DESC LIMIT 1`.execute(db.kysely);
      return rows[0] === undefined ? null : toRecord(rows[0]);
    },
  };
}

function toRecord(row: { body: unknown; salt: string; created_at: Date }): OrderRecord {
  return { ...(row.body as CreateOrder), salt: row.salt, createdAt: row.created_at };
}
