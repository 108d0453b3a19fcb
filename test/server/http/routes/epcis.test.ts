import { sign } from "node:crypto";
import { gzipSync } from "node:zlib";
import canonicalize from "canonicalize";
import { expect } from "chai";
import { eventKey, eventPublicKey, itemUri, parties } from "../../../../scripts/dev/sample/story.ts";
import { type Answer, type ProvenanceFixture, provenanceFixture } from "./provenance-fixture.ts";

const MERCHANT: string = parties.merchant.partyId;
const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
let serial = 0;

function event(change: Record<string, unknown> = {}): Record<string, unknown> {
  serial += 1;
  return {
    type: "ObjectEvent",
    eventTime: "2026-11-01T08:00:00+08:00",
    eventTimeZoneOffset: "+08:00",
    action: "OBSERVE",
    epcList: [`https://id.gs1.org/01/09521234100010/21/T${serial}`],
    bizStep: "shipping",
    readPoint: { id: "https://id.gs1.org/414/9521234000112" },
    ...change,
  };
}
const documentOf = (...eventList: unknown[]) =>
  JSON.stringify({
    "@context": [CONTEXT],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: "2026-11-01T08:00:00+08:00",
    epcisBody: { eventList },
  });

describe("routes of /epcis", () => {
  let provenance: ProvenanceFixture;
  let capture: (
    body: string | Buffer,
    as?: string,
    headers?: Record<string, string>,
  ) => ReturnType<ProvenanceFixture["call"]>;
  const countEvents = async () =>
    Number((await provenance.log.database.pool.query("SELECT count(*) FROM epcis_event")).rows[0].count);

  before(async function () {
    this.timeout(60_000);
    provenance = await provenanceFixture();
    capture = (body, as = MERCHANT, headers = {}) =>
      provenance.call("POST", "/epcis/capture", { as, body, headers });
    await provenance.registerKeys();
  });
  after(() => provenance.close());

  describe("POST /epcis/capture", () => {
    it("answers 202 with a job whose document says success", async () => {
      const answer = await capture(documentOf(event()));
      expect(answer.status).to.equal(202);
      const job = await provenance.call("GET", answer.headers.get("location")!, { as: MERCHANT });
      expect(job.body).to.include({ running: false, success: true, captureErrorBehaviour: "rollback" });
    });

    it("names the log entries in the job, so that promise and receipt of each can be fetched at once", async () => {
      const answer = await capture(documentOf(event(), event()));
      const job = await provenance.call("GET", answer.headers.get("location")!, { as: MERCHANT });
      const leaves: string[] = job.body["redress:leafHashes"];
      expect(leaves).to.have.length(2);
      for (const leaf of leaves)
        expect(await provenance.log.reader.receipt(leaf, false)).to.contain('"promise"');
    });

    it("makes one log entry for each event, its statement naming the exact bytes", async () => {
      const before = (await provenance.log.database.pool.query("SELECT 1 FROM log_entry")).rowCount!;
      await capture(documentOf(event(), event()));
      const after = (await provenance.log.database.pool.query("SELECT 1 FROM log_entry")).rowCount!;
      expect(after - before).to.equal(2);
    });

    it("writes nothing again when the same document comes twice, however it is spaced", async () => {
      const body = documentOf(event());
      await capture(body);
      const before = await countEvents();
      expect((await capture(JSON.stringify(JSON.parse(body), null, 3))).status).to.equal(202);
      expect(await countEvents()).to.equal(before);
    });

    it("keeps one event when sixteen captures of it race", async () => {
      const body = documentOf(event());
      const before = await countEvents();
      const answers = await Promise.all(Array.from({ length: 16 }, () => capture(body)));
      expect(answers.map((answer) => answer.status)).to.deep.equal(Array(16).fill(202));
      expect(await countEvents()).to.equal(before + 1);
    });

    it("keeps an event and the declaration of its error apart, though they share a CBV hash", async () => {
      const wrong = event();
      const before = await countEvents();
      await capture(documentOf(wrong));
      await capture(documentOf({ ...wrong, errorDeclaration: { declarationTime: "2026-11-02T00:00:00Z" } }));
      expect(await countEvents()).to.equal(before + 2);
    });

    it("refuses the whole document for one bad event and names event, pointer and rule", async () => {
      const before = await countEvents();
      const answer = await capture(documentOf(event(), event({ bizStep: "shiping" })));
      expect(answer.status).to.equal(400);
      expect(answer.headers.get("content-type")).to.contain("application/problem+json");
      expect(answer.body.type).to.equal("epcisException:ValidationException");
      expect(answer.body.errors[0]).to.include({ event: 1, field: "/epcisBody/eventList/1/bizStep" });
      expect(answer.body.errors[0].rule).to.contain("business step");
      expect(await countEvents()).to.equal(before);
    });

    it("keeps the good events with behaviour proceed and lists the bad one in the job", async () => {
      const before = await countEvents();
      const headers = { "gs1-capture-error-behaviour": "proceed" };
      const answer = await capture(documentOf(event(), event({ readPoint: undefined })), MERCHANT, headers);
      expect(answer.status).to.equal(202);
      expect(await countEvents()).to.equal(before + 1);
      const job = await provenance.call("GET", answer.headers.get("location")!, { as: MERCHANT });
      expect(job.body.success).to.equal(false);
      expect(job.body.errors[0].detail).to.contain("/epcisBody/eventList/1/readPoint");
    });

    const malformed: [string, string, string][] = [
      ["a duplicate key", '{"a":1,"a":2}', "/a"],
      ["an integer beyond 2^53", '{"a":[9007199254740993]}', "/a/0"],
      ["a lone surrogate", '{"a":"\\ud800"}', "/a"],
      ["too deep a nesting", `{"a":${"[".repeat(200)}${"]".repeat(200)}}`, `/a${"/0".repeat(31)}`],
    ];
    for (const [name, body, field] of malformed) {
      it(`refuses ${name} with its pointer`, async () => {
        const answer = await capture(body);
        expect([answer.status, answer.body.code]).to.deep.equal([400, "provenance.json_invalid"]);
        expect(answer.body.errors[0].field).to.equal(field);
      });
    }

    for (const destination of ["tel:+8613800138000", "mailto:li@example.cn"]) {
      it(`refuses a party that is no pseudonym but a way to reach a person (${destination})`, async () => {
        const named = event({ destinationList: [{ type: "owning_party", destination }] });
        const answer = await capture(documentOf(named));
        expect([answer.status, answer.body.errors[0].field]).to.deep.equal([
          400,
          "/epcisBody/eventList/0/destinationList/0/destination",
        ]);
      });
    }

    it("refuses a remote context instead of fetching it", async () => {
      const body = documentOf(event()).replace(CONTEXT, "https://evil.example/context.jsonld");
      const answer = await capture(body);
      expect(answer.status).to.equal(400);
      expect(answer.body.errors[0].field).to.match(/^\/@context/);
    });

    it("answers 401 to nobody", async () => {
      const answer = await provenance.call("POST", "/epcis/capture", { body: documentOf(event()) });
      expect([answer.status, answer.body.type]).to.deep.equal([401, "epcisException:SecurityException"]);
    });

    it("answers 406 to who wants XML", async () => {
      const answer = await capture(documentOf(event()), MERCHANT, { accept: "application/xml" });
      expect([answer.status, answer.body.type]).to.deep.equal([406, "epcisException:NotAcceptableException"]);
    });

    it("answers 413 to a body over the announced size", async () => {
      const answer = await capture(Buffer.alloc(8 * 1024 * 1024 + 1, 32));
      expect([answer.status, answer.body.type]).to.deep.equal([
        413,
        "epcisException:CaptureLimitExceededException",
      ]);
      expect(answer.headers.get("gs1-epcis-capture-file-size-limit")).to.equal("8388608");
    });

    it("answers 413 to a small body that unpacks to a large one", async () => {
      const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32));
      expect(bomb.length).to.be.below(100_000);
      expect((await capture(bomb, MERCHANT, { "content-encoding": "gzip" })).status).to.equal(413);
    });

    it("refuses an event of too many identifiers with its pointer", async () => {
      const epcList = Array.from({ length: 10_001 }, (_, i) => `urn:x:${i}`);
      const answer = await capture(documentOf(event({ epcList })));
      expect([answer.status, answer.body.errors[0].field]).to.deep.equal([
        400,
        "/epcisBody/eventList/0/epcList",
      ]);
    });

    it("answers 413 to more events than announced", async () => {
      const answer = await capture(documentOf(...Array(5001).fill(0)));
      expect([answer.status, answer.body.code]).to.deep.equal([413, "provenance.too_many_events"]);
    });

    it("answers 415 to XML", async () => {
      const answer = await capture("<a/>", MERCHANT, { "content-type": "application/xml" });
      expect([answer.status, answer.body.type]).to.deep.equal([
        415,
        "epcisException:UnsupportedMediaTypeException",
      ]);
    });

    it("answers 400 to bytes that are not UTF-8", async () => {
      expect((await capture(Buffer.from([0x22, 0xff, 0x22]))).status).to.equal(400);
    });
  });

  describe("signatures", () => {
    const signed = (party: keyof typeof parties, body: Record<string, unknown>) => ({
      ...body,
      "redress:signature": {
        gln: parties[party].gln,
        algorithm: "Ed25519",
        publicKey: eventPublicKey(parties[party]),
        signature: sign(null, Buffer.from(canonicalize(body)!), eventKey(parties[party])).toString("hex"),
      },
    });
    const signerOf = async (epc: string) => {
      const sql = "SELECT signer FROM epcis_event e JOIN epcis_event_epc x USING (seq) WHERE x.epc = $1";
      return (await provenance.log.database.pool.query(sql, [epc])).rows[0].signer;
    };

    it("takes a good one and keeps who signed", async () => {
      const body = event();
      expect((await capture(documentOf(signed("carrierA", body)))).status).to.equal(202);
      expect(await signerOf((body.epcList as string[])[0]!)).to.equal(parties.carrierA.gln);
    });

    it("takes an unsigned event as unsigned", async () => {
      const body = event();
      await capture(documentOf(body));
      expect(await signerOf((body.epcList as string[])[0]!)).to.equal(null);
    });

    it("refuses one over other words", async () => {
      const answer = await capture(documentOf({ ...signed("carrierA", event()), disposition: "damaged" }));
      expect([answer.status, answer.body.code]).to.deep.equal([400, "provenance.signature_invalid"]);
      expect(answer.body.errors[0].field).to.equal("/epcisBody/eventList/0/redress:signature/signature");
    });

    it("refuses a key of another party", async () => {
      const body = signed("carrierA", event());
      const forged = {
        ...body,
        "redress:signature": { ...body["redress:signature"], gln: parties.carrierB.gln },
      };
      const answer = await capture(documentOf(forged));
      expect(answer.body.errors[0].field).to.equal("/epcisBody/eventList/0/redress:signature/publicKey");
    });
  });

  describe("POST /v1/event-keys", () => {
    const register = (publicKey: string, as?: string) =>
      provenance.call("POST", "/v1/event-keys", {
        body: JSON.stringify({ publicKey }),
        ...(as === undefined ? {} : { as }),
      });
    const own = eventPublicKey(parties.merchant);

    it("is safe to repeat", async () => expect((await register(own, MERCHANT)).status).to.equal(204));
    it("answers 409 for another party's key", async () =>
      expect((await register(own, parties.carrierA.partyId)).status).to.equal(409));
    it("answers 400 for a key of small order", async () =>
      expect((await register(`01${"00".repeat(31)}`, MERCHANT)).status).to.equal(400));
    it("answers 400 for a party without GLN", async () =>
      expect((await register(own, parties.auditor.partyId)).status).to.equal(400));
    it("answers 401 to nobody", async () => expect((await register(own)).status).to.equal(401));
  });

  describe("GET /epcis/capture/:id", () => {
    it("answers the same 404 for another party's job and for none", async () => {
      const answer = await capture(documentOf(event()));
      const other = await provenance.call("GET", answer.headers.get("location")!, {
        as: parties.carrierA.partyId,
      });
      const none = await provenance.call("GET", "/epcis/capture/none", { as: MERCHANT });
      expect([other.status, none.status]).to.deep.equal([404, 404]);
      expect({ ...other.body, requestId: "" }).to.deep.equal({ ...none.body, requestId: "" });
    });
    it("lists them page by page without repeat or loss, and those of others never", async () => {
      const ids = async (path: string, as: string) =>
        (await provenance.call("GET", path, { as })).body.map((job: { captureID: string }) => job.captureID);
      for (let i = 0; i < 3; i++) await capture(documentOf(event()), parties.inspector.partyId);
      const seen: string[] = [];
      let path: string | null = "/epcis/capture?perPage=2";
      while (path !== null) {
        const answer = await provenance.call("GET", path, { as: parties.inspector.partyId });
        seen.push(...answer.body.map((job: { captureID: string }) => job.captureID));
        const next = /<([^>]+)>/.exec(answer.headers.get("link") ?? "")?.[1];
        path = next === undefined ? null : new URL(next).pathname + new URL(next).search;
      }
      expect(seen).to.deep.equal(await ids("/epcis/capture?perPage=500", parties.inspector.partyId));
      expect(await ids("/epcis/capture?perPage=500", MERCHANT)).to.not.include(seen[0]);
    });
    it("lists a party's own jobs newest first", async () => {
      const { body } = await provenance.call("GET", "/epcis/capture", { as: MERCHANT });
      const times = body.map((job: { createdAt: string }) => job.createdAt);
      expect(times).to.deep.equal([...times].sort().reverse());
    });
  });

  describe("POST /epcis/events", () => {
    const lone = () => JSON.stringify({ "@context": CONTEXT, ...event() });
    const post = (body: string) => provenance.call("POST", "/epcis/events", { as: MERCHANT, body });

    it("answers 201 with the event's address and its words", async () => {
      const body = lone();
      const answer = await post(body);
      expect([answer.status, answer.text]).to.deep.equal([201, body]);
      const found = await provenance.call("GET", answer.headers.get("location")!, { as: MERCHANT });
      expect(found.body.epcisBody.queryResults.resultsBody.eventList).to.have.length(1);
    });
    it("answers 409 the second time", async () => {
      const body = lone();
      await post(body);
      expect((await post(body)).body.type).to.equal("epcisException:ResourceAlreadyExistsException");
    });
    it("answers 400 without a context", async () =>
      expect((await post(JSON.stringify(event()))).body.errors[0].field).to.equal("/@context"));
  });

  describe("GET /epcis/events", () => {
    const query = (parameters: Record<string, string>, as = MERCHANT) =>
      provenance.call("GET", `/epcis/events?${new URLSearchParams(parameters)}`, { as });
    const listOf = (answer: Answer): { epcList: string[] }[] =>
      answer.body.epcisBody.queryResults.resultsBody.eventList;

    it("finds an item by either spelling of its identifier", async () => {
      await capture(documentOf(event({ epcList: ["urn:epc:id:sgtin:4012345.011111.9876"] })));
      const urn = await query({ MATCH_epc: "urn:epc:id:sgtin:4012345.011111.9876" });
      const link = await query({ MATCH_epc: "https://example.com/01/04012345111118/21/9876" });
      expect([listOf(urn).length, listOf(link).length]).to.deep.equal([1, 1]);
    });
    it("finds all serials of a product by a star", async () => {
      const answer = await query({ MATCH_epc: "https://id.gs1.org/01/04012345111118/21/*" });
      expect(listOf(answer)).to.have.length(1);
    });
    it("walks all pages without repeat or loss", async () => {
      const own = Array.from({ length: 7 }, () => event({ bizStep: "stocking" }));
      await capture(documentOf(...own));
      const seen: string[] = [];
      let path: string | null = "/epcis/events?EQ_bizStep=stocking&perPage=3";
      while (path !== null) {
        const answer = await provenance.call("GET", path, { as: MERCHANT });
        seen.push(...listOf(answer).flatMap((found) => found.epcList));
        const next = /<([^>]+)>; rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
        path = next === undefined ? null : new URL(next).pathname + new URL(next).search;
      }
      expect(seen.sort()).to.deep.equal(own.map((one) => (one.epcList as string[])[0]).sort());
    });
    it("shows a partner its own legs only", async () => {
      const theirs = event({
        bizStep: "holding",
        destinationList: [
          { type: "possessing_party", destination: `https://id.gs1.org/417/${parties.carrierB.gln}` },
        ],
      });
      await capture(documentOf(theirs, event({ bizStep: "holding" })));
      const asked = { EQ_bizStep: "holding" };
      expect(listOf(await query(asked, parties.carrierB.partyId))).to.have.length(1);
      expect(listOf(await query(asked, parties.carrierA.partyId))).to.have.length(0);
      expect(listOf(await query(asked, parties.auditor.partyId))).to.have.length(2);
    });
    const bad: [string, Record<string, string>][] = [
      ["an unknown parameter", { EQ_colour: "red" }],
      ["a time that is none", { GE_eventTime: "yesterday" }],
      ["a page size that is none", { perPage: "-1" }],
      ["a token that is not ours", { nextPageToken: "abc" }],
    ];
    for (const [name, parameters] of bad) {
      it(`answers 400 for ${name} and names it`, async () => {
        const answer = await query(parameters);
        expect([answer.status, answer.body.type]).to.deep.equal([
          400,
          "epcisException:QueryParameterException",
        ]);
        expect(answer.body.errors[0].field).to.equal(Object.keys(parameters)[0]);
      });
    }
    it("answers 401 to nobody", async () =>
      expect((await provenance.call("GET", "/epcis/events")).status).to.equal(401));
    it("answers 404 for an id nobody used", async () =>
      expect((await provenance.call("GET", "/epcis/events/urn:uuid:none", { as: MERCHANT })).status).to.equal(
        404,
      ));
  });

  it("announces its limits and versions", async () => {
    const { status, headers } = await provenance.call("OPTIONS", "/epcis/capture");
    expect(status).to.equal(204);
    expect(headers.get("gs1-epcis-capture-limit")).to.equal("5000");
    expect(headers.get("gs1-capture-error-behaviour")).to.equal("all");
    expect(headers.get("gs1-epcis-version")).to.equal("2.0.0");
  });

  it("answers a sub-resource as the query it stands for", async () => {
    await provenance.captureSample("events/01-commissioning.json", MERCHANT);
    const path = `/epcis/epcs/${encodeURIComponent(itemUri)}/events`;
    const answer = await provenance.call("GET", path, { as: MERCHANT });
    expect(answer.body.epcisBody.queryResults.resultsBody.eventList).to.have.length(1);
  });
});
