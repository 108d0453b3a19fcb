import { createServer, type RequestListener, type Server } from "node:http";
import { expect } from "chai";
import express from "express";
import { createLogPublisher } from "../../../../server/adapters/postgres/log-publisher.ts";
import { anchorHead } from "../../../../server/app/log-anchoring.ts";
import { problemMiddleware } from "../../../../server/http/problems.ts";
import { logTileRoutes } from "../../../../server/http/routes/log.ts";
import { listen, shut } from "../../../support/listen.ts";
import { tempDir } from "../../../support/temp-dir.ts";
import { file, redress } from "../../../trust/support.ts";
import { handIn } from "../../adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../../jobs/log-chain.ts";
import { openProduct } from "../product.ts";

const TILE = "/log/tile/0/000.p/3";

describe("a crowd of readers of the log", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  const servers: Server[] = [];

  before(async () => {
    at = await anchoredLog();
    await handIn(at.log, 3);
    await at.log.sequencer.sequence();
    await anchorHead(at.deps);
    await at.settle();
  });
  after(async () => {
    for (const server of servers) await shut(server);
    await at?.close();
  });

  async function serve(handler: RequestListener): Promise<string> {
    const server = createServer(handler);
    servers.push(server);
    return await listen(server);
  }
  const published = (requestsPerMinute?: number): Promise<string> => {
    const publisher = createLogPublisher(at.log.database, at.settings);
    const app = express().use(logTileRoutes(publisher, requestsPerMinute)).use(problemMiddleware);
    return serve(app);
  };

  it("is told by address when it asked too often, from any page, and never kept by a cache", async () => {
    const url = await published(4);
    for (let n = 0; n < 4; n++) expect((await fetch(url + TILE)).status).to.equal(200);
    const { status, headers } = await fetch(`${url}/logs/nobody/checkpoint`);
    expect(status).to.equal(429);
    expect(Number(headers.get("retry-after"))).to.be.within(1, 60);
    expect(headers.get("access-control-allow-origin")).to.equal("*");
    expect(headers.get("cache-control")).to.equal("no-store");
  });

  it("reads the database so many at once, and the rest is told to come again", async () => {
    const url = await published();
    const client = await at.log.database.pool.connect();
    await client.query("BEGIN; LOCK TABLE log_tile IN ACCESS EXCLUSIVE MODE");
    const answered: Response[] = [];
    const asked: Promise<Response>[] = [];
    await new Promise<void>((resolve) => {
      const note = (response: Response) => answered.push(response) === 26 && resolve();
      for (let n = 0; n < 90; n++) asked.push(fetch(url + TILE));
      for (const one of asked) void one.then(note);
    });
    await client.query("ROLLBACK");
    client.release();
    expect(answered.map(({ status, headers }) => [status, headers.get("retry-after")])).to.deep.equal(
      Array.from({ length: 26 }, () => [429, "1"]),
    );
    const all = await Promise.all(asked);
    expect(all.filter(({ status }) => status === 200)).to.have.length(64);
    expect((await fetch(url + TILE)).status).to.equal(200);
  });

  it("is bounded in the product as it is run", async () => {
    const product = await openProduct({ embedded: false });
    try {
      const { headers } = await fetch(`${product.url}${TILE}`);
      expect(headers.get("ratelimit-policy")).to.contain("q=6000");
    } finally {
      await product.close();
    }
  });

  it("keeps no monitor from reading everything: it comes again when it is told to", async () => {
    const url = await published();
    const refused = new Set<string>();
    const front = await serve(async ({ url: path = "/" }, response) => {
      if (!refused.has(path)) {
        refused.add(path);
        return response.writeHead(429, { "retry-after": "1" }).end();
      }
      const { status, ...answer } = await fetch(url + path).then(async (found) => ({
        status: found.status,
        body: Buffer.from(await found.arrayBuffer()),
      }));
      response.writeHead(status).end(answer.body);
    });
    const { out, err, code } = await redress(
      ...["monitor", "--log", file(JSON.stringify(at.settings.identity), "log.json"), "--state", tempDir()],
      ...["--url", `${front}/log`, "--rpc", at.rpcUrl],
    );
    expect(code, out + err).to.equal(0);
    expect(refused).to.have.length.above(1);
  });
});
