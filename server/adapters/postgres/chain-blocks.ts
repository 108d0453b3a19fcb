import { type Kysely, sql } from "kysely";
import type { Queryable } from "./chain-calls.ts";
import type { DB } from "./types.ts";

/** How far the chain has been folded. */
export interface Cursor {
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly reorganisations: number;
}

export interface StoredBlock {
  readonly number: number;
  readonly hash: string;
  readonly time: Date;
}

/** An event as its log said it; name and arguments are decoded from topics and data whenever they are needed. */
export interface StoredEvent {
  readonly blockNumber: number;
  readonly logIndex: number;
  readonly transaction: string;
  readonly contract: string;
  readonly name: string;
  readonly topics: readonly string[];
  readonly data: string;
}

export interface MinedCall {
  readonly id: string;
  readonly transaction: string;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly gasUsed: bigint;
  /** Set when the transaction reverted. */
  readonly failure: { readonly name: string; readonly detail: string } | null;
}

/** A transaction that may have landed. */
export interface OpenAttempt {
  readonly callId: string;
  readonly hash: string;
  readonly sender: string;
  readonly nonce: number;
}

export async function readCursor(db: Queryable, chainId: number): Promise<Cursor | null> {
  return await selectCursor(db, chainId, sql``);
}

/** Reads and locks the cursor, so that of two followers one waits and then sees the other's progress. */
export async function lockCursor(db: Queryable, chainId: number): Promise<Cursor | null> {
  return await selectCursor(db, chainId, sql`FOR UPDATE`);
}

async function selectCursor(
  db: Queryable,
  chainId: number,
  lock: ReturnType<typeof sql>,
): Promise<Cursor | null> {
  const { rows } = await sql<Record<keyof Cursor, string>>`
    SELECT block_number AS "blockNumber", block_hash AS "blockHash", reorganisations
    FROM chain_cursor WHERE chain_id = ${chainId} ${lock}`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    blockNumber: Number(row.blockNumber),
    blockHash: row.blockHash,
    reorganisations: Number(row.reorganisations),
  };
}

/** Sets the cursor where there is none yet. */
export async function createCursor(db: Kysely<DB>, chainId: number, block: StoredBlock): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await insertBlocks(trx, [block]);
    await sql`
      INSERT INTO chain_cursor (chain_id, block_number, block_hash)
      VALUES (${chainId}, ${block.number}, ${block.hash}) ON CONFLICT DO NOTHING`.execute(trx);
  });
}

export async function moveCursor(
  db: Queryable,
  chainId: number,
  to: { number: number; hash: string },
  undone: boolean,
): Promise<void> {
  await sql`
    UPDATE chain_cursor SET block_number = ${to.number}, block_hash = ${to.hash},
           reorganisations = reorganisations + ${undone ? 1 : 0}
    WHERE chain_id = ${chainId}`.execute(db);
}

export async function insertBlocks(db: Queryable, blocks: readonly StoredBlock[]): Promise<void> {
  for (const { number, hash, time } of blocks) {
    await sql`INSERT INTO chain_block (number, hash, time) VALUES (${number}, ${hash}, ${time})
              ON CONFLICT (number) DO NOTHING`.execute(db);
  }
}

export async function insertEvent(db: Queryable, event: StoredEvent): Promise<void> {
  await sql`
    INSERT INTO chain_event (block_number, log_index, transaction, contract, name, topics, data)
    VALUES (${event.blockNumber}, ${event.logIndex}, ${event.transaction}, ${event.contract}, ${event.name},
            ${[...event.topics]}, ${event.data})`.execute(db);
}

/** Stored blocks below a number, newest first: the points to look for the last common one. */
export async function blocksBelow(db: Queryable, number: number, limit: number): Promise<StoredBlock[]> {
  const { rows } = await sql<{ number: string; hash: string; time: Date }>`
    SELECT number, hash, time FROM chain_block WHERE number < ${number}
    ORDER BY number DESC LIMIT ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, number: Number(row.number) }));
}

/** Events above a block with their block, newest first: the order in which they are undone. */
export async function eventsAbove(
  db: Queryable,
  blockNumber: number,
): Promise<{ event: StoredEvent; block: StoredBlock }[]> {
  const { rows } = await sql<EventRow>`${EVENTS}
    WHERE block_number > ${blockNumber} ORDER BY block_number DESC, log_index DESC`.execute(db);
  return rows.map(placed);
}

/** Events whose first indexed argument is the given 32 bytes (0x-hex), in chain order. */
export async function eventsAbout(
  db: Queryable,
  contracts: readonly string[],
  topic: string,
): Promise<{ event: StoredEvent; block: StoredBlock }[]> {
  const { rows } = await sql<EventRow>`${EVENTS}
    WHERE topics[2] = ${topic} AND contract = ANY(${[...contracts]})
    ORDER BY block_number, log_index`.execute(db);
  return rows.map(placed);
}

type EventRow = StoredEvent & { hash: string; time: Date };

const EVENTS = sql`
  SELECT block_number AS "blockNumber", log_index AS "logIndex", transaction, contract, name, topics, data, hash, time
  FROM chain_event JOIN chain_block ON number = block_number`;

function placed({ hash, time, ...event }: EventRow): { event: StoredEvent; block: StoredBlock } {
  const number = Number(event.blockNumber);
  return { event: { ...event, blockNumber: number }, block: { number, hash, time } };
}

/** Forgets everything above a block; calls that were mined there are in flight again and due to be sent at once. */
export async function deleteAbove(db: Queryable, blockNumber: number): Promise<void> {
  await sql`DELETE FROM chain_event WHERE block_number > ${blockNumber}`.execute(db);
  await sql`DELETE FROM chain_block WHERE number > ${blockNumber}`.execute(db);
  await sql`
    UPDATE chain_call SET state = 'sent', broadcast_at = NULL, transaction = NULL, block_number = NULL,
           block_hash = NULL, gas_used = NULL, error = NULL, error_detail = NULL, settled_at = NULL
    WHERE block_number > ${blockNumber}`.execute(db);
}

/** Points kept however final: a development chain can fall back behind what it had declared final. */
const KEPT_POINTS = 256;

/**
 * Drops stored points that are final, old and carry no event. The first point stays: unless the node serves another
 * chain altogether, there is always one to go back to.
 */
export async function pruneBlocks(db: Queryable, finalised: number): Promise<void> {
  await sql`
    DELETE FROM chain_block b
    WHERE number <= ${finalised}
      AND number < (SELECT number FROM chain_block ORDER BY number DESC OFFSET ${KEPT_POINTS} LIMIT 1)
      AND number > (SELECT min(number) FROM chain_block)
      AND NOT EXISTS (SELECT FROM chain_event WHERE block_number = b.number)`.execute(db);
}

/** Transactions of calls in flight, oldest nonce first. */
export async function openAttempts(db: Queryable): Promise<OpenAttempt[]> {
  const { rows } = await sql<OpenAttempt & { nonce: string }>`
    SELECT a.call_id AS "callId", a.hash, a.sender, a.nonce
    FROM chain_call c JOIN chain_attempt a ON a.call_id = c.id AND a.nonce = c.nonce AND a.sender = c.sender
    WHERE c.state = 'sent' ORDER BY a.nonce, a.max_fee_per_gas DESC`.execute(db);
  return rows.map((row) => ({ ...row, nonce: Number(row.nonce) }));
}

export async function settleCall(db: Queryable, mined: MinedCall): Promise<void> {
  await sql`
    UPDATE chain_call SET state = ${mined.failure === null ? "mined" : "failed"}, transaction = ${mined.transaction},
           block_number = ${mined.blockNumber}, block_hash = ${mined.blockHash},
           gas_used = ${mined.gasUsed.toString()}, error = ${mined.failure?.name ?? null},
           error_detail = ${mined.failure?.detail ?? null}, settled_at = now()
    WHERE id = ${mined.id} AND state = 'sent'`.execute(db);
}
