import { expect } from "chai";
import { sql } from "kysely";
import { openLedger } from "../../server/adapters/postgres/ledger-store.ts";
import { openProduct, type Product } from "../server/http/product.ts";

/** The books are made by the server's own code; who edits them afterwards goes straight to its database. */
describe("the operator edits a split or a payout", function () {
  this.timeout(120_000);
  let product: Product;

  before(async () => {
    product = await openProduct();
    const { deps, ledger } = product.parts;
    for (const [key, minor] of [
      ["payout-one", 12_900n],
      ["payout-two", 4_100n],
    ] as const) {
      const lines = [
        { account: "SUSPENSE", debitMinor: minor, creditMinor: 0n },
        { account: "FUND", debitMinor: 0n, creditMinor: minor },
      ];
      await deps.uow.run((tx) =>
        ledger.post(tx, { key, kind: "advance.granted", currency: "CNY", caseId: null, lines }),
      );
    }
  });
  after(() => product.close());

  const db = () => product.parts.database.kysely;
  async function behindTheBooks(work: () => Promise<unknown>): Promise<void> {
    for (const table of ["journal", "posting", "log_entry", "log_statement"])
      await sql`ALTER TABLE ${sql.table(table)} DISABLE TRIGGER USER`.execute(db());
    await work();
  }

  it("is not accused of books that are as they were booked", async () => {
    expect(await product.parts.ledger.altered()).to.deep.equal([]);
  });

  it("is refused by the database itself while its guards stand", async () => {
    const edit = sql`UPDATE posting SET debit_minor = debit_minor + 1 WHERE debit_minor > 0`.execute(db());
    expect(await edit.catch((error: Error) => error.message)).to.contain("append-only");
  });

  it("is found out by the audit, which names the row, once it has put the guards away", async () => {
    await behindTheBooks(() =>
      sql`
        UPDATE posting SET debit_minor = debit_minor * 2, credit_minor = credit_minor * 2
        WHERE journal_id = (SELECT id FROM journal WHERE key = 'payout-one')`.execute(db()),
    );
    expect(await product.parts.ledger.altered()).to.deep.equal(["payout-one"]);
  });

  it("is found out where it edits what was logged of the journal as well", async () => {
    await behindTheBooks(() =>
      sql`
        UPDATE log_statement SET statement = convert_to(replace(convert_from(statement, 'UTF8'), '12900', '25800'), 'UTF8')
        WHERE convert_from(statement, 'UTF8') LIKE '%payout-one%'`.execute(db()),
    );
    const again = openLedger(product.parts.database, product.parts.deps.log);
    expect(await again.altered()).to.deep.equal(["payout-one"]);
  });
});
