import { expect } from "chai";
import type { ScanSummary } from "../../../server/app/ports-labels.ts";
import type { StoredEvent } from "../../../server/app/ports-provenance.ts";
import { bandOf, type Seen } from "../../../server/app/read-item-band.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const HOUR = 3_600_000;
const history = [{ event: {}, submitter: "maker", signer: null }] as unknown as StoredEvent[];
const hoursAgo = (hours: number) => new Date(NOW - hours * HOUR);
const opened = (device: string, hours: number) => ({ at: hoursAgo(hours), city: null, device });
const none: ScanSummary = {
  readAt: new Date(NOW),
  count: 1,
  firstAt: hoursAgo(0),
  firstCity: null,
  sightings: [],
  opened: null,
  ownOpeningAt: null,
  ownTagAt: null,
};
const band = (scans: Partial<ScanSummary>, signs: Seen["signs"] = [], device: string | null = "me") => {
  const made = bandOf(history, [], { scans: { ...none, ...scans }, signs, device, now: NOW });
  return `${made.band} ${made.bandReason}`;
};
const alarm = (sign: "burst" | "inner_code_reused") => [{ sign, weight: "alarm" }] as const;
const mine = { opened: opened("me", 1), ownOpeningAt: hoursAgo(1) };

describe("the band of the scan page", () => {
  it("is grey for a first scan, and for the one phone there is", () => {
    expect(band({})).to.equal("grey first_scan");
    expect(band({ firstAt: hoursAgo(2) })).to.equal("grey only_you");
  });
  it("is amber when others were here", () => expect(band({ count: 2 })).to.equal("amber seen_before"));
  it("is amber for whoever asks without a phone of their own", () =>
    expect(band({}, [], null)).to.equal("amber seen_before"));
  it("is green within 24 hours of the first opening, grey afterwards", () => {
    expect(band(mine)).to.equal("green opened_now");
    expect(band({ opened: opened("me", 25), ownOpeningAt: hoursAgo(25) })).to.equal("grey opened_by_you");
  });
  it("is green within 24 hours of the tag's answer", () => {
    expect(band({ ownTagAt: hoursAgo(23) })).to.equal("green tag_answered");
    expect(band({ ownTagAt: hoursAgo(25) })).to.equal("grey first_scan");
  });
  it("is red for a second phone that opens the inner code, whatever else is true", () =>
    expect(band({ opened: opened("other", 3), ownOpeningAt: hoursAgo(1), ownTagAt: hoursAgo(1) })).to.equal(
      "red already_activated",
    ));
  it("is amber for a phone that scans an opened item", () =>
    expect(band({ opened: opened("other", 3) })).to.equal("amber opened_before"));
  it("is red when copies are about", () => expect(band({}, alarm("burst"))).to.equal("red burst"));
  it("stays green for the phone that holds what was copied, unless the inner code was copied too", () => {
    expect(band(mine, alarm("burst"))).to.equal("green opened_now");
    expect(band(mine, alarm("inner_code_reused"))).to.equal("red inner_code_reused");
  });
  it("is not turned by a notice", () =>
    expect(band({}, [{ sign: "outside_region", weight: "notice" }])).to.equal("grey first_scan"));
});
