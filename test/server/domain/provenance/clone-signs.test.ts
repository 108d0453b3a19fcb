import { expect } from "chai";
import fc from "fast-check";
import { cities, distanceKm, nearestCity } from "../../../../server/domain/provenance/cities.ts";
import {
  cloneSigns,
  type ItemLife,
  type Sighting,
} from "../../../../server/domain/provenance/clone-signs.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MADE = Date.parse("2026-01-01T00:00:00Z");
const life: ItemLife = {
  commissionedAt: MADE,
  deliveredAt: MADE + 10 * DAY,
  destroyedAt: null,
  countries: ["CN"],
};
const HOME = MADE + 11 * DAY;

const scan = (device: string, at: number, city: string | null, more: Partial<Sighting> = {}): Sighting => ({
  device,
  at,
  city,
  from: city === null ? null : "edge",
  code: "outer",
  ...more,
});
const signsOf = (scans: readonly Sighting[], of: ItemLife = life) =>
  cloneSigns(of, scans).map(({ sign, weight }) => `${weight} ${sign}`);

describe("signs of copied codes", () => {
  it("has none for a buyer and the family scanning at home", () =>
    expect(
      signsOf([
        scan("a", HOME, "hangzhou"),
        scan("b", HOME + HOUR, "hangzhou"),
        scan("a", HOME + DAY, "hangzhou"),
      ]),
    ).to.deep.equal([]));

  describe("two places", () => {
    const near = { from: "device" } as const;

    it("alarms when two phones that gave their position are further apart than 900 km/h", () =>
      expect(
        signsOf([scan("a", HOME, "beijing", near), scan("b", HOME + HOUR, "guangzhou", near)]),
      ).to.deep.equal(["alarm two_places"]));

    it("does not for a flight of four hours", () =>
      expect(
        signsOf([scan("a", HOME, "beijing", near), scan("b", HOME + 4 * HOUR, "guangzhou", near)]),
      ).to.deep.equal([]));

    it("does not for one strange city that the edge guessed", () =>
      expect(signsOf([scan("a", HOME, "beijing"), scan("b", HOME + HOUR, "guangzhou")])).to.deep.equal([]));

    it("does not for one phone that seems to jump", () =>
      expect(
        signsOf([scan("a", HOME, "beijing", near), scan("a", HOME + 60_000, "guangzhou", near)]),
      ).to.deep.equal([]));

    it("alarms when phones of four cities scan within days", () =>
      expect(
        signsOf(
          ["beijing", "guangzhou", "chengdu", "shenyang"].map((city, i) =>
            scan(`p${i}`, HOME + i * DAY, city),
          ),
        ),
      ).to.deep.equal(["alarm two_places"]));
  });

  it("alarms before it was commissioned, and spares one worker on the line", () => {
    expect(signsOf([scan("a", MADE - 4 * DAY, null)])).to.deep.equal(["alarm before_commissioning"]);
    expect(signsOf([scan("a", MADE - 5 * HOUR, null)])).to.deep.equal([]);
    expect(signsOf([scan("a", MADE - 2 * DAY, null), scan("b", MADE - 2 * DAY, null)])).to.deep.equal([
      "alarm before_commissioning",
    ]);
  });

  it("alarms after it was destroyed", () => {
    const gone = { ...life, destroyedAt: MADE + 40 * DAY };
    expect(signsOf([scan("a", MADE + 41 * DAY, null)], gone)).to.deep.equal(["alarm after_destruction"]);
    expect(signsOf([scan("a", MADE + 40 * DAY + HOUR, null)], gone)).to.deep.equal([]);
  });

  it("alarms when the inner code is opened while the parcel is under way", () =>
    expect(signsOf([scan("a", MADE + 5 * DAY, null, { code: "inner" })])).to.deep.equal([
      "alarm impossible_state",
    ]));

  it("alarms on a burst of phones", () => {
    const many = Array.from({ length: 12 }, (_, i) => scan(`p${i}`, HOME + i * HOUR, "hangzhou"));
    expect(signsOf(many)).to.deep.equal(["alarm burst"]);
    expect(signsOf(many.slice(1))).to.deep.equal([]);
  });

  describe("an inner code used again", () => {
    const inner = (device: string, at: number, city = "hangzhou") =>
      scan(device, at, city, { code: "inner" });

    it("is spared for a second phone of the house", () =>
      expect(signsOf([inner("a", HOME), inner("b", HOME + HOUR)])).to.deep.equal([]));
    it("alarms for a third phone", () =>
      expect(signsOf([inner("a", HOME), inner("b", HOME + 1), inner("c", HOME + 2)])).to.deep.equal([
        "alarm inner_code_reused",
      ]));
    it("alarms for a second phone a week later", () =>
      expect(signsOf([inner("a", HOME), inner("b", HOME + 7 * DAY)])).to.deep.equal([
        "alarm inner_code_reused",
      ]));
    it("alarms for one far away after four days", () =>
      expect(signsOf([inner("a", HOME), inner("b", HOME + 4 * DAY, "beijing")])).to.deep.equal([
        "alarm inner_code_reused",
      ]));
  });

  it("only notes a scan outside the countries it was sold for", () =>
    expect(signsOf([scan("a", HOME, "tokyo")])).to.deep.equal(["notice outside_region"]));

  it("says nothing of what records are silent about", () =>
    expect(
      signsOf([scan("a", MADE - 99 * DAY, "tokyo")], {
        commissionedAt: null,
        deliveredAt: null,
        destroyedAt: null,
        countries: null,
      }),
    ).to.deep.equal([]));

  it("does not depend on the order scans are handed in", () => {
    const scans = fc.array(
      fc.record({
        device: fc.constantFrom("a", "b", "c", "d"),
        at: fc.integer({ min: MADE - 9 * DAY, max: MADE + 90 * DAY }),
        city: fc.constantFrom("beijing", "hangzhou", "tokyo", null),
        code: fc.constantFrom("outer" as const, "inner" as const),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(scans, (drawn) => {
        const made = drawn.map(({ device, at, city, code }) => scan(device, at, city, { code }));
        expect(new Set(signsOf(made))).to.deep.equal(new Set(signsOf([...made].reverse())));
      }),
      { numRuns: 200 },
    );
  });
});

describe("places", () => {
  it("has every city once, within the range of coordinates", () => {
    expect(new Set(cities.map(({ key }) => key)).size).to.equal(cities.length);
    for (const city of cities) {
      expect(Math.abs(city.latitude), city.key).to.be.at.most(90);
      expect(Math.abs(city.longitude), city.key).to.be.at.most(180);
      expect(nearestCity(city)?.key).to.equal(city.key);
    }
  });
  it("knows how far Beijing is from Guangzhou", () => {
    const find = (key: string) => cities.find((city) => city.key === key)!;
    expect(distanceKm(find("beijing"), find("guangzhou"))).to.be.within(1_850, 1_930);
  });
  it("gives no city in the middle of an ocean", () =>
    expect(nearestCity({ latitude: 0, longitude: -140 })).to.equal(null));
});
