import { expect } from "chai";
import { parties } from "../../../../scripts/dev/sample/story.ts";
import { type Answer, type ProvenanceFixture, provenanceFixture } from "./provenance-fixture.ts";

const MERCHANT: string = parties.merchant.partyId;
const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
const SITE = "https://id.gs1.org/414/9521234000112";
const SHELF = "https://id.gs1.org/414/9521234000112/254/shelf-7";
const STORE = "https://id.gs1.org/414/9521234000204";

const base = {
  eventTime: "2026-11-01T08:00:00+08:00",
  eventTimeZoneOffset: "+08:00",
  readPoint: { id: SITE },
};

/** One event for each thing a parameter asks for; each answers to its eventID. */
const EVENTS: Record<string, object> = {
  sensed: {
    ...base,
    type: "ObjectEvent",
    action: "OBSERVE",
    epcList: ["urn:epc:id:sgtin:4012345.011111.9876"],
    bizStep: "inspecting",
    persistentDisposition: {
      set: ["https://ref.gs1.org/cbv/Disp-completeness_verified"],
      unset: ["unknown"],
    },
    sensorElementList: [
      {
        sensorMetadata: {
          startTime: "2026-11-01T00:00:00Z",
          endTime: "2026-11-01T06:00:00+08:00",
          deviceID: "urn:epc:id:giai:4000001.111",
          dataProcessingMethod: "https://example.com/253/1",
          bizRules: "https://example.com/253/2",
        },
        sensorReport: [
          {
            type: "Temperature",
            value: 26.5,
            minValue: 20,
            maxValue: 31,
            meanValue: 25,
            sDev: 0.5,
            uom: "CEL",
          },
          { type: "gs1:RelativeHumidity", value: 12, uom: "A93", stringValue: "dry", booleanValue: true },
          {
            type: "Count",
            hexBinaryValue: "f0f0",
            uriValue: "https://example.com/value",
            microorganism: "https://www.ncbi.nlm.nih.gov/taxonomy/1126011",
            chemicalSubstance: "https://identifiers.org/inchikey:CZMRCDWAGMRECN",
            percRank: 50,
            percValue: 12.7,
            uom: "C62",
          },
        ],
      },
    ],
    "example:grade": "A",
    "example:score": 7,
  },
  counted: {
    ...base,
    type: "ObjectEvent",
    action: "ADD",
    readPoint: { id: SHELF },
    bizLocation: { id: STORE },
    quantityList: [{ epcClass: "urn:epc:class:lgtin:4012345.012345.L1", quantity: 200, uom: "KGM" }],
    bizTransactionList: [{ type: "po", bizTransaction: "urn:epcglobal:cbv:bt:5200001000008:42" }],
    sourceList: [{ type: "owning_party", source: "urn:epc:id:pgln:9521234.00010" }],
    ilmd: { "example:vintage": 2024 },
  },
  changed: {
    ...base,
    type: "TransformationEvent",
    transformationID: "urn:epc:id:gdti:0614141.12345.400",
    inputEPCList: ["https://id.gs1.org/01/09521234100010/21/IN"],
    outputEPCList: ["https://id.gs1.org/01/09521234100010/21/OUT"],
  },
  withdrawn: {
    ...base,
    type: "ObjectEvent",
    action: "OBSERVE",
    epcList: ["https://id.gs1.org/01/09521234100010/21/W"],
    errorDeclaration: {
      declarationTime: "2026-11-03T00:00:00Z",
      reason: "incorrect_data",
      correctiveEventIDs: ["urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8"],
    },
  },
};

describe("parameters of the event query", () => {
  let provenance: ProvenanceFixture;
  const get = (path: string, as = MERCHANT, headers: Record<string, string> = {}) =>
    provenance.call("GET", `/epcis${path}`, { as, headers });
  const ids = (answer: Answer): string[] =>
    answer.body.epcisBody.queryResults.resultsBody.eventList.map((event: { eventID: string }) =>
      event.eventID.replace("urn:example:", ""),
    );

  before(async function () {
    this.timeout(60_000);
    provenance = await provenanceFixture();
    const eventList = Object.entries(EVENTS).map(([id, event]) => ({
      eventID: `urn:example:${id}`,
      ...event,
    }));
    const vocabularyList = [
      {
        type: "urn:epcglobal:epcis:vtype:ReadPoint",
        vocabularyElementList: [{ id: SITE, children: [SHELF] }],
      },
    ];
    const body = JSON.stringify({
      "@context": [CONTEXT, { example: "https://example.com/ns/" }],
      type: "EPCISDocument",
      schemaVersion: "2.0",
      creationDate: "2026-11-01T08:00:00+08:00",
      epcisHeader: { epcisMasterData: { vocabularyList } },
      epcisBody: { eventList },
    });
    const answer = await provenance.call("POST", "/epcis/capture", { as: MERCHANT, body });
    expect(answer.status, answer.text).to.equal(202);
  });
  after(() => provenance.close());

  const asked: [string, string[]][] = [
    ["EQ_persistentDisposition_set=completeness_verified", ["sensed"]],
    ["EQ_persistentDisposition_unset=urn:epcglobal:cbv:disp:unknown", ["sensed"]],
    [`WD_readPoint=${SITE}`, ["sensed", "counted", "changed", "withdrawn"]],
    [`EQ_readPoint=${SITE}`, ["sensed", "changed", "withdrawn"]],
    [`WD_readPoint=${SHELF}`, ["counted"]],
    [`WD_bizLocation=${STORE}`, ["counted"]],
    ["EQ_transformationID=urn:epc:id:gdti:0614141.12345.400", ["changed"]],
    ["MATCH_inputEPC=https://id.gs1.org/01/09521234100010/21/IN", ["changed"]],
    ["MATCH_outputEPC=https://id.gs1.org/01/09521234100010/21/*", ["changed"]],
    ["MATCH_epc=urn:epc:idpat:sgtin:4012345.011111.*", ["sensed"]],
    ["MATCH_epcClass=https://id.gs1.org/01/04012345123456/10/L1", ["counted"]],
    ["EQ_quantity=200", ["counted"]],
    ["GT_quantity=199.5", ["counted"]],
    ["GT_quantity=200", []],
    ["GE_quantity=200&LE_quantity=200", ["counted"]],
    ["LT_quantity=200", []],
    ["EXISTS_errorDeclaration=true", ["withdrawn"]],
    ["GE_errorDeclarationTime=2026-11-03T08:00:00%2B08:00", ["withdrawn"]],
    ["LT_errorDeclarationTime=2026-11-03T00:00:00Z", []],
    ["EQ_errorReason=incorrect_data", ["withdrawn"]],
    ["EQ_correctiveEventID=urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8", ["withdrawn"]],
    ["GE_startTime=2026-11-01T00:00:00Z", ["sensed"]],
    ["LT_startTime=2026-11-01T00:00:00Z", []],
    ["LT_endTime=2026-10-31T22:00:01Z", ["sensed"]],
    ["GE_endTime=2026-10-31T22:00:01Z", []],
    ["EQ_type=Temperature", ["sensed"]],
    ["EQ_type=RelativeHumidity|Speed", ["sensed"]],
    ["EQ_deviceID=urn:epc:id:giai:4000001.111", ["sensed"]],
    ["EQ_dataProcessingMethod=https://example.com/253/1", ["sensed"]],
    ["EQ_bizRules=https://example.com/253/2", ["sensed"]],
    ["EQ_microorganism=https://www.ncbi.nlm.nih.gov/taxonomy/1126011", ["sensed"]],
    ["EQ_chemicalSubstance=https://identifiers.org/inchikey:CZMRCDWAGMRECN", ["sensed"]],
    ["EQ_stringValue=dry", ["sensed"]],
    ["EQ_hexBinaryValue=f0f0", ["sensed"]],
    ["EQ_uriValue=https://example.com/value", ["sensed"]],
    ["EQ_booleanValue=true", ["sensed"]],
    ["EQ_booleanValue=false", []],
    ["GE_value_CEL=26.5", ["sensed"]],
    ["GE_value_FAH=1", []],
    ["GT_maxValue_CEL=30", ["sensed"]],
    ["LT_minValue_CEL=20", []],
    ["EQ_bizTransaction_po=urn:epcglobal:cbv:bt:5200001000008:42", ["counted"]],
    ["EQ_bizTransaction_inv=urn:epcglobal:cbv:bt:5200001000008:42", []],
    ["EQ_source_owning_party=urn:epc:id:pgln:9521234.00010", ["counted"]],
    ["EQ_example:grade=A", ["sensed"]],
    ["GE_example:score=7", ["sensed"]],
    ["GT_example:score=7", []],
    ["GT_example:grade=1", []],
    ["EXISTS_example:grade=true", ["sensed"]],
    ["GE_ILMD_example:vintage=2024", ["counted"]],
    ["EXISTS_sensorElementList=true", ["sensed"]],
    ["eventType=TransformationEvent|ObjectEvent&EQ_action=ADD", ["counted"]],
  ];
  for (const [query, expected] of asked) {
    it(query, async () => {
      const answer = await get(`/events?${query}`);
      expect(answer.status, answer.text).to.equal(200);
      expect(ids(answer)).to.have.members(expected);
    });
  }

  it("cuts an answer to eventCountLimit, over as many pages as it takes", async () => {
    const first = await get("/events?eventCountLimit=3&perPage=2&orderBy=eventTime&orderDirection=ASC");
    expect(ids(first)).to.have.length(2);
    const next = new URL(/<([^>]+)>/.exec(first.headers.get("link")!)![1]!);
    const second = await get(`/events${next.search}`);
    expect(ids(second)).to.have.length(1);
    expect(second.headers.get("link")).to.equal(null);
  });

  it("refuses an answer beyond maxEventCount", async () => {
    const answer = await get("/events?maxEventCount=3");
    expect([answer.status, answer.body.type]).to.deep.equal([413, "epcisException:QueryTooLargeException"]);
    expect((await get("/events?maxEventCount=4")).status).to.equal(200);
  });

  it("says until when a page may be continued", async () => {
    const answer = await get("/events?perPage=1");
    const until = Date.parse(answer.headers.get("gs1-next-page-token-expires")!);
    expect(until).to.be.within(Date.now() + 3_500_000, Date.now() + 3_600_000);
  });

  const refused: [string, string, number, string][] = [
    [
      "a token that ran out",
      `nextPageToken=${token({ by: "recordTime", expires: 1 })}`,
      400,
      "QueryParameter",
    ],
    ["a token of another order", `nextPageToken=${token({ by: "eventTime" })}`, 400, "QueryParameter"],
    ["both limits at once", "eventCountLimit=1&maxEventCount=1", 400, "QueryParameter"],
    ["an action that is none", "EQ_action=SHIPPED", 400, "QueryParameter"],
    ["a quantity that is none", "GE_quantity=many", 400, "QueryParameter"],
    ["a parameter of objects", "EQ_action[a]=ADD", 400, "QueryParameter"],
    ["a pattern of more than one star", "MATCH_epc=urn:epc:idpat:sgtin:4012345.*.*", 400, "QueryParameter"],
    ["an address that is too long", `EQ_eventID=${"x".repeat(9000)}`, 414, "URITooLong"],
  ];
  for (const [name, query, status, exception] of refused) {
    it(`refuses ${name}`, async () => {
      const answer = await get(`/events?${query}`);
      expect([answer.status, answer.body.type]).to.deep.equal([
        status,
        `epcisException:${exception}Exception`,
      ]);
    });
  }

  const unacceptable: [string, string][] = [
    ["gs1-epcis-min", "2.1.0"],
    ["gs1-epcis-max", "1.2.0"],
    ["gs1-cbv-version", "1.2.0"],
    ["gs1-epc-format", "Always_EPC_URN"],
    ["accept", "application/xml"],
  ];
  for (const [header, value] of unacceptable) {
    it(`answers 406 to ${header}: ${value}`, async () =>
      expect((await get("/events", MERCHANT, { [header]: value })).status).to.equal(406));
  }
  it("answers what speaks 2.0 in a range of versions", async () => {
    const headers = { "gs1-epcis-min": "1.2.0", "gs1-epcis-max": "3.0.0", "gs1-epc-format": "No_Preference" };
    expect((await get("/events", MERCHANT, headers)).status).to.equal(200);
  });

  describe("top-level resources", () => {
    it("lists them all at the root", async () =>
      expect((await get("")).body.member).to.include.members(["events", "capture", "queries", "epcs"]));
    it("lists identifiers page by page", async () => {
      const seen: string[] = [];
      let path: string | null = "/epcs?perPage=2";
      while (path !== null) {
        const answer: Answer = await get(path);
        seen.push(...answer.body.member);
        const next = /<([^>]+)>/.exec(answer.headers.get("link") ?? "")?.[1];
        path = next === undefined ? null : `/epcs${new URL(next).search}`;
      }
      expect(seen).to.deep.equal([...new Set(seen)].sort());
      expect(seen).to.have.length(5);
    });
    it("shows a party the values of its own events only", async () => {
      for (const name of ["epcs", "bizSteps", "readPoints", "bizLocations", "dispositions"])
        expect((await get(`/${name}`, parties.carrierB.partyId)).body.member, name).to.deep.equal([]);
      expect((await get("/bizSteps")).body.member).to.deep.equal(["inspecting"]);
      expect((await get("/bizSteps", parties.auditor.partyId)).body.member).to.deep.equal(["inspecting"]);
    });
    it("answers 404 for a value no event has", async () => {
      expect((await get("/bizSteps/shipping")).status).to.equal(404);
      expect((await get(`/epcs/${encodeURIComponent("urn:epc:id:sgtin:4012345.011111.1")}`)).status).to.equal(
        404,
      );
      expect((await get("/bizSteps/inspecting")).body.member).to.deep.equal(["events"]);
    });
    for (const path of [
      "",
      "/events",
      "/eventTypes",
      "/epcs/x/events",
      "/bizSteps/x",
      "/queries",
      "/capture/x",
    ]) {
      it(`says what ${path || "/"} supports`, async () => {
        const answer = await provenance.call("OPTIONS", `/epcis${path}`);
        expect([answer.status, answer.headers.get("gs1-epcis-max")]).to.deep.equal([204, "2.0.0"]);
        expect(answer.headers.get("allow")).to.contain("GET");
      });
    }
    it("keeps no tokens that could be taken back, and says so", async () =>
      expect((await provenance.call("DELETE", "/epcis/nextPageToken/x", { as: MERCHANT })).status).to.equal(
        501,
      ));
  });
});

function token(change: object): string {
  const members = { time: "2026-11-01T00:00:00Z", seq: "1", expires: Date.now() + 60_000, ...change };
  return Buffer.from(JSON.stringify(members)).toString("base64url");
}
