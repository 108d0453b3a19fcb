import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { MerkleTree } from "merkletreejs";
import { nativeSha256 } from "../../server/adapters/native-sha256.ts";
import { type Database, openDatabase, unitOfWork } from "../../server/adapters/postgres/database.ts";
import { createLogIntake } from "../../server/adapters/postgres/log-intake.ts";
import { createLogReader } from "../../server/adapters/postgres/log-reader.ts";
import { createLogSequencer } from "../../server/adapters/postgres/log-sequencer.ts";
import { ensureLog, type LogSettings, logSettings } from "../../server/adapters/postgres/log-settings.ts";
import { readInclusionProofs, writeTiles } from "../../server/adapters/postgres/log-tiles.ts";
import { migrate } from "../../server/adapters/postgres/migrate.ts";
import { signDigestFast } from "../../server/adapters/signing.ts";
import type { EntryInput } from "../../server/app/ports.ts";
import { canonicalJson } from "../../server/domain/log/canonical-json.ts";
import { leafHash, nodeHash } from "../../server/domain/log/hash.ts";
import { TreeEdge } from "../../server/domain/log/tree.ts";
import { ensureDatabase, startPostgres } from "../dev/postgres.ts";
import { type Bench, perSecond, type Row } from "./bench.ts";
import { timeInBrowser } from "./support/in-browser.ts";

const APPENDED = 1_000_000;
const STORED = 10_000_000;
const FEW = 10_000;
const BATCH = 4096;
const COMPARED = 20_000;
const PROOFS = 2000;
const HASHED_MB = 64;
const EACH = 15;
const TOGETHER = 200;

/** The evidence log against its own hashing, against bare inserts, and beside other Merkle trees. */
export const benches: Bench = {
  name: "log",
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), "redress-bench-"));
    chmodSync(folder, 0o755);
    const password = randomBytes(16).toString("hex");
    const options = { folder: join(folder, "postgres"), password, durable: true, dieWithParent: true };
    const postgres = await startPostgres(options);
    try {
      await ensureDatabase(postgres, "bench");
      return await measure(postgres.url("bench"));
    } finally {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const key = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const settingsOf = (origin: string): LogSettings =>
  logSettings({
    chainId: 31337,
    contract: `0x${"c0".repeat(20)}`,
    operatorParty: "platform",
    origin,
    keys: { ed25519: key(1), checkpoint: key(2), promise: key(3) },
  });

async function measure(url: string): Promise<Row[]> {
  await migrate(url);
  const database = openDatabase(url);
  try {
    return [
      ...(await measureAppend(database)),
      ...(await measureProofs(database)),
      ...(await measureIntake(database)),
      ...(await measureVerify(database)),
    ];
  } finally {
    await database.close();
  }
}

const seconds = (start: number): number => (performance.now() - start) / 1000;
const numbered = (i: number): Uint8Array =>
  Uint8Array.of(i >>> 24, (i >>> 16) & 255, (i >>> 8) & 255, i & 255);

async function measureAppend(database: Database): Promise<Row[]> {
  const bare = hashAlone();
  const ours = await appendDurably(database, settingsOf("bench/append"), APPENDED, (i) =>
    leafHash(numbered(i), nativeSha256),
  );
  const leaves = Array.from({ length: COMPARED }, (_, i) => Buffer.from(leafHash(numbered(i))));
  const sha256 = (data: Buffer) => createHash("sha256").update(data).digest();
  const rate = (build: () => unknown): number => {
    const start = performance.now();
    build();
    return COMPARED / seconds(start);
  };
  const others = {
    merkletreejs: rate(() => new MerkleTree(leaves, sha256).getRoot()),
    "@openzeppelin/merkle-tree": rate(
      () => SimpleMerkleTree.of(leaves.map((leaf) => `0x${leaf.toString("hex")}`)).root,
    ),
  };
  const few = await appendDurably(database, settingsOf("bench/compared"), COMPARED, (i) =>
    leafHash(numbered(i), nativeSha256),
  );
  const beside = Object.entries(others).map(([name, reference]) => {
    return {
      what: `${COMPARED} leaves appended, durable`,
      measured: COMPARED / few,
      unit: "per s",
      against: `${name}, in memory`,
      reference,
    };
  });
  const what = `${APPENDED} leaves appended, durable tiles`;
  return [
    { what, measured: ours, unit: "s", against: "hashing the same inputs alone (bar: 2.5)", reference: bare },
    ...beside,
  ];
}

/** The n leaf and n − 1 node hashes an append cannot do without. */
function hashAlone(): number {
  const start = performance.now();
  const some = key(5);
  for (let i = 0; i < APPENDED; i++) leafHash(numbered(i), nativeSha256);
  for (let i = 1; i < APPENDED; i++) nodeHash(some, some, nativeSha256);
  return seconds(start);
}

async function appendDurably(
  database: Database,
  settings: LogSettings,
  count: number,
  leaf: (i: number) => Uint8Array,
): Promise<number> {
  await ensureLog(database, settings);
  const edge = new TreeEdge(0, [], nativeSha256);
  const start = performance.now();
  while (edge.size < count) {
    const until = Math.min(count, edge.size + BATCH);
    while (edge.size < until) edge.append(leaf(edge.size));
    edge.root();
    await database.kysely.transaction().execute((trx) => writeTiles(trx, settings.logId, edge.takeChanged()));
  }
  return seconds(start);
}

async function measureProofs(database: Database): Promise<Row[]> {
  const settings = settingsOf("bench/proofs");
  const leaf = key(0);
  await appendDurably(database, settingsOf("bench/few"), FEW, () => leaf);
  const few = heldMib();
  // What a leaf hashes does not matter to reading proofs; telling them apart does not either.
  await appendDurably(database, settings, STORED, () => leaf);
  const many = heldMib();
  await settle(database);
  const times: number[] = [];
  for (let i = 0; i < PROOFS; i++) {
    const index = Math.floor(Math.random() * STORED);
    const start = performance.now();
    await readInclusionProofs(database.kysely, settings.logId, [{ index, size: STORED }]);
    times.push(performance.now() - start);
  }
  const p99 = times.sort((a, b) => a - b)[Math.floor(PROOFS * 0.99)]!;
  return [
    {
      what: `memory held after appending ${STORED} leaves`,
      measured: many,
      unit: "MiB",
      against: `after ${FEW}`,
      reference: few,
    },
    {
      what: `inclusion proof at ${STORED} leaves, p99`,
      measured: p99,
      unit: "ms",
      against: "bar",
      reference: 5,
    },
  ];
}

/** A log that holds so much has been filled over years: the database's own work after filling it at once is not measured. */
async function settle(database: Database): Promise<void> {
  await database.pool.query("VACUUM (ANALYZE) log_tile");
  await database.pool.query("CHECKPOINT");
}

/** What the process holds once everything it can let go of is gone. */
function heldMib(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 ** 2;
}

const statementOf = (n: string): Uint8Array =>
  new TextEncoder().encode(canonicalJson({ v: "redress.statement/1", documentHash: "ab".repeat(32), n }));

function inputs(round: number, count: number): EntryInput[] {
  return Array.from({ length: count }, (_, i) => ({
    type: "document",
    subject: "bench",
    statement: statementOf(`${round} ${i}`),
    submitter: "bench",
    idempotencyKey: `bench ${round} ${i}`,
    public: false,
  }));
}

const randomness = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };

async function measureIntake(database: Database): Promise<Row[]> {
  const settings = settingsOf("bench/intake");
  await ensureLog(database, settings);
  const [work, intake] = [unitOfWork(database), createLogIntake(settings, randomness)];
  const rateOf = async (size: number, prefix: number) =>
    size * (await perSecond((round) => work.run((tx) => intake.accept(tx, inputs(prefix + round, size)))));
  const each = await rateOf(EACH, 0);
  const together = await rateOf(TOGETHER, 1_000_000);
  const signed = await perSecond(async (round) => {
    for (let i = 0; i < TOGETHER; i++)
      signDigestFast(settings.keys.promise, leafHash(numbered(round * TOGETHER + i)));
  });
  const inserted = await insertBare(database, TOGETHER);
  const sequencer = createLogSequencer(database, settings);
  const start = performance.now();
  let sequenced = 0;
  for (let more = -1; more !== 0; sequenced += more) more = await sequencer.sequence();
  const unit = "per s";
  return [
    {
      what: `entries accepted, ${EACH} a transaction, each promised`,
      measured: each,
      unit,
      against: "signing the promises alone",
      reference: signed * TOGETHER,
    },
    {
      what: `entries accepted, ${TOGETHER} a transaction, promised together`,
      measured: together,
      unit,
      against: "bare multi-row insert",
      reference: inserted * TOGETHER,
    },
    {
      what: "entries sequenced",
      measured: sequenced / seconds(start),
      unit,
      against: "accepted",
      reference: together,
    },
  ];
}

async function insertBare(database: Database, size: number): Promise<number> {
  await database.pool.query(
    "CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, entry bytea, statement bytea)",
  );
  const entries = Array.from({ length: size }, () => randomBytes(260));
  const statements = Array.from({ length: size }, (_, i) => Buffer.from(statementOf(`bare ${i}`)));
  const sql = "INSERT INTO bare (entry, statement) SELECT * FROM unnest($1::bytea[], $2::bytea[])";
  return await perSecond(() => database.pool.query(sql, [entries, statements]));
}

async function measureVerify(database: Database): Promise<Row[]> {
  const settings = settingsOf("bench/intake");
  const { rows } = await database.pool.query<{ leaf_hash: Buffer }>(
    "SELECT leaf_hash FROM log_entry LIMIT 1",
  );
  const reader = createLogReader(database, settings, { finalisedBlock: async () => 0 });
  const receipt = (await reader.receipt(rows[0]!.leaf_hash.toString("hex"), true))!;
  const { verifyMs, hashMs } = await timeInBrowser(receipt, HASHED_MB);
  return [
    {
      what: "receipt verified in Chromium, without the chain's answers",
      measured: verifyMs,
      unit: "ms",
      against: "bar",
      reference: 50,
    },
    {
      what: "document hashed in Chromium as it streams, WebAssembly",
      measured: (HASHED_MB * 1000) / hashMs,
      unit: "MB/s",
      against: "bar",
      reference: 150,
    },
  ];
}
