import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { anchorHead } from "../../server/app/log-anchoring.ts";
import { commit } from "../../server/domain/evidence/commitment.ts";
import { parseEntry } from "../../server/domain/log/entry.ts";
import { handIn } from "../server/adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../server/jobs/log-chain.ts";
import { tempDir } from "../support/temp-dir.ts";
import { DAY_SECONDS, file, passTime, redress, stranger } from "./support.ts";

const REFUSED = 3n;

describe("the operator refuses to accept evidence", function () {
  this.timeout(60_000);
  let at: AnchoredLog;
  let log: string;
  const keep = join(tempDir("redress-refused-"), "kept.json");

  before(async () => {
    at = await anchoredLog();
    await handIn(at.log, 1);
    await at.log.sequencer.sequence();
    await anchorHead(at.deps);
    await at.settle();
    log = file(JSON.stringify(at.settings.identity), "log.json");
  });
  after(() => at.close());

  const refusedCount = async () => {
    const logId = `0x${Buffer.from(at.settings.logId).toString("hex")}`;
    return ((await at.contract.getFunction("logOf")(logId)) as { refusedCount: bigint }).refusedCount;
  };

  it("is asked through the contract with one command; only a salted hash becomes public", async () => {
    const { keyFile } = await stranger(at.rpcUrl);
    const photo = file("the photo they would not take", "photo.jpg");
    const way = ["--rpc", at.rpcUrl, "--key-file", keyFile];
    const ran = await redress("request-inclusion", "--log", log, "--document", photo, "--keep", keep, ...way);
    expect(ran.out).to.contain("In block");
    const [event] = await at.contract.queryFilter("InclusionRequested");
    const entry = Buffer.from((event as unknown as { args: { entry: string } }).args.entry.slice(2), "hex");
    const kept = JSON.parse(readFileSync(keep, "utf8")) as { entry: string; statement: string; salt: string };
    expect(entry.toString("utf8")).to.equal(kept.entry);
    const commitment = commit(Buffer.from(kept.statement), Buffer.from(kept.salt, "hex"));
    expect(parseEntry(kept.entry).commitment).to.equal(Buffer.from(commitment).toString("hex"));
  });

  it("is marked for good on the chain when its time has run out", async () => {
    const [event] = await at.contract.queryFilter("InclusionRequested");
    const { requestId } = (event as unknown as { args: { requestId: string } }).args;
    await passTime(at.rpcUrl, 3 * DAY_SECONDS + 60);
    await (await at.contract.getFunction("expireRequest")(requestId)).wait();
    expect((await at.contract.getFunction("requestOf")(requestId)).status).to.equal(REFUSED);
    expect(await refusedCount()).to.equal(1n);
  });

  it("does not lose the salt: a file that is there already is never written over", async () => {
    const photo = file("another photo", "photo.jpg");
    const way = ["--call-data", file("", "call.json"), "--deposit", "1"];
    const ran = await redress("request-inclusion", "--log", log, "--document", photo, "--keep", keep, ...way);
    expect(ran.code).to.equal(1);
    expect(ran.err).to.contain("EEXIST");
  });

  it("does not take a deposit for an entry that breaks the published rules", async () => {
    const { keyFile } = await stranger(at.rpcUrl);
    const entry = file('{"commitment":"zz"}', "entry.json");
    const ran = await redress(
      "request-inclusion",
      entry,
      "--log",
      log,
      "--rpc",
      at.rpcUrl,
      "--key-file",
      keyFile,
    );
    expect(ran.code).to.equal(1);
    expect(ran.err).to.contain("commitment");
  });
});
