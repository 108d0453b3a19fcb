import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { sql } from "kysely";
import { createAnchorBook } from "../../server/adapters/postgres/log-anchor-book.ts";
import { handIn, type LogFixture, logFixture } from "../server/adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../server/jobs/log-chain.ts";
import { tempDir } from "../support/temp-dir.ts";
import { type PublishedLog, publish } from "./published.ts";
import { anchoredEntries, file, type Ran, redress } from "./support.ts";

describe("the operator rewrites or drops a logged entry", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  let honest: PublishedLog;
  /** The history the operator would like to have: same keys, other entries. */
  let rewritten: LogFixture;
  let lie: PublishedLog;
  let log: string;

  before(async () => {
    at = await anchoredLog();
    await anchoredEntries(at, 300);
    rewritten = await logFixture(at.settings);
    await handIn(rewritten, 310, "rewritten");
    await rewritten.sequencer.sequence();
    honest = await publish(at.log.database, at.settings);
    lie = await publish(rewritten.database, at.settings);
    log = file(JSON.stringify(at.settings.identity), "log.json");
  });
  after(async () => {
    await honest.close();
    await lie.close();
    await rewritten.close();
    await at.close();
  });

  const look = (url: string, state: string, ...more: string[]): Promise<Ran> =>
    redress("monitor", "--log", log, "--url", url, "--state", state, ...more);
  const withChain = () => ["--rpc", at.rpcUrl];

  it("is not accused while it does nothing of the kind", async () => {
    const { code, out } = await look(honest.url, tempDir(), ...withChain());
    expect(out).to.contain("Size 300: recomputed, and nothing contradicts it.");
    expect(code).to.equal(0);
  });

  it("finds no consistency proof for the contract: the anchor reverts", async () => {
    const book = createAnchorBook(rewritten.database, at.settings);
    const head = (await book.head())!;
    const proof = await book.consistencyProof(300, head.size);
    const args = [
      `0x${book.logId}`,
      head.size,
      `0x${head.root}`,
      proof.map((hash) => `0x${hash}`),
      head.logSignature,
    ];
    const key = "rewritten";
    await at.log.work.run((tx) =>
      at.deps.outbox.enqueue(tx, { key, contract: "EvidenceLog", method: "anchor", args }),
    );
    await at.settle();
    expect(await at.deps.outbox.status(key)).to.include({ state: "failed" });
    expect((await at.deps.outbox.status(key))?.error).to.contain("EvidenceLogInconsistent");
  });

  it("is seen by a monitor that knew the old history, which keeps both checkpoints", async () => {
    const state = tempDir();
    expect((await look(honest.url, state)).code).to.equal(0);
    const { code, out } = await look(lie.url, state, "--json");
    const report = JSON.parse(out) as { kind: string; evidence: string };
    expect({ code, kind: report.kind }).to.deep.equal({ code: 1, kind: "tile_differs" });
    expect(readdirSync(report.evidence)).to.include.members(["checkpoint-1.note", "log.json", "report.json"]);
    const kept = JSON.parse(readFileSync(join(state, "state.json"), "utf8")) as { size: number };
    expect(kept.size, "the lie is not taken into the state").to.equal(300);
  });

  it("is seen by a monitor that is new, because the chain has another root", async () => {
    const { code, out } = await look(lie.url, tempDir(), ...withChain());
    expect(out).to.contain("MISBEHAVIOUR (chain_root_differs)");
    expect(code).to.equal(1);
  });

  it("is seen where it drops the newest entries: the log shrank, and the chain has more", async () => {
    const short = await logFixture(at.settings);
    try {
      await handIn(short, 200, "short");
      await short.sequencer.sequence();
      const shown = await publish(short.database, at.settings);
      const state = tempDir();
      await look(honest.url, state);
      expect((await look(shown.url, state)).out).to.contain("MISBEHAVIOUR (shrunk)");
      expect((await look(shown.url, tempDir(), ...withChain())).out).to.contain("MISBEHAVIOUR (chain_ahead)");
      await shown.close();
    } finally {
      await short.close();
    }
  });

  it("is seen where it alters one entry in its database and nothing else", async () => {
    const edited = await logFixture(at.settings);
    try {
      await handIn(edited, 5, "edited");
      await edited.sequencer.sequence();
      await sql`ALTER TABLE log_entry DISABLE TRIGGER USER`.execute(edited.database.kysely);
      await sql`
        UPDATE log_entry SET entry = convert_to(replace(convert_from(entry, 'UTF8'), 'case-1f3a', 'case-9999'), 'UTF8')
        WHERE leaf_index = 3`.execute(edited.database.kysely);
      const shown = await publish(edited.database, at.settings);
      expect((await look(shown.url, tempDir())).out).to.contain("MISBEHAVIOUR (tile_differs)");
      await shown.close();
    } finally {
      await edited.close();
    }
  });

  it("is not accused by a monitor that cannot reach it", async () => {
    const { code, out } = await look("http://127.0.0.1:1/log", tempDir());
    expect(out).to.contain("Cannot tell");
    expect(code).to.equal(3);
  });
});
