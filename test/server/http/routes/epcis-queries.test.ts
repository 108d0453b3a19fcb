import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import { expect } from "chai";
import { parties } from "../../../../scripts/dev/sample/story.ts";
import { deliverEvents } from "../../../../server/app/deliver-events.ts";
import { listen, shut } from "../../../support/listen.ts";
import { type Answer, type ProvenanceFixture, provenanceFixture } from "./provenance-fixture.ts";

const MERCHANT: string = parties.merchant.partyId;
const CARRIER: string = parties.carrierA.partyId;
const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
const TOKEN = "13df38d8275b13f05704629e5f1cf3d45d6132d5";

let serial = 0;
const event = (bizStep: string) => ({
  type: "ObjectEvent",
  eventTime: "2026-11-01T08:00:00+08:00",
  eventTimeZoneOffset: "+08:00",
  action: "OBSERVE",
  epcList: [`https://id.gs1.org/01/09521234100010/21/Q${++serial}`],
  bizStep,
  readPoint: { id: "https://id.gs1.org/414/9521234000112" },
});

interface Received {
  readonly id: string;
  readonly signature: string;
  readonly body: string;
}

describe("named queries and subscriptions", function () {
  this.timeout(60_000);
  let provenance: ProvenanceFixture;
  let server: Server;
  let dest: string;
  let received: Received[] = [];
  let status = 204;
  let now = new Date();

  const call = (method: string, path: string, body?: unknown, as = MERCHANT) =>
    provenance.call(method, `/epcis${path}`, {
      as,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const capture = async (...eventList: unknown[]) => {
    const document = {
      "@context": [CONTEXT],
      type: "EPCISDocument",
      schemaVersion: "2.0",
      creationDate: "2026-11-01T08:00:00+08:00",
      epcisBody: { eventList },
    };
    expect((await call("POST", "/capture", document)).status).to.equal(202);
    while ((await provenance.log.sequencer.sequence()) > 0);
  };
  const name = async (query: object, as = MERCHANT) => {
    const made = `query ${++serial}`;
    expect((await call("POST", "/queries", { name: made, query }, as)).status).to.equal(201);
    return `/queries/${encodeURIComponent(made)}`;
  };
  const subscribe = (path: string, change: object = { stream: true }) =>
    call("POST", `${path}/subscriptions`, { dest, signatureToken: TOKEN, ...change });
  /** One pass of the job at a time of the test's choice. */
  const deliver = async (at = new Date()) => {
    now = at;
    await deliverEvents({ ...provenance.deps, clock: { now: async () => now } });
  };
  const listIn = (body: string) =>
    JSON.parse(body).epcisBody.queryResults.resultsBody.eventList as { bizStep: string }[];

  before(async function () {
    this.timeout(60_000);
    provenance = await provenanceFixture();
    server = createServer(async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      const header = (key: string) => String(request.headers[key]);
      received.push({ id: header("redress-delivery-id"), signature: header("gs1-signature"), body });
      response.writeHead(status).end();
    });
    dest = `${await listen(server)}/hook`;
  });
  beforeEach(async () => {
    await provenance.log.database.pool.query("DELETE FROM epcis_query");
    received = [];
    status = 204;
  });
  after(async () => {
    await shut(server);
    await provenance.close();
  });

  describe("named queries", () => {
    it("answer as the query they stand for", async () => {
      await capture(event("packing"), event("picking"));
      const path = await name({ EQ_bizStep: ["packing"], "@context": CONTEXT });
      const answer = await call("GET", `${path}/events`);
      expect(listIn(answer.text).map((found) => found.bizStep)).to.deep.equal(["packing"]);
      expect(answer.body.epcisBody.queryResults.queryName).to.equal(decodeURIComponent(path.slice(9)));
    });
    it("go on over pages", async () => {
      await capture(event("staging_outbound"), event("staging_outbound"));
      const path = await name({ EQ_bizStep: "staging_outbound" });
      const first = await call("GET", `${path}/events?perPage=1`);
      const next = new URL(/<([^>]+)>/.exec(first.headers.get("link")!)![1]!);
      expect(listIn((await call("GET", `${path}/events${next.search}`)).text)).to.have.length(1);
    });
    it("are listed, shown and removed", async () => {
      const path = await name({ eventType: ["ObjectEvent"] });
      await name({ eventType: ["AggregationEvent"] });
      const page = await call("GET", "/queries?perPage=1");
      expect([page.body.length, page.headers.get("link") !== null]).to.deep.equal([1, true]);
      expect((await call("GET", path)).body[0].query).to.deep.equal({ eventType: ["ObjectEvent"] });
      expect((await call("DELETE", path)).status).to.equal(204);
      expect((await call("GET", path)).status).to.equal(404);
      expect((await call("DELETE", path)).status).to.equal(404);
    });
    it("have a name once for each party, and another party's are not to be seen", async () => {
      const path = await name({});
      const body = { name: decodeURIComponent(path.slice(9)), query: {} };
      expect((await call("POST", "/queries", body)).body.type).to.equal(
        "epcisException:ResourceAlreadyExistsException",
      );
      expect((await call("GET", path, undefined, CARRIER)).status).to.equal(404);
      expect((await call("POST", "/queries", body, CARRIER)).status).to.equal(201);
    });
    const wrong: [string, object, string][] = [
      ["a parameter there is not", { EQ_colour: ["red"] }, "EQ_colour"],
      ["a time that is none", { GE_eventTime: "not-a-date" }, "GE_eventTime"],
      ["an action that is none", { EQ_action: ["SHIPPED"] }, "EQ_action"],
      ["a direction that is none", { orderDirection: "SIDEWAYS" }, "orderDirection"],
    ];
    for (const [what, query, field] of wrong) {
      it(`refuse ${what} and name it`, async () => {
        const answer = await call("POST", "/queries", { name: "wrong", query });
        expect([answer.status, answer.body.errors[0].field]).to.deep.equal([400, field]);
      });
    }
    it("are not to be streamed over a web socket", async () => {
      const path = await name({});
      expect((await call("GET", `${path}/events?stream=true`)).status).to.equal(400);
    });
    it("answer 401 to nobody and 415 to XML", async () => {
      expect((await provenance.call("GET", "/epcis/queries")).status).to.equal(401);
      const options = { as: MERCHANT, body: "<a/>", headers: { "content-type": "application/xml" } };
      expect((await provenance.call("POST", "/epcis/queries", options)).status).to.equal(415);
    });
  });

  describe("POST /epcis/queries/{name}/subscriptions", () => {
    it("answers 201 and gives the secret in no answer", async () => {
      const path = await name({});
      const made = await subscribe(path);
      expect(made.status).to.equal(201);
      const shown = await provenance.call("GET", made.headers.get("location")!, { as: MERCHANT });
      const listed = await call("GET", `${path}/subscriptions`);
      expect(listed.body).to.deep.equal([shown.body]);
      expect(made.text + shown.text + listed.text).to.not.contain(TOKEN);
      const { rows } = await provenance.log.database.pool.query("SELECT * FROM epcis_subscription");
      expect(rows[0].sealed_token.toString("latin1")).to.not.contain(TOKEN);
    });
    const wrong: [string, object, string][] = [
      ["neither stream nor schedule", {}, "/stream"],
      ["both", { stream: true, schedule: { hour: "1" } }, "/stream"],
      ["a schedule that is none", { schedule: { hour: "25" } }, "/schedule/hour"],
      ["a day that never comes", { schedule: { month: "2", dayOfMonth: "30" } }, "/schedule"],
      ["no secret", { stream: true, signatureToken: undefined }, "/signatureToken"],
      ["an address that is none", { stream: true, dest: "ftp://example.com" }, "/dest"],
    ];
    for (const [what, change, field] of wrong) {
      it(`refuses ${what} and names it`, async () => {
        const answer = await subscribe(await name({}), change);
        expect([answer.status, answer.body.errors[0].field]).to.deep.equal([400, field]);
      });
    }
    it("refuses a query that cuts matches off", async () => {
      const answer = await subscribe(await name({ eventCountLimit: 3 }));
      expect(answer.body.type).to.equal("epcisException:SubscriptionControlsException");
    });
    it("answers 404 for another party's query", async () => {
      const path = await name({}, CARRIER);
      expect((await subscribe(path)).status).to.equal(404);
    });
    it("ends with DELETE, and with its query", async () => {
      const path = await name({});
      const first = (await subscribe(path)).headers.get("location")!;
      await subscribe(path);
      expect((await provenance.call("DELETE", first, { as: MERCHANT })).status).to.equal(204);
      expect((await provenance.call("GET", first, { as: MERCHANT })).status).to.equal(404);
      await call("DELETE", path);
      expect((await call("GET", `${path}/subscriptions`)).status).to.equal(404);
    });
  });

  describe("deliveries", () => {
    it("bring what matches, once, signed so that the receiver can check it", async () => {
      const path = await name({ EQ_bizStep: ["loading"] });
      await subscribe(path);
      await capture(event("loading"), event("unloading"), event("loading"));
      await deliver();
      await deliver();
      expect(received.map(({ body }) => listIn(body).map((found) => found.bizStep))).to.deep.equal([
        ["loading", "loading"],
      ]);
      const [{ id, signature, body }] = received as [Received];
      const [, time, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature)!;
      expect(mac).to.equal(createHmac("sha256", TOKEN).update(`${time}.${id}.${body}`).digest("hex"));
    });
    it("leave out what was recorded before, unless it is asked for", async () => {
      await capture(event("killing"));
      const path = await name({ EQ_bizStep: ["killing"] });
      await subscribe(path);
      await deliver();
      expect(received).to.deep.equal([]);
      await subscribe(path, { stream: true, initialRecordTime: "2026-01-01T00:00:00Z" });
      await deliver();
      expect(received).to.have.length(1);
    });
    it("are sent again, the same bytes under the same id, until they are acknowledged", async () => {
      const path = await name({ EQ_bizStep: ["repairing"] });
      const subscription = (await subscribe(path)).headers.get("location")!;
      await capture(event("repairing"));
      status = 500;
      const began = Date.now();
      await deliver(new Date(began));
      const shown: Answer = await provenance.call("GET", subscription, { as: MERCHANT });
      expect([shown.body["redress:failures"], shown.body["redress:lastError"]]).to.deep.equal([
        1,
        "status 500",
      ]);
      await deliver(new Date(began + 1_000));
      expect(received, "before its time").to.have.length(1);
      status = 200;
      await capture(event("repairing"));
      await deliver(new Date(began + 6_000));
      expect(received).to.have.length(2);
      expect([received[1]!.id, received[1]!.body]).to.deep.equal([received[0]!.id, received[0]!.body]);
      await deliver(new Date(began + 7_000));
      expect(listIn(received[2]!.body), "what came meanwhile").to.have.length(1);
    });
    it("are given up in the end, and the subscriber sees why", async () => {
      const path = await name({ EQ_bizStep: ["sampling"] });
      const subscription = (await subscribe(path)).headers.get("location")!;
      await capture(event("sampling"));
      status = 503;
      for (let hours = 0; hours < 30; hours++) await deliver(new Date(Date.now() + hours * 3_700_000));
      const shown: Answer = await provenance.call("GET", subscription, { as: MERCHANT });
      expect(shown.body["redress:state"]).to.equal("suspended");
      expect(received).to.have.length(24);
    });
    it("count as failed when they cannot be made, and hold up nobody else's", async () => {
      const broken = (await subscribe(await name({ EQ_bizStep: ["replacing"] }))).headers.get("location")!;
      await subscribe(await name({ EQ_bizStep: ["replacing"] }));
      const id = broken.split("/").at(-1);
      await provenance.log.database.pool.query(
        "UPDATE epcis_subscription SET sealed_token = decode(repeat('00', 60), 'hex') WHERE subscription_id = $1",
        [id],
      );
      await capture(event("replacing"));
      await deliver();
      expect(received).to.have.length(1);
      const shown: Answer = await provenance.call("GET", broken, { as: MERCHANT });
      expect([shown.body["redress:failures"], shown.body["redress:lastError"]]).to.deep.equal([
        1,
        "internal",
      ]);
    });
    it("go out once when two processes are at it", async () => {
      await subscribe(await name({ EQ_bizStep: ["holding"] }));
      await capture(event("holding"));
      await Promise.all([deliver(), deliver(), deliver()]);
      expect(received).to.have.length(1);
    });
    it("go out once when a process sleeps over its lease and wakes in the middle of a try", async () => {
      await subscribe(await name({ EQ_bizStep: ["stocking"] }));
      await capture(event("stocking"));
      const { deps } = provenance;
      const began = Date.now();
      const matches: typeof deps.standing.matches = async (...asked) => {
        const found = await deps.standing.matches(...asked);
        await capture(event("stocking"));
        await deliver(new Date(began + 61_000));
        await deliver(new Date(began + 62_000));
        return found;
      };
      const clock = { now: async () => new Date(began) };
      await deliverEvents({ ...deps, clock, standing: { ...deps.standing, matches } });
      await deliver(new Date(began + 200_000));
      expect(received.map(({ body }) => listIn(body).length)).to.deep.equal([2]);
    });
    it("come by the schedule, and empty only where that was asked for", async () => {
      const path = await name({ EQ_bizStep: ["removing"] });
      // Half a day off, so that its hour does not come while the test runs.
      const hour = String((new Date().getUTCHours() + 12) % 24);
      await subscribe(path, { schedule: { hour } });
      await subscribe(path, { schedule: { hour }, reportIfEmpty: true });
      await deliver();
      expect(received, "before its hour").to.deep.equal([]);
      const day = 86_400_000;
      await deliver(new Date(Date.now() + day));
      await deliver(new Date(Date.now() + day));
      expect(received.map(({ body }) => listIn(body).length)).to.deep.equal([0]);
      await capture(event("removing"));
      await deliver(new Date(Date.now() + 2 * day));
      await deliver(new Date(Date.now() + 2 * day));
      expect(received.map(({ body }) => listIn(body).length)).to.deep.equal([0, 1, 1]);
    });
    it("bring a partner its own legs only", async () => {
      const made = { name: "mine", query: { EQ_bizStep: ["collecting"] } };
      await call("POST", "/queries", made, CARRIER);
      await call(
        "POST",
        "/queries/mine/subscriptions",
        { dest, signatureToken: TOKEN, stream: true },
        CARRIER,
      );
      const theirs = {
        ...event("collecting"),
        destinationList: [
          { type: "possessing_party", destination: `https://id.gs1.org/417/${parties.carrierA.gln}` },
        ],
      };
      await capture(event("collecting"), theirs);
      await deliver();
      expect(received.flatMap(({ body }) => listIn(body))).to.have.length(1);
    });
    it("leave no event out when there are more than one delivery carries", async () => {
      await subscribe(await name({ EQ_bizStep: ["encoding"] }));
      await capture(...Array.from({ length: 450 }, () => event("encoding")));
      for (let pass = 0; pass < 4; pass++) await deliver();
      expect(received.map(({ body }) => listIn(body).length)).to.deep.equal([200, 200, 50]);
    });
  });
});
