import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { signDigestFast } from "../../server/adapters/signing.ts";
import { type CryptoPool, openCryptoPool } from "../../server/adapters/workers/crypto-pool.ts";
import { bulkTree } from "../../server/domain/log/bulk-promise.ts";
import { bytesToHex, fromHex } from "../../server/domain/log/bytes.ts";
import { addressOfKey, type LogDomain, submissionDigest } from "../../server/domain/log/eip712.ts";
import { encodeEntry } from "../../server/domain/log/entry.ts";
import type { LogView } from "../../server/schema/log.ts";
import type { Bench, Row } from "./bench.ts";
import { type HandInSetUp, SIGNER_KEY, withHandInSetUp } from "./support/hand-in-set-up.ts";
import { inTurns, type Load } from "./support/in-turns.ts";
import { multipartOf, openSender, type Sender } from "./support/sender.ts";

const BATCHES = 60;
const SIGNED_BATCHES = 20;
const BATCH = 2000;
const SIGNED_BATCH = 500;
const DOCUMENT_BATCHES = 30;
const DOCUMENT_BATCH = 128;
/** A fifth warms up: some thousand functions are compiled by then, as on any server that has run for a minute. */
const SINGLES = 6000;
const AT_ONCE = 16;
const LARGE_BYTES = 1024 ** 3;
const PIECE_BYTES = 8 * 1024 ** 2;
/** Cases that take batches; one more for each hand-in at a time. */
const CASES = 4;
const READERS = ["one", "two", "three"];

/** Hand-in over HTTP to the whole product, the load made on the same cores, against the work no hand-in can do without. */
export const benches: Bench = {
  name: "intake",
  run: () =>
    withHandInSetUp(CASES + AT_ONCE, async (setUp) => {
      const pool = openCryptoPool(randomBytes(32).toString("hex"));
      const sender = openSender(setUp.url, setUp.merchantKey, AT_ONCE);
      try {
        // First, while the server's memory is what it needs to be there at all.
        const large = await largeDocument(setUp);
        const small = await commitments(setUp, pool, sender);
        return [...small, ...(await documents(setUp, pool, sender)), large];
      } finally {
        sender.close();
        await pool.close();
      }
    }),
};

interface Item {
  readonly type: "document";
  readonly subject: string;
  readonly commitment: string;
  readonly signature?: string;
}

const hex = (bytes: number): string => randomBytes(bytes).toString("hex");
const itemsOf = (count: number): Item[] =>
  Array.from({ length: count }, () => ({ type: "document", subject: hex(16), commitment: hex(32) }));

async function commitments(setUp: HandInSetUp, pool: CryptoPool, sender: Sender): Promise<Row[]> {
  const log = await setUp.merchant.get<LogView>("/v1/log");
  const logId = fromHex(log.logId, "logId", 32);
  const signer = addressOfKey(SIGNER_KEY);
  const digestOf = (items: readonly Item[]) => submissionOf(log, logId, items);
  const sign = (items: readonly Item[]) => `0x${bytesToHex(signDigestFast(SIGNER_KEY, digestOf(items)))}`;
  const once = Array.from({ length: BATCHES }, () => {
    const items = itemsOf(BATCH);
    return JSON.stringify({ idempotencyKey: hex(12), items, signer, signature: sign(items) });
  });
  const each = Array.from({ length: SIGNED_BATCHES }, () => {
    const items = itemsOf(SIGNED_BATCH).map((item) => ({ ...item, signature: sign([item]) }));
    return { items, body: JSON.stringify({ idempotencyKey: hex(12), items, signer }) };
  });
  const take = (body: string) => () => sender.send("/v1/commitments", Buffer.from(body), "application/json");
  const check =
    ({ items }: { readonly items: readonly Item[] }) =>
    () =>
      pool.signatures.signersOf(items.map((item) => signedOf(item, digestOf)));
  const load = (works: Load["works"], unitsEach: number): Load => ({ works, unitsEach, atOnce: 4 });
  const bare = await openBareTable(setUp.databaseUrl);
  const wait = () => settled(setUp);
  const [bulk, inserted] = await inTurns([load(once.map(take), BATCH), load(bare.inserts, BATCH)], wait);
  await bare.close();
  const [signed, verified] = await inTurns(
    [
      load(
        each.map(({ body }) => take(body)),
        SIGNED_BATCH,
      ),
      load(each.map(check), SIGNED_BATCH),
    ],
    wait,
  );
  const unit = "per s";
  return [
    {
      what: `commitments in batches of ${BATCH}, one signature each`,
      ...{
        measured: bulk!,
        unit,
        reference: inserted!,
        against: "bare multi-row insert of the same bytes (bar: 0.33)",
      },
    },
    {
      what: `commitments in batches of ${SIGNED_BATCH}, each signed`,
      ...{
        measured: signed!,
        unit,
        reference: verified!,
        against: "checking the signatures alone (bar: 0.4)",
      },
    },
  ];
}

const submissionOf = (log: LogDomain, logId: Uint8Array, items: readonly Item[]): Uint8Array =>
  submissionDigest(
    log,
    logId,
    bulkTree(items.map(({ commitment }) => fromHex(commitment, "commitment", 32))),
  );

const signedOf = (item: Item, digestOf: (items: readonly Item[]) => Uint8Array) => ({
  digest: digestOf([item]),
  signature: fromHex(item.signature!.slice(2), "signature", 65),
});

const BARE_COLUMNS = {
  leaf: "bytea",
  entry: "bytea",
  submitter: "text",
  key: "text",
  request: "bytea",
  promised: "timestamptz",
};

/** The very bytes an entry has in the log, in statements of as many rows, on the same database; no index but the key. */
async function openBareTable(
  databaseUrl: string,
): Promise<{ inserts: Load["works"]; close: () => Promise<void> }> {
  const db = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  const columns = Object.entries(BARE_COLUMNS);
  const names = columns.map(([name]) => name).join(", ");
  await db.query(`CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ${columns.map((column) => column.join(" ")).join(", ")})`);
  const lists = columns.map(([, type], at) => `$${at + 1}::${type}[]`).join(", ");
  const batches = Array.from({ length: BATCHES }, bareColumns);
  const insert = `INSERT INTO bare (${names}) SELECT * FROM unnest(${lists})`;
  return { inserts: batches.map((values) => () => db.query(insert, values)), close: () => db.end() };
}

function bareColumns(): unknown[][] {
  const [idempotencyKey, at] = [hex(12), new Date()];
  const entries = itemsOf(BATCH).map(
    (item) => encodeEntry({ ...item, receivedAt: "2026-11-22T00:00:00Z" }).bytes,
  );
  const column = (value: (index: number) => unknown) => entries.map((_, index) => value(index));
  return [
    column(() => randomBytes(32)),
    column((index) => Buffer.from(entries[index]!)),
    column(() => "bench-shop"),
    column((index) => `commitments/${idempotencyKey}/${index}`),
    column(() => randomBytes(32)),
    column(() => at),
  ];
}

async function documents(setUp: HandInSetUp, pool: CryptoPool, sender: Sender): Promise<Row[]> {
  const seal = () => pool.sealing.seal(randomBytes(1024), READERS);
  const seals = Array.from({ length: DOCUMENT_BATCHES }, () => () => all(DOCUMENT_BATCH, seal));
  const handIns = Array.from({ length: DOCUMENT_BATCHES }, (_, i) => {
    const { body, contentType } = multipartOf({ items: batchOfMeta() }, DOCUMENT_BATCH, 1024);
    return () => sender.send(`/v1/cases/${setUp.caseIds[i % CASES]}/evidence/batch`, body, contentType);
  });
  const times: number[] = [];
  const [sealed, bulk, single] = await inTurns(
    [
      { works: seals, unitsEach: DOCUMENT_BATCH, atOnce: 4 },
      { works: handIns, unitsEach: DOCUMENT_BATCH, atOnce: 4 },
      { works: singles(setUp, sender, times), unitsEach: 1, atOnce: AT_ONCE },
    ],
    () => settled(setUp),
    () => {
      times.length = 0;
    },
  );
  const p99 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)]!;
  const unit = "per s";
  const against = `sealing to the same three readers on ${availableParallelism()} threads`;
  return [
    {
      what: `documents of 1 KiB in batches of ${DOCUMENT_BATCH}, sealed`,
      measured: bulk!,
      unit,
      reference: sealed!,
      against: `${against} (bar: 0.7)`,
    },
    {
      what: "documents of 1 KiB alone, 16 at a time, sealed",
      measured: single!,
      unit,
      reference: sealed!,
      against: `${against} (bar: 0.5)`,
    },
    {
      what: "a document of 1 KiB, 16 at a time, p99",
      measured: p99,
      unit: "ms",
      against: "bar",
      reference: 150,
    },
  ];
}

function singles(setUp: HandInSetUp, sender: Sender, times: number[]): Load["works"] {
  return Array.from({ length: SINGLES }, (_, i) => {
    const { body, contentType } = multipartOf(metaOf("one.bin"), 1, 1024);
    return async () => {
      const start = performance.now();
      await sender.send(`/v1/cases/${setUp.caseIds[CASES + (i % AT_ONCE)]}/evidence`, body, contentType);
      times.push(performance.now() - start);
    };
  });
}

const metaOf = (name: string) => ({
  type: "document",
  name,
  mediaType: "application/octet-stream",
  method: "api",
  idempotencyKey: hex(12),
});

const batchOfMeta = () => Array.from({ length: DOCUMENT_BATCH }, (_, i) => metaOf(`${i}.bin`));

/** Waits until the server has sequenced and anchored what it was given: what it still does must slow nothing down. */
async function settled({ merchant }: HandInSetUp): Promise<void> {
  for (;;) {
    const { anchors, promises } = await merchant.get<LogView>("/v1/log");
    if (promises.open === 0 && anchors.length > 0) return;
    await delay(500);
  }
}

/** How far the server's memory rises above what it held before, by the kernel's own high-water mark. */
async function largeDocument(setUp: HandInSetUp): Promise<Row> {
  const before = memoryMib(setUp.serverPid, "VmRSS");
  // Forgets the high-water mark of the start.
  writeFileSync(`/proc/${setUp.serverPid}/clear_refs`, "5");
  const headers = { authorization: `Bearer ${setUp.merchantKey}`, "tus-resumable": "1.0.0" };
  const begun = await fetch(`${setUp.url}/v1/uploads`, {
    method: "POST",
    headers: { ...headers, "upload-length": String(LARGE_BYTES) },
  });
  const path = begun.headers.get("location")!;
  const piece = randomBytes(PIECE_BYTES);
  for (let offset = 0; offset < LARGE_BYTES; offset += PIECE_BYTES) {
    const type = { "content-type": "application/offset+octet-stream", "upload-offset": String(offset) };
    await fetch(`${setUp.url}${path}`, { method: "PATCH", headers: { ...headers, ...type }, body: piece });
  }
  await setUp.merchant.post(`/v1/cases/${setUp.caseIds[0]}/evidence/from-upload`, {
    ...metaOf("large.bin"),
    uploadId: path.split("/").at(-1),
  });
  const measured = memoryMib(setUp.serverPid, "VmHWM") - before;
  return { what: "memory for a document of 1 GiB", measured, unit: "MiB", against: "bar", reference: 200 };
}

function memoryMib(pid: number, name: string): number {
  const kib = new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kib) / 1024;
}

const all = (count: number, work: () => Promise<unknown>) => Promise.all(Array.from({ length: count }, work));
