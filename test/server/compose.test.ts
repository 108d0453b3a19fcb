import { expect } from "chai";
import { sql } from "kysely";
import { advanceGranted } from "../../server/domain/money/journal-lines.ts";
import { input } from "./adapters/postgres/log-fixture.ts";
import { openProduct, type Product } from "./http/product.ts";

describe("a journal of a case that the database has lost", function () {
  this.timeout(60_000);
  let product: Product;

  before(async () => {
    product = await openProduct();
  });
  after(() => product?.close());

  async function subjectOf(caseId: string, key: string): Promise<string> {
    const { deps, database } = product.parts;
    const lines = advanceGranted(`0x${"c0".repeat(20)}`, 5n);
    const journal = { key, kind: "advance.granted", currency: "CNY", caseId, lines } as const;
    const { leafHash } = await deps.uow.run((tx) => deps.ledger.post(tx, journal));
    const { rows } = await sql<{ subject: string }>`
      SELECT convert_from(entry, 'UTF8')::json->>'subject' AS subject FROM log_entry
      WHERE leaf_hash = ${Buffer.from(leafHash, "hex")}`.execute(database.kysely);
    return rows[0]!.subject;
  }

  it("is booked under one pseudonym for the case, which its public id does not tell", async () => {
    const [one, other] = ["1f".repeat(16), "2f".repeat(16)];
    const subject = await subjectOf(one, "first");
    expect(subject)
      .to.match(/^[0-9a-f]{32}$/)
      .and.not.equal(one);
    expect(await subjectOf(one, "second")).to.equal(subject);
    expect(await subjectOf(other, "third")).to.not.equal(subject);
  });
});

describe("two hand-ins that wait for each other's keys", function () {
  this.timeout(60_000);
  let product: Product;

  before(async () => {
    product = await openProduct();
  });
  after(() => product?.close());

  it("are both taken, as one entry a key", async () => {
    const { deps } = product.parts;
    const inTurn = Promise.withResolvers<void>();
    let held = 0;
    const take = (first: string, second: string) =>
      deps.uow.run(async (tx) => {
        const [one] = await deps.log.accept(tx, [input(first)]);
        held += 1;
        if (held === 2) inTurn.resolve();
        await inTurn.promise;
        const [other] = await deps.log.accept(tx, [input(second)]);
        return [one!.leafHash, other!.leafHash];
      });
    const [there, back] = await Promise.all([take("a", "b"), take("b", "a")]);
    expect(there).to.deep.equal(back!.toReversed());
  });
});
