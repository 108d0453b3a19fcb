import { createServer, type Server } from "node:http";
import { expect } from "chai";
import express from "express";
import { guessLimit } from "../../../../server/http/middleware/guessing.ts";
import { createMetrics } from "../../../../server/http/middleware/metrics.ts";
import { problemMiddleware } from "../../../../server/http/problems.ts";
import { listen, shut } from "../../../support/listen.ts";

const MISSES = 5;

describe("guesses at items", () => {
  const metrics = createMetrics();
  let server: Server;
  let url: string;
  const status = async (path: string) => (await fetch(url + path)).status;
  const counted = async (name: string) =>
    Number(new RegExp(`^${name} (\\d+)$`, "m").exec(await metrics.registry.metrics())?.[1]);

  before(async () => {
    const app = express();
    app.use("/v1/items", guessLimit(metrics, MISSES));
    app.get("/v1/items/known", (_request, response) => response.json({}));
    app.get("/v1/items/:id", (_request, response) => response.status(404).json({}));
    app.use(problemMiddleware);
    server = createServer(app);
    url = await listen(server);
  });
  after(() => shut(server));

  it("are bounded, while items that are there may be read on and on", async () => {
    for (let i = 0; i < 3 * MISSES; i++) expect(await status("/v1/items/known")).to.equal(200);
    for (let i = 0; i < MISSES; i++) expect(await status(`/v1/items/guess-${i}`)).to.equal(404);
    expect(await status("/v1/items/guess-more")).to.equal(429);
  });
  it("are counted for the operator", async () => {
    expect(await counted("redress_items_missed_total")).to.equal(MISSES);
    expect(await counted("redress_items_refused_total")).to.be.at.least(1);
  });
});
