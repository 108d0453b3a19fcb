import { expect } from "chai";
import { insertCall } from "../../../../server/adapters/postgres/chain-calls.ts";
import { listenChainCalls, type Subscription } from "../../../../server/adapters/postgres/chain-notices.ts";
import { type Database, openDatabase } from "../../../../server/adapters/postgres/database.ts";
import { freshDatabase } from "../../../support/database.ts";

describe("notices of calls to the chain", function () {
  this.timeout(60_000);
  let db: Database;
  let subscription: Subscription;
  let heard = 0;
  let waiting: (() => void)[] = [];

  const notice = () => {
    heard += 1;
    for (const wake of waiting.splice(0)) wake();
  };
  const hearMoreThan = async (count: number) => {
    while (heard <= count) await new Promise<void>((resolve) => (waiting = [...waiting, resolve]));
  };
  const enqueue = (key: string) =>
    insertCall(db.kysely, { key, contract: "EvidenceLog", method: "anchor", args: "[]", calldata: "0x" });

  beforeEach(async () => {
    heard = 0;
    db = openDatabase((await freshDatabase()).url);
    subscription = await listenChainCalls(db, notice);
  });
  afterEach(async () => {
    await subscription.stop();
    await db.close();
  });

  it("come when a call was enqueued", async () => {
    const before = heard;
    await enqueue("a");
    await hearMoreThan(before);
  });

  it("come again after the connection was lost", async () => {
    const before = heard;
    await db.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN chain_call' AND pid <> pg_backend_pid()",
    );
    await hearMoreThan(before);
    const again = heard;
    await enqueue("a");
    await hearMoreThan(again);
  });

  it("keep no connection that came only after the end", async () => {
    const gate = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    let connections = 0;
    const came = Promise.withResolvers<void>();
    const connect = async () => {
      connections += 1;
      if (connections === 1) return await db.pool.connect();
      asked.resolve();
      await gate.promise;
      const client = await db.pool.connect();
      came.resolve();
      return client;
    };
    const slow = await listenChainCalls({ ...db, pool: { connect } as unknown as Database["pool"] }, notice);
    await db.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN chain_call' AND pid <> pg_backend_pid()",
    );
    await asked.promise;
    await enqueue("a");
    await slow.stop();
    await subscription.stop();
    gate.resolve();
    await came.promise;
    await new Promise((resolve) => setTimeout(resolve, 50));
    await db.close();
    db = openDatabase((await freshDatabase()).url);
  });

  it("end when nobody listens any more", async () => {
    await subscription.stop();
    const before = heard;
    await enqueue("a");
    await db.pool.query("SELECT 1");
    expect(heard).to.equal(before);
  });
});
