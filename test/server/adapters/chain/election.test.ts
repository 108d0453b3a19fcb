import { expect } from "chai";
import { type Election, openElection } from "../../../../server/adapters/chain/election.ts";
import { type Database, openDatabase } from "../../../../server/adapters/postgres/database.ts";
import { freshDatabase } from "../../../support/database.ts";

describe("an office of which there is one holder", () => {
  let holding: Database;
  let waiting: Database;
  let holder: Election;
  let other: Election;

  before(async () => {
    const { url } = await freshDatabase();
    holding = openDatabase(url);
    waiting = openDatabase(url, { maxConnections: 1 });
    holder = openElection(holding.pool, "an office");
    other = openElection(waiting.pool, "an office");
  });
  after(async () => {
    await other.resign();
    await holding.close();
    await waiting.close();
  });

  it("is asked for as often as one likes, and leaves nothing behind on connections", async () => {
    expect(await holder.held()).to.equal(true);
    const listeners = async () => {
      const client = await waiting.pool.connect();
      const count = client.listenerCount("error");
      client.release();
      return count;
    };
    expect(await other.held()).to.equal(false);
    const once = await listeners();
    for (let n = 0; n < 20; n++) expect(await other.held()).to.equal(false);
    expect(await listeners()).to.equal(once);
  });

  it("goes on to the next when it is given up, in a new term", async () => {
    await holder.resign();
    expect(await other.held()).to.equal(true);
    expect([holder.terms(), other.terms()]).to.deep.equal([1, 1]);
  });
});
