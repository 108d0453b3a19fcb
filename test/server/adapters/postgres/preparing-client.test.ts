import { expect } from "chai";
import { PreparingClient } from "../../../../server/adapters/postgres/preparing-client.ts";
import { freshDatabase, type TestDatabase } from "../../../support/database.ts";

describe("a connection that prepares", () => {
  let place: TestDatabase;
  let client: PreparingClient;

  before(async function () {
    this.timeout(60_000);
    place = await freshDatabase();
  });
  beforeEach(async () => {
    client = new PreparingClient({ connectionString: place.url });
    await client.connect();
  });
  afterEach(() => client.end());
  after(() => place.drop());

  const prepared = async () => (await client.query("SELECT statement FROM pg_prepared_statements")).rows;
  const ask = async (text: string, values: unknown[], times: number) => {
    for (let time = 0; time < times; time++) await client.query(text, values);
  };

  it("prepares what is asked again and again, and nothing else", async () => {
    await ask("SELECT $1::int + 1 AS often", [1], 6);
    await ask("SELECT $1::int + 2 AS seldom", [1], 3);
    expect(await prepared()).to.deep.equal([{ statement: "SELECT $1::int + 1 AS often" }]);
  });

  it("answers alike before and after", async () => {
    for (let value = 0; value < 12; value++)
      expect((await client.query("SELECT $1::int * 2 AS twice", [value])).rows).to.deep.equal([
        { twice: value * 2 },
      ]);
  });

  it("keeps so many at most", async () => {
    for (let n = 0; n < 300; n++) await ask(`SELECT $1::int + ${n}`, [1], 5);
    expect((await prepared()).length).to.equal(256);
  }).timeout(30_000);

  it("plans anew after a table has changed", async () => {
    await client.query("CREATE TEMPORARY TABLE changing (a int)");
    const text = "SELECT * FROM changing WHERE $1::int > 0";
    await ask(text, [1], 6);
    await client.query("ALTER TABLE changing ADD COLUMN b int");
    const stale = await client.query(text, [1]).catch((error: unknown) => error);
    expect(stale).to.have.property("code", "0A000");
    expect((await client.query(text, [1])).fields.map(({ name }: { name: string }) => name)).to.deep.equal([
      "a",
      "b",
    ]);
  });
});
