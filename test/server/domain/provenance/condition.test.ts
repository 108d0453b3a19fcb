import { expect } from "chai";
import { alarmsOf, conditionOf } from "../../../../server/domain/provenance/condition.ts";
import type { SensorReport } from "../../../../server/domain/provenance/event.ts";
import { readMilestones } from "../../../../server/domain/provenance/milestones.ts";
import { ITEM, made, PARCEL, recorded } from "./events.ts";

const sensed = (report: Partial<SensorReport>) =>
  recorded("sensed", 3, { sensorElementList: [{ sensorReport: [{ type: "Acceleration", ...report }] }] });

describe("conditionOf", () => {
  const words: [string, string, "good" | "bad" | null][] = [
    ["inspecting", "conformant", "good"],
    ["accepting", "non_conformant", "bad"],
    ["receiving", "damaged", "bad"],
    ["receiving", "in_progress", null],
    ["shipping", "damaged", null],
  ];
  for (const [bizStep, disposition, state] of words) {
    it(`reads ${bizStep}, ${disposition} as ${state ?? "nothing"}`, () =>
      expect(conditionOf(recorded("x", 2, { bizStep, disposition }), ITEM)?.state ?? null).to.equal(state));
  }
  it("reads every spelling of the vocabulary", () => {
    for (const prefix of ["urn:epcglobal:cbv:", "https://ref.gs1.org/cbv/"]) {
      const [step, disposition] = prefix.startsWith("urn") ? ["bizstep:", "disp:"] : ["BizStep-", "Disp-"];
      const event = { bizStep: `${prefix}${step}inspecting`, disposition: `${prefix}${disposition}damaged` };
      expect(conditionOf(recorded("x", 2, event), ITEM)?.state).to.equal("bad");
    }
  });
  it("speaks of the contents when the item itself is inspected, or the event says so", () => {
    const scopes = (change: object) =>
      conditionOf(recorded("x", 2, { bizStep: "inspecting", disposition: "conformant", ...change }), ITEM)!
        .scopes;
    expect(scopes({})).to.deep.equal(["exterior", "contents"]);
    expect(scopes({ epcList: [PARCEL] })).to.deep.equal(["exterior"]);
    expect(scopes({ epcList: [PARCEL], "redress:conditionScope": "contents" })).to.deep.equal(["contents"]);
  });
});

describe("alarmsOf", () => {
  it("reads an alarm the sensor raised, at the sensor's time", () =>
    expect(alarmsOf(sensed({ exception: "ALARM_CONDITION", time: "2026-11-02T05:00:00Z" }))).to.deep.equal([
      { at: "2026-11-02T05:00:00Z", type: "Acceleration", eventId: "sensed" },
    ]));
  it("reads a value beyond the declared limits as an alarm", () => {
    expect(alarmsOf(sensed({ maxValue: 300, "redress:limitMax": 245 }))).to.have.length(1);
    expect(alarmsOf(sensed({ minValue: -5, "redress:limitMin": 0 }))).to.have.length(1);
  });
  it("reads a value at the limit, or without one, as none", () => {
    expect(alarmsOf(sensed({ maxValue: 245, "redress:limitMax": 245 }))).to.deep.equal([]);
    expect(alarmsOf(sensed({ maxValue: 300 }))).to.deep.equal([]);
  });
  it("takes an error of the sensor for no alarm", () =>
    expect(alarmsOf(sensed({ exception: "ERROR_CONDITION", maxValue: 1 }))).to.deep.equal([]));
});

describe("readMilestones", () => {
  it("gives five, with the alarm on the one it happened before", () => {
    const shipped = recorded("shipped", 2, { bizStep: "shipping" });
    const delivered = recorded("delivered", 4, { bizStep: "receiving" });
    const alarm = sensed({ exception: "ALARM_CONDITION" });
    expect(readMilestones([made, shipped, alarm, delivered])).to.deep.equal([
      { key: "made", at: "2026-11-01T08:00:00Z", alarm: false },
      { key: "inspected", at: null, alarm: false },
      { key: "shipped", at: "2026-11-02T08:00:00Z", alarm: false },
      { key: "handed_over", at: null, alarm: false },
      { key: "delivered", at: "2026-11-04T08:00:00Z", alarm: true },
    ]);
  });
});
