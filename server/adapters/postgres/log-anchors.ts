import { sql } from "kysely";
import type { AnchorRow } from "../../app/log-ports.ts";
import type { ChainEvent, ChainEventHandler, Tx } from "../../app/ports.ts";
import { fromTx, type Queryable } from "./database.ts";
import type { LogSettings } from "./log-settings.ts";

/** Folds `Anchored` events of our logs into `log_anchor`, and takes them back when their block goes away. */
export function createAnchorHandler(): ChainEventHandler {
  return {
    contracts: ["EvidenceLog"],
    apply: async (tx, event) => {
      if (event.name === "Anchored") await recordAnchor(tx, event);
    },
    undo: async (tx, event) => {
      if (event.name === "Anchored") await removeAnchor(tx, event);
    },
  };
}

const logOf = ({ args }: ChainEvent): Buffer => Buffer.from(String(args.logId).slice(2), "hex");

async function recordAnchor(tx: Tx, event: ChainEvent): Promise<void> {
  const root = Buffer.from(String(event.args.root).slice(2), "hex");
  await sql`
    INSERT INTO log_anchor (log_id, size, root, transaction, block_number, block_hash, block_time)
    SELECT log_id, ${String(event.args.size)}::bigint, ${root}::bytea, ${event.transaction.toLowerCase()},
           ${event.blockNumber}::bigint, ${event.blockHash.toLowerCase()}, ${event.blockTime}::timestamptz
    FROM log WHERE log_id = ${logOf(event)}
    ON CONFLICT (log_id, size) DO UPDATE SET root = EXCLUDED.root, transaction = EXCLUDED.transaction,
      block_number = EXCLUDED.block_number, block_hash = EXCLUDED.block_hash, block_time = EXCLUDED.block_time,
      gas_used = NULL, state_proof = NULL, transaction_proof = NULL, transaction_asked_at = NULL`.execute(
    fromTx(tx),
  );
}

async function removeAnchor(tx: Tx, event: ChainEvent): Promise<void> {
  await sql`
    DELETE FROM log_anchor WHERE log_id = ${logOf(event)} AND size = ${String(event.args.size)}
      AND block_hash = ${event.blockHash.toLowerCase()}`.execute(fromTx(tx));
}

/**
 * Reads the roots of a log past its size here that the contract took, by the events that were folded; a restored database
 * may not even know the log.
 *
 * @param logId Lower-case hex.
 */
export async function readNewerAnchors(
  db: Queryable,
  logId: string,
): Promise<{ size: number; root: string }[]> {
  const { rows } = await sql<{ size: string; root: string }>`
    SELECT size, root FROM (
      SELECT ('x' || right(topics[3], 16))::bit(64)::bigint AS size, substr(data, 3) AS root FROM chain_event
      WHERE contract = 'EvidenceLog' AND name = 'Anchored' AND topics[2] = ${`0x${logId}`}) AS anchored
    WHERE size > coalesce((SELECT size FROM log WHERE log_id = ${Buffer.from(logId, "hex")}), 0) ORDER BY size`.execute(
    db,
  );
  return rows.map(({ size, root }) => ({ size: Number(size), root: root.toLowerCase() }));
}

interface RawAnchor {
  readonly size: string;
  readonly root: Buffer;
  readonly transaction: string;
  readonly block_number: string;
  readonly block_time: Date;
  readonly gas_used: string | null;
  readonly lag_seconds: number | null;
}

/** Reads the newest anchors, newest first. */
export async function readAnchors(db: Queryable, settings: LogSettings, limit: number): Promise<AnchorRow[]> {
  const { rows } = await sql<RawAnchor>`
    SELECT a.size, a.root, a.transaction, a.block_number, a.block_time, a.gas_used,
           extract(epoch FROM a.block_time - c.created_at)::float8 AS lag_seconds
    FROM log_anchor a LEFT JOIN log_checkpoint c USING (log_id, size)
    WHERE a.log_id = ${Buffer.from(settings.logId)} ORDER BY a.size DESC LIMIT ${limit}`.execute(db);
  return rows.map((row) => ({
    size: Number(row.size),
    root: row.root.toString("hex"),
    transaction: row.transaction,
    blockNumber: Number(row.block_number),
    blockTime: row.block_time,
    gasUsed: row.gas_used === null ? null : Number(row.gas_used),
    // A block is dated by its own clock, which may run a little behind the database's.
    lagSeconds: Math.max(0, Math.round(row.lag_seconds ?? 0)),
  }));
}

/** Names a few anchors whose cost is not known yet, newest first. */
export async function readWithoutGas(db: Queryable, settings: LogSettings): Promise<string[]> {
  const { rows } = await sql<{ transaction: string }>`
    SELECT transaction FROM log_anchor WHERE log_id = ${Buffer.from(settings.logId)} AND gas_used IS NULL
    ORDER BY size DESC LIMIT 20`.execute(db);
  return rows.map((row) => row.transaction);
}

/** Notes what an anchor cost. */
export async function writeGas(
  db: Queryable,
  settings: LogSettings,
  transaction: string,
  gasUsed: number,
): Promise<void> {
  await sql`
    UPDATE log_anchor SET gas_used = ${gasUsed}
    WHERE log_id = ${Buffer.from(settings.logId)} AND transaction = ${transaction}`.execute(db);
}
