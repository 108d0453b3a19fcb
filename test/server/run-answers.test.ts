import { expect } from "chai";
import pino from "pino";
import { createLogPublisher } from "../../server/adapters/postgres/log-publisher.ts";
import type { LogSettings } from "../../server/adapters/postgres/log-settings.ts";
import type { Parts } from "../../server/compose.ts";
import { createMetrics } from "../../server/http/middleware/metrics.ts";
import { standingFigures } from "../../server/run-answers.ts";
import { DAY_SECONDS, file, passTime, redress, stranger } from "../trust/support.ts";
import { handIn } from "./adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "./jobs/log-chain.ts";

describe("the figures of a log's standing", function () {
  this.timeout(60_000);
  let at: AnchoredLog;
  let showUnder: (settings: LogSettings) => () => Promise<void>;
  let show: () => Promise<void>;
  const metrics = createMetrics();
  const said: string[] = [];

  before(async () => {
    at = await anchoredLog();
    const logger = pino({}, { write: (line: string) => said.push(JSON.parse(line).msg) });
    const { database } = at.log;
    const parts = { chain: at.chain, database, publisher: createLogPublisher(database, at.settings) };
    showUnder = (settings) => standingFigures({ ...parts, settings } as Parts, logger, metrics);
    show = showUnder(at.settings);
  });
  after(() => at.close());

  const gauge = async (name: string) =>
    (await metrics.registry.getSingleMetric(`redress_log_${name}`)?.get())?.values[0]?.value;

  it("are all nothing, and nothing is said, while the log stands well", async () => {
    await show();
    for (const name of ["challenges_open", "underbonded", "forked", "late_total", "overdue_total"])
      expect(await gauge(name), name).to.equal(0);
    expect(said).to.deep.equal([]);
  });

  it("name a key that was changed and not appended, whose promises nobody could hold against the log", async () => {
    const before = said.length;
    await showUnder({ ...at.settings, promiseSigner: `0x${"5e".repeat(20)}` })();
    expect(await gauge("keys_not_accepted")).to.equal(1);
    expect(said.splice(before)).to.deep.equal([
      "the log stands badly at its contract: promise key not accepted",
    ]);
    await show();
    expect(await gauge("keys_not_accepted")).to.equal(0);
  });

  it("count a challenge from when it is made", async () => {
    const [leaf] = await handIn(at.log, 1);
    const receipt = file((await at.log.reader.receipt(leaf!, false))!);
    const { keyFile } = await stranger(at.rpcUrl);
    const way = ["--rpc", at.rpcUrl, "--key-file", keyFile];
    await passTime(at.rpcUrl, DAY_SECONDS + 60);
    await redress("challenge", receipt, ...way);
    await at.settle();
    await show();
    expect(await gauge("challenges_open")).to.equal(1);

    await passTime(at.rpcUrl, 2 * DAY_SECONDS + 60);
    await redress("challenge", receipt, "--settle", ...way);
    await at.settle();
  });

  it("name an underbonded log, and say so once", async () => {
    await show();
    await show();
    expect([
      await gauge("challenges_open"),
      await gauge("underbonded"),
      await gauge("overdue_total"),
    ]).to.deep.equal([0, 1, 1]);
    expect(said).to.deep.equal(["the log stands badly at its contract: underbonded, 1 overdue"]);
  });
});
