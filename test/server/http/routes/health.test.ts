import { createServer, type Server } from "node:http";
import { expect } from "chai";
import express from "express";
import { Registry } from "prom-client";
import { healthRoutes } from "../../../../server/http/routes/health.ts";
import { listen, shut } from "../../../support/listen.ts";

describe("readiness", () => {
  let server: Server;
  let url: string;
  let asked = 0;
  let works = true;

  before(async () => {
    const part = async () => {
      asked++;
      if (!works) throw new Error("down");
    };
    const app = express().use(healthRoutes({ registry: new Registry(), checks: { part } }));
    server = createServer(app);
    url = await listen(server);
  });
  after(() => shut(server));

  const ready = async () => (await (await fetch(`${url}/readyz`)).json()) as { status: string };

  it("asks each part once for everybody who asks at about the same time", async () => {
    const begun = performance.now();
    const answers = await Promise.all(Array.from({ length: 50 }, ready));
    for (let n = 0; n < 50; n++) answers.push(await ready());
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).to.deep.equal(
      new Set([JSON.stringify({ status: "ok", parts: { part: "ok" } })]),
    );
    expect(asked).to.be.within(1, 1 + Math.ceil((performance.now() - begun) / 1_000));
  });

  it("tells of a part that went down a second later at the latest", async () => {
    works = false;
    const begun = performance.now();
    while ((await ready()).status !== "down") expect(performance.now() - begun).to.be.below(5_000);
    works = true;
  });
});
