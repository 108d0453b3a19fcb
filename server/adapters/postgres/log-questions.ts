import { type RawBuilder, sql } from "kysely";
import { CID } from "multiformats/cid";
import { IEvidenceLog__factory } from "../../../types/ethers-contracts/factories/contracts/interfaces/IEvidenceLog__factory.ts";
import type { AnsweringBook, EntryPlace, LogQuestion } from "../../app/answer-log.ts";
import { bytesToHex } from "../../domain/log/bytes.ts";
import type { Database, Queryable } from "./database.ts";
import { takeInRequested } from "./log-requested.ts";
import type { LogSettings } from "./log-settings.ts";
import { readInclusionProofs } from "./log-tiles.ts";

const events = IEvidenceLog__factory.createInterface();

/** Looked at in one pass, of each kind. */
const MOST = 100;

/** A block's clock may run behind the database's; the contract says in the end what is too late. */
const GRACE_SECONDS = 3600;

/**
 * What the chain's folded events leave open, and where the answers are, on Postgres.
 *
 * @param most Questions of each kind looked at in one pass; when there are more, the next pass goes on behind them, so that
 * those nobody can answer keep none waiting.
 */
export function createAnsweringBook(database: Database, settings: LogSettings, most = MOST): AnsweringBook {
  const db = database.kysely;
  const challenges = inRounds(db, "PromiseChallenged", IN_TIME, most);
  const withBytes = inRounds(db, "InclusionRequested", ALWAYS, most);
  // What cannot be fetched may stay open for ever, so of those only what is in time is looked at.
  const byCid = inRounds(db, "InclusionRequestedByCid", REQUEST_IN_TIME, most);
  return {
    challenges: async () => (await challenges()).map(questionOf),
    requests: async () => [
      ...(await withBytes()).map((row) => ({
        ...questionOf(row),
        given: { entry: givenBytes(row, "entry") },
      })),
      ...(await byCid()).map((row) => ({
        ...questionOf(row),
        given: { cid: cidText(givenBytes(row, "cid")) },
      })),
    ],
    placeOf: (question) => readPlace(db, question),
    isTaken: (question) => readTaken(db, question),
    takeIn: (tx, request, entry) => takeInRequested(tx, settings, request, entry),
  };
}

interface StoredQuestion {
  readonly block_number: string;
  readonly log_index: number;
  /** The event's own, the question's id, the log's id, the leaf hash. */
  readonly topics: readonly [string, string, string, string];
  readonly data: string;
}

type Question = "PromiseChallenged" | "InclusionRequested" | "InclusionRequestedByCid";

/** The window's end is the last word of the challenge, and the second one of a request. */
const endsAfter = (hex: RawBuilder<unknown>) =>
  sql`('x' || ${hex})::bit(64)::bigint + ${GRACE_SECONDS} > extract(epoch FROM clock_timestamp())`;
const IN_TIME = endsAfter(sql`right(asked.data, 16)`);
const REQUEST_IN_TIME = endsAfter(sql`substring(asked.data FROM 115 FOR 16)`);
const ALWAYS = sql`true`;

/** Only of logs of ours: a contract may serve several operators. Names are spelled out so that the index is used. */
const openOf = (name: Question, only: RawBuilder<unknown>) => sql`
  FROM chain_event asked
  WHERE asked.name = ${sql.lit(name)} AND asked.contract = 'EvidenceLog' AND ${only}
    AND asked.topics[3] IN (SELECT '0x' || encode(log_id, 'hex') FROM log)
    AND NOT EXISTS (
      SELECT FROM chain_event closed
      WHERE closed.topics[2] = asked.topics[2] AND closed.contract = 'EvidenceLog'
        AND closed.name IN ('ChallengeClosed', 'RequestClosed'))`;

/** Reads open questions page by page, oldest first, and begins anew after the last page. */
function inRounds(
  db: Queryable,
  name: Question,
  only: RawBuilder<unknown>,
  most: number,
): () => Promise<StoredQuestion[]> {
  let after: Pick<StoredQuestion, "block_number" | "log_index"> = { block_number: "-1", log_index: -1 };
  return async () => {
    const { rows } = await sql<StoredQuestion>`
      SELECT asked.block_number, asked.log_index, asked.topics, asked.data ${openOf(name, only)}
        AND (asked.block_number, asked.log_index) > (${after.block_number}::bigint, ${after.log_index}::integer)
      ORDER BY asked.block_number, asked.log_index LIMIT ${most}`.execute(db);
    after = (rows.length === most && rows.at(-1)) || { block_number: "-1", log_index: -1 };
    return rows;
  };
}

function questionOf({ topics: [, id, logId, leafHash] }: StoredQuestion): LogQuestion {
  return { id: id.slice(2), logId: logId.slice(2), leafHash: leafHash.slice(2) };
}

function givenBytes({ topics, data }: StoredQuestion, name: "entry" | "cid"): Uint8Array {
  const given = String(events.parseLog({ topics: [...topics], data })?.args.getValue(name));
  return new Uint8Array(Buffer.from(given.slice(2), "hex"));
}

/** Whoever asked may have written anything; the store says of it then that it is no address. */
function cidText(bytes: Uint8Array): string {
  try {
    return CID.decode(bytes).toString();
  } catch {
    return `0x${bytesToHex(bytes)}`;
  }
}

interface PlaceRow {
  readonly log_id: Buffer;
  readonly leaf_index: string;
  readonly size: string;
  readonly block_time: Date;
}

const buffer = (hex: string): Buffer => Buffer.from(hex, "hex");
/** The logs in which an answer counts. */
const askedLogs = ({ logId }: LogQuestion) =>
  sql`(SELECT log_id FROM log WHERE log_id = ${buffer(logId)} OR predecessor = ${buffer(logId)})`;

/** Sizes grow with time: if the first anchor that holds the entry came late, all came late. */
async function readPlace(db: Queryable, question: LogQuestion): Promise<EntryPlace | null> {
  const { rows } = await sql<PlaceRow>`
    SELECT e.log_id, e.leaf_index, a.size, a.block_time
    FROM log_leaf e, LATERAL (
      SELECT size, block_time FROM log_anchor
      WHERE log_id = e.log_id AND size > e.leaf_index ORDER BY size LIMIT 1) AS a
    WHERE e.leaf_hash = ${buffer(question.leafHash)} AND e.log_id IN ${askedLogs(question)}
    ORDER BY a.block_time LIMIT 1`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  const [index, size] = [Number(row.leaf_index), Number(row.size)];
  const [proof] = await readInclusionProofs(db, row.log_id, [{ index, size }]);
  return {
    logId: row.log_id.toString("hex"),
    index,
    size,
    proof: proof!.map(bytesToHex),
    anchoredAt: Math.floor(row.block_time.getTime() / 1000),
  };
}

async function readTaken(db: Queryable, question: LogQuestion): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM log_leaf e
    WHERE e.leaf_hash = ${buffer(question.leafHash)} AND e.log_id IN ${askedLogs(question)} LIMIT 1`.execute(
    db,
  );
  return rows.length > 0;
}

/** Whether a challenge waits for the next anchor of a log: its entry is in, and no anchor holds it yet. */
export async function awaitsAnchor({ kysely }: Database, logId: string): Promise<boolean> {
  const id = buffer(logId);
  const { rows } = await sql<{ waits: boolean }>`
    SELECT EXISTS (
      SELECT 1 FROM (SELECT decode(substr(asked.topics[4], 3), 'hex') AS leaf_hash ${openOf("PromiseChallenged", IN_TIME)}) AS q
      JOIN log_leaf e USING (leaf_hash)
      WHERE e.log_id = ${id} AND NOT EXISTS (
        SELECT FROM log_anchor WHERE log_id = ${id} AND size > e.leaf_index)) AS waits`.execute(kysely);
  return rows[0]!.waits;
}

/** How much is open at all, answerable or not. */
export async function countQuestions({
  kysely,
}: Database): Promise<{ challenges: number; requests: number }> {
  const count = async (name: Question) => {
    const { rows } = await sql<{
      count: number;
    }>`SELECT count(*)::int AS count ${openOf(name, ALWAYS)}`.execute(kysely);
    return rows[0]!.count;
  };
  const [challenges, given, named] = [
    await count("PromiseChallenged"),
    await count("InclusionRequested"),
    await count("InclusionRequestedByCid"),
  ];
  return { challenges, requests: given + named };
}
