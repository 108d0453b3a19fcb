import { readFileSync } from "node:fs";
import { expect } from "chai";
import { rpc } from "../../../scripts/dev/anvil.ts";
import { checkpointSigner } from "../../../server/adapters/postgres/log-settings.ts";
import { createWitnessBook } from "../../../server/adapters/postgres/log-witness-book.ts";
import { signCheckpoint } from "../../../server/domain/log/checkpoint.ts";
import { anchoredEntries, file, redress, stranger } from "../../trust/support.ts";
import { type AnchoredLog, anchoredLog } from "../jobs/log-chain.ts";

describe("redress report-fork with one checkpoint, against what the contract anchored", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  let log: string;
  let anchored: string;

  /** What the log's own keys sign for other eyes. */
  function signed(size: number): string {
    const { identity } = at.settings;
    const root = new Uint8Array(32).fill(7);
    return file(
      signCheckpoint({ origin: identity.origin, size, root }, checkpointSigner(at.settings)).note,
      "shown.note",
    );
  }

  before(async () => {
    at = await anchoredLog();
    await anchoredEntries(at, 7);
    const { note } = (await createWitnessBook(at.log.database, at.settings).newest())!;
    anchored = file(note, "anchored.note");
    await anchoredEntries(at, 2, "later");
    log = file(JSON.stringify(at.settings.identity), "log.json");
  });
  after(() => at.close());

  const report = (shown: string, ...more: string[]) => redress("report-fork", shown, "--log", log, ...more);

  it("asks the node when an older size was anchored, and writes a call the contract takes", async () => {
    const callData = file("", "call.json");
    const ran = await report(signed(7), "--rpc", at.rpcUrl, "--call-data", callData);
    expect(ran.code, ran.err).to.equal(0);
    const { to, data, method } = JSON.parse(readFileSync(callData, "utf8"));
    expect(method).to.equal("reportForkOfAnchor");
    expect(await rpc(at.rpcUrl, "eth_call", [{ to, data }, "latest"])).to.equal("0x");
  });

  it("says that a checkpoint of the anchored root proves nothing", async () => {
    const ran = await report(anchored, "--rpc", at.rpcUrl, "--call-data", file("", "call.json"));
    expect(ran.err).to.contain("the contract anchored this very root");
    expect(ran.code).to.equal(1);
  });

  it("says that no root was anchored for a size, below the head and above it", async () => {
    for (const size of [5, 50]) {
      const ran = await report(signed(size), "--rpc", at.rpcUrl, "--call-data", file("", "call.json"));
      expect(ran.err).to.contain(`anchored nothing for size ${size}`);
    }
  });

  it("wants a time where it may ask no node, and one it can read", async () => {
    const to = ["--call-data", file("", "call.json")];
    expect((await report(signed(7), ...to)).err).to.contain("--anchored-at <instant>, or --rpc to ask");
    const ran = await report(signed(7), "--anchored-at", "yesterday", ...to);
    expect(ran.err).to.contain("--anchored-at is no time to the second");
  });

  it("is sent for the newest size too, and the log is forked for good", async () => {
    const { keyFile } = await stranger(at.rpcUrl);
    const ran = await report(signed(9), "--rpc", at.rpcUrl, "--key-file", keyFile);
    expect(ran.code, ran.err).to.equal(0);
    const logId = `0x${Buffer.from(at.settings.logId).toString("hex")}`;
    const { forked } = await at.contract.getFunction("logOf")(logId);
    expect(forked).to.equal(true);
  });
});
