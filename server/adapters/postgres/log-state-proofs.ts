import { sql } from "kysely";
import type { AnchorStateProof, AnchorToProve } from "../../app/log-ports.ts";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { keySlot, rootSlot } from "../../domain/log/state-proof.ts";
import type { Queryable } from "./database.ts";
import { type LogSettings, signerOf } from "./log-settings.ts";

/** A state proof as it is stored: without nodes when the node that was asked had none. */
export interface StoredProof extends Omit<AnchorStateProof, "promiseKey"> {
  /** By promise key, lower-case address. */
  readonly promiseKeys: Readonly<Record<string, readonly string[]>>;
}

interface Row {
  readonly size: string;
  readonly block_number: string;
  readonly block_hash: string;
  readonly block_time: Date;
  readonly note: string | null;
}

/** Names the newest anchor nobody has asked a proof for, with the slots to ask for. */
export async function readWithoutStateProof(
  db: Queryable,
  settings: LogSettings,
  fromBlock: number,
): Promise<AnchorToProve | null> {
  const { rows } = await sql<Row>`
    SELECT size, block_number, block_hash, block_time, note
    FROM log_anchor LEFT JOIN log_checkpoint USING (log_id, size)
    WHERE log_id = ${Buffer.from(settings.logId)} AND state_proof IS NULL AND block_number >= ${fromBlock}
    ORDER BY size DESC LIMIT 1`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  const { logId, promiseSigner } = settings;
  const checkpointSigner = row.note === null ? settings.checkpointSigner : signerOf(settings, row.note);
  const hex = (slot: Uint8Array) => `0x${bytesToHex(slot)}`;
  return {
    size: Number(row.size),
    blockNumber: Number(row.block_number),
    blockHash: row.block_hash,
    rootSlot: hex(rootSlot(logId, Number(row.size), Math.floor(row.block_time.getTime() / 1000))),
    checkpointKeySlot: hex(keySlot(logId, "checkpoint", checkpointSigner)),
    promiseKeySlot: hex(keySlot(logId, "promise", promiseSigner)),
  };
}

/** Keeps a proof; a reorganisation that moves the anchor drops it again. */
export async function writeStateProof(
  db: Queryable,
  settings: LogSettings,
  { size, blockHash }: AnchorToProve,
  { promiseKey, ...rest }: AnchorStateProof,
): Promise<void> {
  const stored: StoredProof = { ...rest, promiseKeys: { [settings.promiseSigner]: promiseKey } };
  await sql`
    UPDATE log_anchor SET state_proof = ${JSON.stringify(stored)}::jsonb
    WHERE log_id = ${Buffer.from(settings.logId)} AND size = ${size} AND block_hash = ${blockHash}`.execute(
    db,
  );
}
