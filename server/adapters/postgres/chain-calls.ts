import { type Kysely, sql, type Transaction } from "kysely";
import type { ChainCallStatus } from "../../app/ports.ts";
import type { DB } from "./types.ts";

/** A pool or one transaction of it. */
export type Queryable = Kysely<DB> | Transaction<DB>;

export interface NewCall {
  readonly key: string;
  readonly contract: string;
  readonly method: string;
  /** JSON of the arguments, for people; `calldata` is what is sent. */
  readonly args: string;
  readonly calldata: string;
  /** 0 when absent. */
  readonly valueWei?: bigint;
}

export interface QueuedCall {
  readonly id: string;
  readonly key: string;
  readonly contract: string;
  readonly calldata: string;
  readonly valueWei: bigint;
}

/** One signed transaction of a call in flight: its newest. */
export interface SentCall {
  readonly id: string;
  readonly key: string;
  readonly contract: string | null;
  readonly calldata: string;
  readonly valueWei: bigint;
  readonly nonce: number;
  readonly raw: string;
  readonly gasLimit: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint | null;
  readonly signedAtBlock: number;
  /** Seconds since it was signed, by the database's clock. */
  readonly ageSeconds: number;
  /** True when the node has not been given it lately. */
  readonly broadcastDue: boolean;
}

export interface SignedAttempt {
  readonly sender: string;
  readonly nonce: number;
  readonly hash: string;
  readonly raw: string;
  readonly gasLimit: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint | null;
  readonly signedAtBlock: number;
}

/**
 * Inserts a call under its key.
 *
 * @returns "enqueued", "repeated" when the same call has the key already, "conflict" when another one has.
 */
export async function insertCall(
  db: Queryable,
  call: NewCall,
): Promise<"enqueued" | "repeated" | "conflict"> {
  const inserted = await sql`
    INSERT INTO chain_call (key, contract, method, args, calldata, value_wei)
    VALUES (${call.key}, ${call.contract}, ${call.method}, ${call.args}::jsonb, ${call.calldata},
            ${(call.valueWei ?? 0n).toString()})
    ON CONFLICT (key) DO NOTHING`.execute(db);
  if (inserted.numAffectedRows === 1n) return "enqueued";
  const { rows } = await sql<{ same: boolean }>`
    SELECT contract = ${call.contract} AND calldata = ${call.calldata} AS same
    FROM chain_call WHERE key = ${call.key}`.execute(db);
  return rows[0]?.same === true ? "repeated" : "conflict";
}

export async function readCallStatus(db: Queryable, key: string): Promise<ChainCallStatus | null> {
  const { rows } = await sql<ChainCallStatus & { blockNumber: string | null }>`
    SELECT key, state, error, block_number AS "blockNumber",
           coalesce(transaction, (SELECT hash FROM chain_attempt WHERE call_id = c.id
                                  ORDER BY signed_at DESC LIMIT 1)) AS transaction
    FROM chain_call c WHERE key = ${key}`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  return { ...row, blockNumber: row.blockNumber === null ? null : Number(row.blockNumber) };
}

/** Gas of a mined call of ours by its transaction; null while it is not mined, and for a stranger's. */
export async function readGasUsed(db: Queryable, transaction: string): Promise<number | null> {
  const { rows } = await sql<{ gas: string | null }>`
    SELECT gas_used AS gas FROM chain_call WHERE transaction = ${transaction} LIMIT 1`.execute(db);
  const gas = rows[0]?.gas ?? null;
  return gas === null ? null : Number(gas);
}

/** The next calls to sign, in order of enqueueing. */
export async function nextQueued(db: Queryable, limit: number): Promise<QueuedCall[]> {
  const { rows } = await sql<Omit<QueuedCall, "valueWei"> & { valueWei: string }>`
    SELECT id, key, contract, calldata, value_wei AS "valueWei" FROM chain_call
    WHERE state = 'queued' ORDER BY id LIMIT ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, valueWei: BigInt(row.valueWei) }));
}

/** Calls in flight with their newest transaction, in order of nonce. */
export async function callsInFlight(
  db: Queryable,
  sender: string,
  rebroadcastSeconds: number,
): Promise<SentCall[]> {
  const { rows } = await sql<Record<keyof SentCall, never>>`
    SELECT c.id, c.key, c.contract, c.calldata, c.value_wei AS "valueWei", c.nonce, a.raw, a.gas_limit AS "gasLimit",
           a.max_fee_per_gas AS "maxFeePerGas", a.max_priority_fee_per_gas AS "maxPriorityFeePerGas",
           a.signed_at_block AS "signedAtBlock", extract(epoch FROM now() - a.signed_at) AS "ageSeconds",
           c.broadcast_at IS NULL
             OR c.broadcast_at < now() - make_interval(secs => ${rebroadcastSeconds}) AS "broadcastDue"
    FROM chain_call c
    CROSS JOIN LATERAL (SELECT * FROM chain_attempt WHERE call_id = c.id
                        ORDER BY max_fee_per_gas DESC LIMIT 1) a
    WHERE c.state = 'sent' AND c.sender = ${sender}
    ORDER BY c.nonce`.execute(db);
  return rows.map(toSentCall);
}

function toSentCall(row: Record<keyof SentCall, unknown>): SentCall {
  const { maxPriorityFeePerGas: tip } = row;
  return {
    ...(row as SentCall),
    nonce: Number(row.nonce),
    valueWei: BigInt(row.valueWei as string),
    gasLimit: BigInt(row.gasLimit as string),
    maxFeePerGas: BigInt(row.maxFeePerGas as string),
    maxPriorityFeePerGas: tip === null ? null : BigInt(tip as string),
    signedAtBlock: Number(row.signedAtBlock),
    ageSeconds: Number(row.ageSeconds),
  };
}

/** Highest nonce ever given out to a sender and not taken back; -1 when there is none. */
export async function highestNonce(db: Queryable, sender: string): Promise<number> {
  const { rows } = await sql<{ nonce: string | null }>`
    SELECT max(nonce) AS nonce FROM chain_call WHERE sender = ${sender}`.execute(db);
  return Number(rows[0]?.nonce ?? -1);
}

/** Moves a queued call into flight with its first transaction; false when somebody else has moved it. */
export async function recordSigned(db: Kysely<DB>, callId: string, attempt: SignedAttempt): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    const moved = await sql`
      UPDATE chain_call SET state = 'sent', sender = ${attempt.sender}, nonce = ${attempt.nonce}, broadcast_at = NULL
      WHERE id = ${callId} AND state = 'queued'`.execute(trx);
    if (moved.numAffectedRows !== 1n) return false;
    await insertAttempt(trx, callId, attempt);
    return true;
  });
}

/** Adds a transaction with higher fees for a call in flight. */
export async function recordReplacement(
  db: Kysely<DB>,
  callId: string,
  attempt: SignedAttempt,
): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    const held = await sql`
      UPDATE chain_call SET broadcast_at = NULL
      WHERE id = ${callId} AND state = 'sent' AND nonce = ${attempt.nonce}`.execute(trx);
    if (held.numAffectedRows !== 1n) return false;
    await insertAttempt(trx, callId, attempt);
    return true;
  });
}

/** Inserts a transfer of nothing to oneself, for a nonce nobody else fills. */
export async function insertFiller(db: Kysely<DB>, attempt: SignedAttempt): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      INSERT INTO chain_call (key, args, calldata, state, sender, nonce)
      VALUES (${`filler:${attempt.sender}:${attempt.nonce}`}, '[]', '0x', 'sent', ${attempt.sender}, ${attempt.nonce})
      RETURNING id`.execute(trx);
    await insertAttempt(trx, rows[0]!.id, attempt);
  });
}

async function insertAttempt(db: Queryable, callId: string, attempt: SignedAttempt): Promise<void> {
  await sql`
    INSERT INTO chain_attempt (hash, call_id, sender, nonce, raw, gas_limit, max_fee_per_gas,
                               max_priority_fee_per_gas, signed_at_block)
    VALUES (${attempt.hash}, ${callId}, ${attempt.sender}, ${attempt.nonce}, ${attempt.raw},
            ${attempt.gasLimit.toString()}, ${attempt.maxFeePerGas.toString()},
            ${attempt.maxPriorityFeePerGas?.toString() ?? null}, ${attempt.signedAtBlock})
    ON CONFLICT (hash) DO NOTHING`.execute(db);
}

export async function markBroadcast(db: Queryable, callId: string): Promise<void> {
  await sql`UPDATE chain_call SET broadcast_at = now() WHERE id = ${callId}`.execute(db);
}

/** Ends a call that was never sent, because the contract would refuse it. */
export async function failQueued(
  db: Queryable,
  callId: string,
  error: string,
  detail: string,
): Promise<void> {
  await sql`
    UPDATE chain_call SET state = 'failed', error = ${error}, error_detail = ${detail}, settled_at = now()
    WHERE id = ${callId} AND state = 'queued'`.execute(db);
}

/** Takes a call out of flight whose nonce another transaction has used for good: it is signed anew, a filler is done. */
export async function requeue(db: Queryable, callId: string): Promise<void> {
  await sql`
    UPDATE chain_call SET state = 'queued', sender = NULL, nonce = NULL, broadcast_at = NULL
    WHERE id = ${callId} AND state = 'sent' AND contract IS NOT NULL`.execute(db);
  await sql`
    UPDATE chain_call SET state = 'failed', error = 'nonce_taken', settled_at = now()
    WHERE id = ${callId} AND state = 'sent'`.execute(db);
}

/** Every transaction that was signed for a call under its present nonce. */
export async function attemptHashes(db: Queryable, callId: string): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    SELECT a.hash FROM chain_attempt a JOIN chain_call c ON c.id = a.call_id AND c.nonce = a.nonce
    WHERE c.id = ${callId}`.execute(db);
  return rows.map((row) => row.hash);
}

/** Nonces from `from` up to, not including, `to` that calls of the sender have. */
export async function noncesBetween(
  db: Queryable,
  sender: string,
  from: number,
  to: number,
): Promise<Set<number>> {
  const { rows } = await sql<{ nonce: string }>`
    SELECT nonce FROM chain_call WHERE sender = ${sender} AND nonce >= ${from} AND nonce < ${to}`.execute(db);
  return new Set(rows.map((row) => Number(row.nonce)));
}

export interface QueueFigures {
  readonly queued: number;
  readonly inFlight: number;
  readonly failed: number;
  /** Seconds the oldest call that is not in a block has waited; 0 when none waits. */
  readonly oldestSeconds: number;
}

export async function queueFigures(db: Queryable): Promise<QueueFigures> {
  const { rows } = await sql<Record<keyof QueueFigures, string>>`
    SELECT count(*) FILTER (WHERE state = 'queued') AS queued, count(*) FILTER (WHERE state = 'sent') AS "inFlight",
           (SELECT count(*) FROM chain_call WHERE state = 'failed') AS failed,
           coalesce(extract(epoch FROM now() - min(enqueued_at)), 0) AS "oldestSeconds"
    FROM chain_call WHERE state IN ('queued', 'sent')`.execute(db);
  const row = rows[0]!;
  return {
    queued: Number(row.queued),
    inFlight: Number(row.inFlight),
    failed: Number(row.failed),
    oldestSeconds: Number(row.oldestSeconds),
  };
}
