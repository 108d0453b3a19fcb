import { readFileSync } from "node:fs";
import canonicalize from "canonicalize";
import { expect } from "chai";
import { parties } from "../../../../scripts/dev/sample/story.ts";
import { scanPage } from "../../../../server/http/pages/scan-page.ts";
import { itemView } from "../../../../server/schema/item.ts";
import { gs1Validator } from "./gs1-openapi.ts";
import { type Answer, type ProvenanceFixture, provenanceFixture } from "./provenance-fixture.ts";
import { hasVectors, jsonFiles } from "./vectors.ts";

const MERCHANT: string = parties.merchant.partyId;
const AUDITOR: string = parties.auditor.partyId;

/** Valid by GS1's schema, refused here by our profile or by strict JSON, each with its reason. */
const REFUSED_HERE = new Map([
  ["AssociationEvent-h.jsonld", "/epcisBody/eventList/0/eventID"],
  ["Combination_of_different_event.json", "/epcisBody/eventList/3/readPoint"],
  ["Namespaces_at_different_level.json", "/epcisBody/eventList/0/readPoint"],
  ["ObjectEvent_with_custom_bizStep_uri.json", "/epcisBody/eventList/0/readPoint"],
]);

/** Given as valid by their makers, but not by GS1's schema. */
const INVALID_BY_GS1 = [
  "SensorData_with_combined_events.json",
  "SensorData_with_combined_events.json",
  "TransactionEvent_with_userExtensions.json",
  "TransactionEvent_with_userExtensions.json",
];

/** Items of these documents, as a buyer's phone would ask for them. */
const ITEMS: readonly [string, string, string][] = [
  ["GS1's own example of two items", "10614141073464", "2017"],
  ["GS1's example with Digital Links", "70614141123451", "2017"],
  ["an item of OpenEPCIS", "04012345111118", "9876"],
];

interface Sent {
  readonly name: string;
  readonly valid: boolean;
  readonly answer: Answer;
  readonly events: Record<string, unknown>[];
}

describe("GS1's and OpenEPCIS' own documents", () => {
  let provenance: ProvenanceFixture;
  const sent: Sent[] = [];

  before(async function () {
    this.timeout(120_000);
    if (!hasVectors()) this.skip();
    provenance = await provenanceFixture();
    const isValid = gs1Validator();
    const folders = ["gs1-epcis/examples-json", "openepcis/Capture", "openepcis/Query"];
    for (const file of folders.flatMap(jsonFiles)) {
      const text = readFileSync(file, "utf8");
      const document = JSON.parse(text);
      if (document["@context"]?.includes?.("query-schema")) continue;
      const isDocument = document.type?.endsWith("Document");
      const path = isDocument ? "/epcis/capture" : "/epcis/events";
      const answer = await provenance.call("POST", path, { as: MERCHANT, body: text });
      const body = document.epcisBody;
      const events = isDocument
        ? (body?.eventList ?? body?.queryResults?.resultsBody.eventList ?? [])
        : [document];
      sent.push({ name: file.split("/").at(-1)!, valid: isValid(document), answer, events });
    }
  });
  after(() => provenance?.close());

  it("are captured when they are valid", () => {
    const valid = sent.filter(({ name, valid }) => valid && !REFUSED_HERE.has(name));
    expect(valid.length).to.be.at.least(65);
    for (const { name, answer } of valid)
      expect([201, 202, 409], `${name}: ${answer.text}`).to.include(answer.status);
  });

  it("are refused with the reason when they are not", () => {
    const refused = sent.filter(({ name, valid }) => !valid || REFUSED_HERE.has(name));
    for (const { name, answer } of refused) {
      expect(answer.status, name).to.equal(400);
      const [{ field, rule }] = answer.body.errors;
      expect(rule, name).to.be.a("string").that.is.not.equal("");
      if (REFUSED_HERE.has(name)) expect(field).to.equal(REFUSED_HERE.get(name));
    }
  });

  it("are listed where others call them valid and GS1's schema does not", () => {
    const invalid = sent.filter(
      ({ name, valid }) => !valid && !/invalid|without_context|non_standard|unknown/i.test(name),
    );
    expect(invalid.map(({ name }) => name).sort()).to.deep.equal(INVALID_BY_GS1);
  });

  it("come back by query, word for word", async function () {
    this.timeout(60_000);
    const found = new Set<string>();
    let path: string | null = "/epcis/events?perPage=100";
    while (path !== null) {
      const answer: Answer = await provenance.call("GET", path, { as: AUDITOR });
      for (const event of answer.body.epcisBody.queryResults.resultsBody.eventList) found.add(words(event));
      const next = /<([^>]+)>/.exec(answer.headers.get("link") ?? "")?.[1];
      path = next === undefined ? null : new URL(next).pathname + new URL(next).search;
    }
    for (const { name, answer, events } of sent)
      if (answer.status < 300)
        for (const event of events) expect(found.has(words(event)), name).to.equal(true);
  });

  for (const [what, gtin, serial] of ITEMS) {
    it(`show ${what} on the scan page`, async () => {
      const answer = await provenance.call("GET", `/v1/items/${gtin}/${serial}`);
      expect(answer.status, answer.text).to.equal(200);
      const item = itemView.parse(answer.body);
      expect(item.records.length).to.be.above(0);
      const page = scanPage(item, { locale: "en", script: "/assets/scan.js" });
      expect(page).to.contain(gtin).and.to.contain(serial);
    });
  }
});

/** An event without what a repository adds on its way out; two that differ in the order of members alone are one. */
function words(event: Record<string, unknown>): string {
  const { "@context": _context, eventID: _id, recordTime: _recorded, ...rest } = event;
  return canonicalize(rest)!;
}
