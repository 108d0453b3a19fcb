import { createHmac, randomBytes } from "node:crypto";
import { mkdir, open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import type { StagedDocument, UploadState, UploadStore } from "../../app/ports-uploads.ts";
import { UploadError } from "../../domain/evidence/upload-errors.ts";
import { type Database, databaseTime } from "../postgres/database.ts";
import { type EncipheredFile, readEnciphered, writeEnciphered } from "./enciphered-file.ts";

const KEPT_HOURS = 24;
const HOUR_MS = 3_600_000;

/** What one owner may have under way. */
const MOST_UPLOADS = 16;
const MOST_BYTES = 4 * 1024 ** 3;

/** Expired uploads taken away in one go. */
const SWEEP = 100;

interface Row {
  readonly upload_id: string;
  readonly size_bytes: string;
  readonly expires_at: Date;
}

/**
 * Uploads as rows and files. The plain bytes never reach the disk: each file has a key made of the server's secret.
 *
 * @param folder Shared by all processes that serve uploads.
 * @param secret At least 32 characters.
 */
export function uploadStore(database: Database, folder: string, secret: string): UploadStore {
  const fileOf = (uploadId: string): EncipheredFile => ({
    path: join(folder, uploadId),
    key: createHmac("sha256", secret).update(`redress/upload/${uploadId}`).digest(),
  });
  const get = async (owner: string, uploadId: string) => {
    const row = await findRow(database, owner, uploadId);
    return row === null ? null : await stateOf(row, fileOf(uploadId));
  };
  return {
    create: (owner, sizeBytes) => create(database, folder, owner, sizeBytes),
    get,
    append: async (owner, uploadId, offset, bytes) => {
      const state = await get(owner, uploadId);
      if (state === null) throw notFound();
      return await append(state, fileOf(uploadId), offset, bytes);
    },
    open: async (owner, uploadId) => {
      const state = await get(owner, uploadId);
      return state === null ? null : stagedOf(state, fileOf(uploadId));
    },
    remove: async (owner, uploadId) => {
      if ((await findRow(database, owner, uploadId)) === null) return;
      await removeAll(database, folder, [uploadId]);
    },
    removeExpired: () => removeExpired(database, folder),
  };
}

async function create(
  database: Database,
  folder: string,
  owner: string,
  sizeBytes: number,
): Promise<UploadState> {
  await requireRoom(database, owner, sizeBytes);
  const uploadId = randomBytes(16).toString("hex");
  const createdAt = await databaseTime(database.kysely);
  const expiresAt = new Date(createdAt.getTime() + KEPT_HOURS * HOUR_MS);
  await mkdir(folder, { recursive: true });
  await (await open(join(folder, uploadId), "wx", 0o600)).close();
  await database.kysely
    .insertInto("upload")
    .values({
      upload_id: uploadId,
      owner,
      size_bytes: sizeBytes,
      created_at: createdAt,
      expires_at: expiresAt,
    })
    .execute();
  return { uploadId, sizeBytes, offset: 0, expiresAt };
}

async function requireRoom(database: Database, owner: string, sizeBytes: number): Promise<void> {
  const { rows } = await sql<{ count: string; bytes: string }>`
    SELECT count(*) AS count, coalesce(sum(size_bytes), 0) AS bytes FROM upload
    WHERE owner = ${owner} AND expires_at > clock_timestamp()`.execute(database.kysely);
  const { count, bytes } = rows[0]!;
  if (Number(count) < MOST_UPLOADS && Number(bytes) + sizeBytes <= MOST_BYTES) return;
  throw new UploadError("upload.too_many", "Finish or drop an upload before beginning another.", {
    field: "Upload-Length",
    rule: `at most ${MOST_UPLOADS} uploads and ${MOST_BYTES} bytes under way`,
  });
}

async function findRow(database: Database, owner: string, uploadId: string): Promise<Row | null> {
  const { rows } = await sql<Row>`
    SELECT upload_id, size_bytes, expires_at FROM upload
    WHERE upload_id = ${uploadId} AND owner = ${owner} AND expires_at > clock_timestamp()`.execute(
    database.kysely,
  );
  return rows[0] ?? null;
}

/** Null when the file is gone: its folder is not part of any backup, and the sender begins anew. */
async function stateOf(row: Row, { path }: EncipheredFile): Promise<UploadState | null> {
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (there === null) return null;
  return {
    uploadId: row.upload_id,
    sizeBytes: Number(row.size_bytes),
    offset: there.size,
    expiresAt: row.expires_at,
  };
}

async function append(
  { offset: there, sizeBytes }: UploadState,
  file: EncipheredFile,
  offset: number,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> {
  if (offset !== there)
    throw new UploadError("upload.conflict", `There are ${there} bytes; go on from there.`, {
      field: "Upload-Offset",
      rule: String(there),
    });
  const { written, isTooLong } = await writeEnciphered(file, offset, sizeBytes - offset, bytes);
  if (isTooLong)
    throw new UploadError("upload.too_large", "More was sent than the upload was begun for.", {
      field: "Upload-Length",
      rule: `${sizeBytes} bytes`,
    });
  return offset + written;
}

function stagedOf({ offset, sizeBytes }: UploadState, file: EncipheredFile): StagedDocument {
  if (offset !== sizeBytes)
    throw new UploadError("upload.incomplete", "Not all of the document has arrived.", {
      field: "/uploadId",
      rule: `${sizeBytes} bytes, of which ${offset} are there`,
    });
  return { sizeBytes, read: () => readEnciphered(file) };
}

async function removeExpired(database: Database, folder: string): Promise<number> {
  const { rows } = await sql<{ upload_id: string }>`
    SELECT upload_id FROM upload WHERE expires_at <= clock_timestamp() LIMIT ${SWEEP}`.execute(
    database.kysely,
  );
  const ids = rows.map((row) => row.upload_id);
  await removeAll(database, folder, ids);
  return ids.length;
}

/** The file first: a row without its file is found again, a file without its row never. */
async function removeAll(database: Database, folder: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await Promise.all(ids.map((id) => rm(join(folder, id), { force: true })));
  await database.kysely
    .deleteFrom("upload")
    .where("upload_id", "in", [...ids])
    .execute();
}

const notFound = (): UploadError => new UploadError("upload.not_found", "There is no such upload.");
