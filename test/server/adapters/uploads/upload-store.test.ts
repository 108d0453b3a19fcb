import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { sql } from "kysely";
import { type Database, openDatabase } from "../../../../server/adapters/postgres/database.ts";
import { uploadStore } from "../../../../server/adapters/uploads/upload-store.ts";
import type { StagedDocument, UploadStore } from "../../../../server/app/ports-uploads.ts";
import type { UploadError } from "../../../../server/domain/evidence/upload-errors.ts";
import { freshDatabase, type TestDatabase } from "../../../support/database.ts";
import { tempDir } from "../../../support/temp-dir.ts";

const SECRET = "a secret of thirty-two characters";
const OWNER = "case-1/claimant";
const GIB = 1024 ** 3;

async function* pieces(...all: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* all;
}
/** A connection that breaks after these pieces. */
async function* broken(...all: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* all;
  throw new Error("connection reset");
}
async function bytesOf(document: StagedDocument | null): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of document!.read()) parts.push(part);
  return Buffer.concat(parts);
}
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => null,
    (error: UploadError) => error.code,
  );

describe("the store of uploads", function () {
  this.timeout(60_000);
  let from: TestDatabase;
  let database: Database;
  let folder: string;
  let store: UploadStore;
  const bytes = randomBytes(100_000);

  before(async () => {
    from = await freshDatabase();
    database = openDatabase(from.url);
  });
  after(async () => {
    await database.close();
    await from.drop();
  });
  beforeEach(async () => {
    await sql`DELETE FROM upload`.execute(database.kysely);
    folder = join(tempDir("redress-uploads-"), "uploads");
    store = uploadStore(database, folder, SECRET);
  });

  async function begun(size = bytes.length): Promise<string> {
    return (await store.create(OWNER, size)).uploadId;
  }
  const expire = (uploadId: string) =>
    sql`UPDATE upload SET created_at = created_at - interval '25 hours', expires_at = expires_at - interval '25 hours'
        WHERE upload_id = ${uploadId}`.execute(database.kysely);

  it("begins with nothing, and says until when it is kept", async () => {
    const { uploadId, sizeBytes, offset, expiresAt } = await store.create(OWNER, 7);
    expect([sizeBytes, offset]).to.deep.equal([7, 0]);
    expect(expiresAt.getTime() - Date.now()).to.be.within(23.9 * 3_600_000, 24.1 * 3_600_000);
    expect(await store.get(OWNER, uploadId)).to.deep.include({ uploadId, sizeBytes: 7, offset: 0 });
  });

  it("gives back what came in pieces of any length, from the first byte, each time", async () => {
    const id = await begun();
    const cuts = [0, 1, 17, 4096, 4097, 65_536, bytes.length];
    for (const [at, from] of cuts.slice(0, -1).entries())
      expect(await store.append(OWNER, id, from, pieces(bytes.subarray(from, cuts[at + 1]!)))).to.equal(
        cuts[at + 1],
      );
    const document = await store.open(OWNER, id);
    expect(document!.sizeBytes).to.equal(bytes.length);
    for (let time = 0; time < 2; time++) expect((await bytesOf(document)).equals(bytes)).to.equal(true);
  });

  it("goes on in another process that has the same secret", async () => {
    const id = await begun();
    await store.append(OWNER, id, 0, pieces(bytes.subarray(0, 333)));
    const other = uploadStore(database, folder, SECRET);
    await other.append(OWNER, id, 333, pieces(bytes.subarray(333)));
    expect((await bytesOf(await other.open(OWNER, id))).equals(bytes)).to.equal(true);
  });

  it("keeps what came before the connection broke", async () => {
    const id = await begun();
    await store.append(OWNER, id, 0, broken(bytes.subarray(0, 1000), bytes.subarray(1000, 1500)));
    expect((await store.get(OWNER, id))!.offset).to.equal(1500);
    await store.append(OWNER, id, 1500, pieces(bytes.subarray(1500)));
    expect((await bytesOf(await store.open(OWNER, id))).equals(bytes)).to.equal(true);
  });

  it("says so when the connection broke before the first byte", async () => {
    const id = await begun();
    const error = await store.append(OWNER, id, 0, broken()).catch((caught: unknown) => String(caught));
    expect(error).to.contain("connection reset");
    expect((await store.get(OWNER, id))!.offset).to.equal(0);
  });

  it("takes the same piece that comes twice at once as one", async () => {
    const id = await begun();
    // Neither writes before both have been let in.
    let inside = 0;
    const both = Promise.withResolvers<void>();
    async function* together(): AsyncGenerator<Uint8Array> {
      if (++inside === 2) both.resolve();
      await both.promise;
      yield* pieces(bytes.subarray(0, 50_000), bytes.subarray(50_000));
    }
    await Promise.all([0, 1].map(() => store.append(OWNER, id, 0, together())));
    expect((await bytesOf(await store.open(OWNER, id))).equals(bytes)).to.equal(true);
  });

  it("refuses bytes that do not follow those that are there", async () => {
    const id = await begun();
    await store.append(OWNER, id, 0, pieces(bytes.subarray(0, 100)));
    for (const offset of [0, 99, 101])
      expect(
        await codeOf(store.append(OWNER, id, offset, pieces(bytes.subarray(0, 1)))),
        `${offset}`,
      ).to.equal("upload.conflict");
    expect((await store.get(OWNER, id))!.offset).to.equal(100);
  });

  it("refuses more than it was begun for, and keeps none of the piece that went beyond", async () => {
    const id = await begun(10);
    const sent = store.append(OWNER, id, 0, pieces(bytes.subarray(0, 6), bytes.subarray(6, 11)));
    expect(await codeOf(sent)).to.equal("upload.too_large");
    expect((await store.get(OWNER, id))!.offset).to.equal(6);
  });

  it("opens nothing of which a part is missing", async () => {
    const id = await begun();
    await store.append(OWNER, id, 0, pieces(bytes.subarray(0, -1)));
    expect(await codeOf(store.open(OWNER, id))).to.equal("upload.incomplete");
  });

  it("is there for its owner and for nobody else", async () => {
    const id = await begun(4);
    await store.append(OWNER, id, 0, pieces(bytes.subarray(0, 4)));
    expect(await store.get("case-1/merchant", id)).to.equal(null);
    expect(await store.open("case-1/merchant", id)).to.equal(null);
    expect(await codeOf(store.append("case-1/merchant", id, 4, pieces()))).to.equal("upload.not_found");
    await store.remove("case-1/merchant", id);
    expect((await bytesOf(await store.open(OWNER, id))).equals(bytes.subarray(0, 4))).to.equal(true);
  });

  it("writes no plain byte to the disk, and enciphers each upload its own way", async () => {
    const [one, two] = [await begun(), await begun()];
    for (const id of [one, two]) await store.append(OWNER, id, 0, pieces(bytes));
    const [first, second] = [one, two].map((id) => readFileSync(join(folder, id)));
    for (const stored of [first!, second!]) {
      expect(stored.length).to.equal(bytes.length);
      for (let at = 0; at + 32 <= bytes.length; at += 32)
        if (stored.subarray(at, at + 32).equals(bytes.subarray(at, at + 32)))
          expect.fail(`plain bytes at ${at}`);
    }
    expect(first!.equals(second!)).to.equal(false);
  });

  it("forgets an upload that is removed, file and row", async () => {
    const id = await begun();
    await store.remove(OWNER, id);
    expect(await store.get(OWNER, id)).to.equal(null);
    expect(readdirSync(folder)).to.deep.equal([]);
    await store.remove(OWNER, id);
  });

  it("shows nobody an upload whose time is up, and takes it away", async () => {
    const [old, fresh] = [await begun(), await begun()];
    await expire(old);
    expect(await store.get(OWNER, old)).to.equal(null);
    expect(await codeOf(store.append(OWNER, old, 0, pieces(bytes)))).to.equal("upload.not_found");
    expect(await store.removeExpired()).to.equal(1);
    expect(readdirSync(folder)).to.deep.equal([fresh]);
    expect(await store.removeExpired()).to.equal(0);
  });

  it("is none where its file is gone, and a sender begins anew", async () => {
    const id = await begun();
    rmSync(join(folder, id));
    expect(await store.get(OWNER, id)).to.equal(null);
    expect(await store.open(OWNER, id)).to.equal(null);
    await store.remove(OWNER, id);
    expect(existsSync(join(folder, id))).to.equal(false);
  });

  it("goes on from where a file was cut short by a crash", async () => {
    const id = await begun();
    await store.append(OWNER, id, 0, pieces(bytes.subarray(0, 5000)));
    truncateSync(join(folder, id), 1234);
    expect((await store.get(OWNER, id))!.offset).to.equal(1234);
    await store.append(OWNER, id, 1234, pieces(bytes.subarray(1234)));
    expect((await bytesOf(await store.open(OWNER, id))).equals(bytes)).to.equal(true);
  });

  it("lets one owner begin sixteen, and the next one when one is done with", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 16; n++) ids.push(await begun(1));
    expect(await codeOf(store.create(OWNER, 1))).to.equal("upload.too_many");
    expect(await codeOf(store.create("case-2/claimant", 1))).to.equal(null);
    await store.remove(OWNER, ids[0]!);
    expect(await codeOf(store.create(OWNER, 1))).to.equal(null);
  });

  it("lets one owner have four gibibytes under way, and counts none whose time is up", async () => {
    const id = await begun(4 * GIB);
    expect(await codeOf(store.create(OWNER, 1))).to.equal("upload.too_many");
    await expire(id);
    expect(await codeOf(store.create(OWNER, 1))).to.equal(null);
  });
});
