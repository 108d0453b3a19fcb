import { expect } from "chai";
import { sql } from "kysely";
import {
  type Database,
  fromTx,
  openDatabase,
  unitOfWork,
} from "../../../../server/adapters/postgres/database.ts";
import { freshDatabase, type TestDatabase } from "../../../support/database.ts";

describe("the database", () => {
  let place: TestDatabase;
  let database: Database;

  before(async function () {
    this.timeout(60_000);
    place = await freshDatabase();
    database = openDatabase(place.url);
    await database.pool.query("CREATE TABLE note (text text)");
  });
  after(async () => {
    await database.close();
    await place.drop();
  });

  const notes = async () => (await database.pool.query("SELECT text FROM note")).rows;
  const killOthers = () =>
    database.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );

  it("writes all of a unit of work, or nothing of it", async () => {
    const { run } = unitOfWork(database);
    const failing = run(async (tx) => {
      await sql`INSERT INTO note VALUES ('lost')`.execute(fromTx(tx));
      throw new Error("later");
    });
    expect(((await failing.catch((error: unknown) => error)) as Error).message).to.equal("later");
    expect(await notes()).to.deep.equal([]);
    await run((tx) => sql`INSERT INTO note VALUES ('kept')`.execute(fromTx(tx)));
    expect(await notes()).to.deep.equal([{ text: "kept" }]);
  });

  it("fails a transaction whose connection is lost, keeps the process and serves the next", async () => {
    const failing = unitOfWork(database).run(async (tx) => {
      await sql`INSERT INTO note VALUES ('lost too')`.execute(fromTx(tx));
      await killOthers();
      await sql`INSERT INTO note VALUES ('never')`.execute(fromTx(tx));
    });
    expect(await failing.catch((error: unknown) => error)).to.have.property("code", "storage.unavailable");
    expect(await notes()).to.deep.equal([{ text: "kept" }]);
  });

  it("names an outage when nothing listens, and leaves other errors as they are", async () => {
    const nowhere = openDatabase("postgres://nobody@127.0.0.1:1/nothing");
    const refused = await unitOfWork(nowhere)
      .run(async () => 1)
      .catch((error: unknown) => error);
    expect(refused).to.have.property("code", "storage.unavailable");
    await nowhere.close();
    const wrong = unitOfWork(database).run((tx) => sql`SELECT 1 / 0`.execute(fromTx(tx)));
    expect(await wrong.catch((error: unknown) => error)).to.have.property("code", "22012");
  });

  it("leaves transactions that wait for one lock the connections they read on beside", async () => {
    const { url } = await freshDatabase();
    const db = openDatabase(url);
    const { run } = unitOfWork(db);
    const done = await Promise.allSettled(
      Array.from({ length: 60 }, () =>
        run(async (tx) => {
          await sql`SELECT pg_advisory_xact_lock(7)`.execute(fromTx(tx));
          await sql`SELECT 1`.execute(db.kysely);
        }),
      ),
    );
    expect(done.filter(({ status }) => status === "rejected")).to.deep.equal([]);
    await db.close();
  });
});
