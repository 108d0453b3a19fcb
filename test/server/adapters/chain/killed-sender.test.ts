import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { waitUntil } from "../../../../scripts/dev/process.ts";
import type { Chain } from "../../../../server/adapters/chain/chain.ts";
import { type Database, openDatabase } from "../../../../server/adapters/postgres/database.ts";
import { startAnvil, type TestChain } from "../../../support/anvil.ts";
import { freshDatabase } from "../../../support/database.ts";
import { chainOn, deployToken, enqueue, HOLDER, mint } from "./support.ts";

const CHILD = fileURLToPath(new URL("sender-child.ts", import.meta.url));
const CALLS = 40;
const KILLS = 3;

describe("a sender that is killed again and again", function () {
  this.timeout(120_000);
  let node: TestChain;
  let db: Database;
  let url: string;
  let token: string;
  let chain: Chain;
  const children = new Set<ChildProcess>();

  before(async () => {
    node = await startAnvil();
    token = await deployToken(node.rpcUrl);
    ({ url } = await freshDatabase());
    db = openDatabase(url);
    chain = chainOn(db, node.rpcUrl, token);
  });
  after(async () => {
    for (const child of children) child.kill("SIGKILL");
    await chain.close();
    await db.close();
    await node.stop();
  });

  const startChild = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [CHILD, url, node.rpcUrl, token], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.add(child);
    await new Promise((resolve) => child.stdout!.once("data", resolve));
    return child;
  };
  const kill = async (child: ChildProcess): Promise<void> => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    children.delete(child);
  };
  const left = async (): Promise<number> => {
    const { queue } = await chain.health();
    return queue.queued + queue.inFlight;
  };

  it("sends every call once", async () => {
    const keys = Array.from({ length: CALLS }, (_, i) => `call-${i}`);
    await enqueue(db, chain, ...keys.map((key) => mint(key, 1n)));
    for (let round = 1; round <= KILLS; round += 1) {
      const goal = CALLS - round * 8;
      const child = await startChild();
      await waitUntil(async () => {
        if ((await left()) > goal) throw new Error("not yet");
      }, 30_000);
      await kill(child);
    }
    const last = await startChild();
    await waitUntil(async () => expect(await left()).to.equal(0), 60_000);
    await kill(last);
    const minted = (await chain.reader.read("SettlementToken", "balanceOf", [HOLDER])) as bigint;
    expect(minted).to.equal(BigInt(CALLS));
    const statuses = await Promise.all(keys.map((key) => chain.outbox.status(key)));
    expect(statuses.every((status) => status?.state === "mined")).to.equal(true);
  });
});
