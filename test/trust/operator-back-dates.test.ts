import { expect } from "chai";
import { sql } from "kysely";
import { anchorHead } from "../../server/app/log-anchoring.ts";
import { chinaPack, gradeEvidence } from "../../server/domain/responsibility/index.ts";
import { handIn } from "../server/adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../server/jobs/log-chain.ts";
import { DAY_SECONDS, file, passTime, redress } from "./support.ts";

describe("the operator back-dates", function () {
  this.timeout(60_000);
  let at: AnchoredLog;
  let receipt: string;
  let anchoredAt: string;

  before(async () => {
    at = await anchoredLog();
    const [leaf] = await handIn(at.log, 1);
    await at.log.sequencer.sequence();
    // The chain is ten days further than the time the operator wrote into the entry.
    await passTime(at.rpcUrl, 10 * DAY_SECONDS);
    await anchorHead(at.deps);
    await at.settle();
    receipt = (await at.log.reader.receipt(leaf!, true))!;
    const { rows } = await sql<{ at: Date }>`SELECT max(block_time) AS at FROM log_anchor`.execute(
      at.log.database.kysely,
    );
    anchoredAt = rows[0]!.at.toISOString();
  });
  after(() => at.close());

  it("cannot move the anchor: its block's time stands in the receipt and is what the chain says", async () => {
    const { anchor } = JSON.parse(receipt) as { anchor: { blockTime: string } };
    expect(Date.parse(anchor.blockTime)).to.equal(Date.parse(anchoredAt));
    const earlier = `${new Date(Date.parse(anchoredAt) - 10 * DAY_SECONDS * 1000).toISOString().slice(0, 19)}Z`;
    const forged = receipt.replace(anchor.blockTime, earlier);
    expect((await redress("verify", file(forged), "--rpc", at.rpcUrl)).out).to.contain("Verdict: INVALID");
  });

  it("is shown beside the verdict: how long before its proof the entry claims to have come", async () => {
    const { out } = await redress("verify", file(receipt), "--rpc", at.rpcUrl);
    expect(out).to.contain("Verdict: VALID");
    expect(out).to.match(/rests on the operator's word alone: 2\d\d hours/);
  });

  it("lowers the grade: what was anchored long after it claims to be from is not contemporaneous", () => {
    const capture = {
      intact: true,
      interest: "none" as const,
      signed: true,
      instrument: false,
      documented: true,
      corroboratedBy: [],
      anchoredAt,
    } as const;
    const earlier = (hours: number) => new Date(Date.parse(anchoredAt) - hours * 3_600_000).toISOString();
    const honest = gradeEvidence({ ...capture, capturedAt: earlier(1) }, chinaPack);
    const backDated = gradeEvidence({ ...capture, capturedAt: earlier(240) }, chinaPack);
    expect(backDated.grade).to.be.lessThan(honest.grade);
  });
});
