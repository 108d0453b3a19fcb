import { expect } from "chai";
import type { EpcisEvent } from "../../../../server/domain/provenance/event.ts";
import { eventHash, namespacesOf, preHashString } from "../../../../server/domain/provenance/event-hash.ts";
import { hasVectors, listVectors, parseVector, readVector } from "./vectors.ts";

const FOLDER = "event-hash/examples";

interface Case {
  readonly name: string;
  readonly event: EpcisEvent;
  readonly hash: string;
  readonly preHash: string | undefined;
  readonly namespaces: ReturnType<typeof namespacesOf>;
  readonly ignored: string[];
}

function readCases(): Case[] {
  return listVectors(FOLDER)
    .filter((name) => name.endsWith(".jsonld"))
    .flatMap((file) => {
      const stem = `${FOLDER}/${file.slice(0, -".jsonld".length)}`;
      const document = parseVector(`${FOLDER}/${file}`);
      const results = document.epcisBody.queryResults;
      const events: EpcisEvent[] = document.epcisBody.eventList ?? results.resultsBody.eventList;
      const namespaces = namespacesOf(document["@context"]);
      const repository = [...namespaces].find(
        ([, target]) => target === "https://repository-x.example.com/",
      )?.[0];
      const ignored = (results ?? document)[`${repository}:ignoreFields`] ?? [];
      const hashes = readVector(`${stem}.hashes`).trim().split("\n");
      const preHashes = listVectors(FOLDER).includes(`${file.slice(0, -".jsonld".length)}.prehashes`)
        ? readVector(`${stem}.prehashes`).trim().split("\n")
        : [];
      return events.map((event, i) => {
        const name = `${file} event ${i}`;
        return { name, event, hash: hashes[i]!, preHash: preHashes[i], namespaces, ignored };
      });
    });
}

describe("eventHash", () => {
  before(function () {
    if (!hasVectors()) this.skip();
  });

  it("gives every expected hash", () => {
    const cases = readCases();
    expect(cases.length).to.equal(31);
    for (const { name, event, hash, namespaces, ignored } of cases)
      expect(eventHash(event, namespaces, ignored), name).to.equal(hash);
  });

  it("gives every pre-hash string but two that do not hash to the hash beside them", () => {
    const differing = readCases().filter(
      ({ event, preHash, namespaces, ignored }) =>
        preHash !== undefined && preHashString(event, namespaces, ignored) !== preHash,
    );
    expect(differing.map(({ name }) => name)).to.deep.equal([
      "epcisDocWithCustomSchemaInContext.jsonld event 1",
      "epcisDocWithDefaultSchemaInContext.jsonld event 1",
    ]);
  });

  it("gives all events of the file of equals one hash", () => {
    const document = parseVector("event-hash/expected_equal/ReferenceEventHashAlgorithm.json");
    const namespaces = namespacesOf(document["@context"]);
    const hashes = document.epcisBody.eventList.map((event: EpcisEvent) => eventHash(event, namespaces));
    expect(new Set(hashes).size).to.equal(1);
  });

  it("collides where the standard does, which is why it is no evidence", () => {
    const { pairs } = parseVector("event-hash/collision-pairs.json");
    const namespaces = namespacesOf({ ex: "https://ex.org/x/" });
    for (const { name, a, b, cbvHash } of pairs) {
      expect([eventHash(a, namespaces), eventHash(b, namespaces)], name).to.deep.equal([cbvHash, cbvHash]);
    }
  });
});

describe("eventHash values", () => {
  const base = { type: "ObjectEvent", eventTimeZoneOffset: "+00:00", action: "OBSERVE" } as const;
  const preHash = (change: Record<string, unknown>) =>
    preHashString({ ...base, eventTime: "2026-01-01T00:00:00Z", ...change } as EpcisEvent, new Map());

  it("rounds times half to even on the millisecond, carrying into the second", () => {
    expect(preHash({ eventTime: "2026-01-01T00:00:00.0005Z" })).to.contain("00:00:00.000Z");
    expect(preHash({ eventTime: "2026-01-01T00:00:00.0015Z" })).to.contain("00:00:00.002Z");
    expect(preHash({ eventTime: "2026-01-01T00:00:00.9996Z" })).to.contain("00:00:01.000Z");
  });
  it("sorts by code point, not by UTF-16 unit", () => {
    const text = preHash({ "ex:list": ["\u{1f600}", "\uffee"] });
    expect(text.indexOf("\uffee")).to.be.lessThan(text.indexOf("\u{1f600}"));
  });
  it("leaves words that only look like numbers", () =>
    expect(preHash({ "ex:a": "0x1f", "ex:b": "1_000" })).to.contain("ex:a=0x1fex:b=1_000"));
});
