import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createWitnessBook } from "../../server/adapters/postgres/log-witness-book.ts";
import { formatAddCheckpoint } from "../../server/domain/log/witness.ts";
import { handIn, type LogFixture, logFixture } from "../server/adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../server/jobs/log-chain.ts";
import { tempDir } from "../support/temp-dir.ts";
import { startWitness, type TestWitness } from "../support/witness.ts";
import { type PublishedLog, publish } from "./published.ts";
import { anchoredEntries, file, redress, stranger } from "./support.ts";

describe("the operator shows two logs to two people", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  let second: LogFixture;
  let shown: PublishedLog;
  let witness: TestWitness;
  let log: string;
  let contradiction: string;

  before(async () => {
    at = await anchoredLog();
    await anchoredEntries(at, 7);
    second = await logFixture(at.settings);
    await handIn(second, 7, "for other eyes");
    await second.sequencer.sequence();
    shown = await publish(second.database, at.settings);
    witness = await startWitness("w.example", at.settings.identity.verifierKey);
    log = file(JSON.stringify(at.settings.identity), "log.json");
  });
  after(async () => {
    await witness.stop();
    await shown.close();
    await second.close();
    await at.close();
  });

  async function submit(history: LogFixture, oldSize: number): Promise<Response> {
    const { note } = (await createWitnessBook(history.database, at.settings).newest())!;
    const body = formatAddCheckpoint({ oldSize, proof: [], note });
    return fetch(`${witness.url}/add-checkpoint`, { method: "POST", body });
  }
  const logOf = () =>
    at.contract.getFunction("logOf")(`0x${Buffer.from(at.settings.logId).toString("hex")}`) as Promise<{
      forked: boolean;
      bondMinor: bigint;
    }>;

  it("gets one of them cosigned, and is refused the other, which the witness keeps beside it", async () => {
    expect((await submit(at.log, 0)).status).to.equal(200);
    const refused = await submit(second, 7);
    expect([refused.status, refused.headers.get("content-type"), await refused.text()]).to.deep.equal([
      ...[409, "text/x.tlog.size", "7\n"],
    ]);
    const [folder] = readdirSync(join(witness.home, "state/contradictions"));
    contradiction = join(witness.home, "state/contradictions", folder!);
    expect(readdirSync(contradiction)).to.have.members(["shown.note", "signed.note"]);
  });

  it("is seen by a monitor that was shown the second and compares with the witness", async () => {
    const where = ["--url", shown.url, "--state", tempDir(), "--witness", witness.url];
    const { code, out } = await redress("monitor", "--log", log, ...where);
    expect(out).to.contain("MISBEHAVIOUR (witness_differs)");
    expect(code).to.equal(1);
  });

  it("is reported with one command by anybody with both checkpoints: forked for good, the whole bond gone", async () => {
    const { keyFile } = await stranger(at.rpcUrl);
    const pair = ["signed.note", "shown.note"].map((name) => join(contradiction, name));
    const way = ["--log", log, "--rpc", at.rpcUrl, "--key-file", keyFile];
    const ran = await redress("report-fork", ...pair, ...way);
    expect(ran.code, ran.err).to.equal(0);
    const { forked, bondMinor } = await logOf();
    expect({ forked, bondMinor }).to.deep.equal({ forked: true, bondMinor: 0n });
  });

  it("is known as forked to every later monitor", async () => {
    const honest = await publish(at.log.database, at.settings);
    const where = ["--url", honest.url, "--state", tempDir(), "--rpc", at.rpcUrl];
    expect((await redress("monitor", "--log", log, ...where)).out).to.contain(
      "MISBEHAVIOUR (forked_on_chain)",
    );
    await honest.close();
  });

  it("cannot be accused with two checkpoints that agree", async () => {
    const one = join(contradiction, "signed.note");
    const ran = await redress("report-fork", one, one, "--log", log, "--call-data", file("", "call.json"));
    expect(ran.err).to.contain("A fork is two roots of one size");
    expect(ran.code).to.equal(1);
  });
});
