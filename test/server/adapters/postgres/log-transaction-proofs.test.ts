import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { createTransactionProofBook } from "../../../../server/adapters/postgres/log-transaction-proofs.ts";
import {
  noteTransactionProof,
  type ProveTransaction,
  type TransactionProofBook,
} from "../../../../server/app/log-transaction-proofs.ts";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import { type LogFixture, logFixture, SETTINGS } from "./log-fixture.ts";

const PROOF = { index: 3, transaction: ["aa"], outcome: ["bb", "cc"] };
const hashOf = (size: number): string => `0x${size.toString(16).padStart(64, "0")}`;

describe("proofs of the transactions of anchors", function () {
  this.timeout(60_000);
  let log: LogFixture;
  let book: TransactionProofBook;

  before(async () => {
    log = await logFixture();
    book = createTransactionProofBook(log.database.kysely);
  });
  after(() => log.close());
  beforeEach(() => log.database.pool.query("DELETE FROM log_anchor"));

  const query = (text: string, ...values: unknown[]) => log.database.pool.query(text, values);
  /** Anchors a size in a block as old as told. */
  const anchor = (size: number, ageMinutes = 0) =>
    query(
      `INSERT INTO log_anchor (log_id, size, root, transaction, block_number, block_hash, block_time)
       VALUES ($1, $2, $3, $4, $2, $4, now() - make_interval(mins => $5))`,
      ...[Buffer.from(SETTINGS.logId), size, randomBytes(32), hashOf(size), ageMinutes],
    );
  const askedAgo = (size: number, minutes: number) =>
    query(
      "UPDATE log_anchor SET transaction_asked_at = now() - make_interval(mins => $2) WHERE size = $1",
      ...[size, minutes],
    );
  const next = async () => (await book.nextWithoutTransactionProof())?.size ?? null;
  const kept = async (size: number) => {
    const { rows } = await query("SELECT transaction_proof FROM log_anchor WHERE size = $1", size);
    return rows[0]!.transaction_proof as unknown;
  };

  it("are asked for newest first, each in its turn whatever came of the others", async () => {
    for (const size of [5, 9, 7]) await anchor(size);
    const asked: string[] = [];
    const prove: ProveTransaction = async (transaction, blockHash) => {
      asked.push(transaction);
      expect(blockHash).to.equal(transaction);
      if (asked.length === 1) throw new Error("the node is away");
      return asked.length === 2 ? null : PROOF;
    };
    const proved: boolean[] = [];
    for (let n = 0; n < 4; n++) proved.push(await noteTransactionProof({ book, prove }));
    expect(proved).to.deep.equal([false, false, true, false]);
    expect(asked).to.deep.equal([9, 7, 5].map(hashOf));
    expect([await kept(9), await kept(7), await kept(5)]).to.deep.equal([null, null, PROOF]);
  });

  it("are asked for of every log, of those that are sealed too, and kept with the right one", async () => {
    for (const size of [5, 9]) await anchor(size);
    const sealed = "5e".repeat(32);
    await query("UPDATE log_anchor SET log_id = $1, size = 9 WHERE size = 5", Buffer.from(sealed, "hex"));
    const asked = [await book.nextWithoutTransactionProof(), await book.nextWithoutTransactionProof()];
    expect(asked.map((one) => one?.logId)).to.deep.equal([bytesToHex(SETTINGS.logId), sealed]);
    await book.noteTransactionProof(asked[1]!, PROOF);
    const { rows } = await query("SELECT log_id FROM log_anchor WHERE transaction_proof IS NOT NULL");
    expect(rows.map((row: { log_id: Buffer }) => row.log_id.toString("hex"))).to.deep.equal([sealed]);
  });

  it("are asked for again when the anchor is twice as old as it was", async () => {
    await anchor(4, 100);
    await askedAgo(4, 40);
    expect(await next(), "60 minutes old when it was asked for, 100 now").to.equal(null);
    await askedAgo(4, 51);
    expect(await next(), "49 minutes old when it was asked for").to.equal(4);
    expect(await next()).to.equal(null);
  });

  it("are asked for again after a minute where the block's clock is ahead", async () => {
    await anchor(4, -30);
    expect(await next()).to.equal(4);
    expect(await next()).to.equal(null);
    await askedAgo(4, 2);
    expect(await next()).to.equal(4);
  });

  it("are not asked for any more once they are had", async () => {
    await anchor(4, 100);
    await noteTransactionProof({ book, prove: async () => PROOF });
    await askedAgo(4, 99);
    expect(await next()).to.equal(null);
  });

  it("are dropped when the anchor is in another block by then", async () => {
    await anchor(4);
    const prove: ProveTransaction = async () => {
      await query("UPDATE log_anchor SET block_hash = $1", hashOf(99));
      return PROOF;
    };
    await noteTransactionProof({ book, prove });
    expect(await kept(4)).to.equal(null);
  });
});
