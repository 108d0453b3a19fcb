import { createServer, type Server } from "node:http";
import { expect } from "chai";
import express from "express";
import { pino } from "pino";
import { requestLogging } from "../../../../server/http/middleware/logging.ts";
import { problemMiddleware } from "../../../../server/http/problems.ts";
import { listen, shut } from "../../../support/listen.ts";

/** What a request may tell of a person; none of it may be in a line. */
const MARKS = [
  "203.0.113.77",
  "Phone-Of-Li",
  "li@example.cn",
  "13800138000",
  "secret-token",
  "session-of-li",
];

describe("log lines", () => {
  let server: Server;
  let url: string;
  let lines = "";

  before(async () => {
    const stream = {
      write: (line: string) => {
        lines += line;
      },
    };
    const app = express();
    app.use(requestLogging(pino({ level: "trace", base: null }, stream)));
    app.get("/01/:gtin/21/:serial", (_request, response) => response.send("page"));
    app.post("/broken", express.json(), () => {
      throw new Error("broken");
    });
    app.use(problemMiddleware);
    server = createServer(app);
    url = await listen(server);
  });
  after(() => shut(server));

  it("tell nothing of the person, neither of a scan nor of a request that fails", async () => {
    const headers = {
      "user-agent": MARKS[1]!,
      "x-forwarded-for": MARKS[0]!,
      authorization: `Bearer ${MARKS[4]}`,
      cookie: `scan=${MARKS[5]}`,
      "content-type": "application/json",
    };
    await fetch(`${url}/01/09521234100010/21/A1?mail=${MARKS[2]}&lat=31.2304`, { headers });
    await fetch(`${url}/broken?mail=${MARKS[2]}`, {
      method: "POST",
      headers,
      body: JSON.stringify({ phone: MARKS[3] }),
    });
    expect(lines).to.contain("/01/09521234100010/21/A1").and.to.contain("/broken");
    for (const mark of [...MARKS, "31.2304"]) expect(lines, mark).to.not.contain(mark);
  });
});
