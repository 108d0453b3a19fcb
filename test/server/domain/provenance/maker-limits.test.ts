import { expect } from "chai";
import { alarmsOf } from "../../../../server/domain/provenance/condition.ts";
import type { SensorReport } from "../../../../server/domain/provenance/event.ts";
import { makerLimits } from "../../../../server/domain/provenance/maker-limits.ts";
import { made, recorded } from "./events.ts";

const cold = { "redress:limits": { Temperature: { min: 2, max: 8, uom: "CEL" }, "gs1:Speed": { max: 3 } } };
const makerSays = { ...made.event, ilmd: cold };
const sensed = (report: Partial<SensorReport>) =>
  recorded("sensed", 3, {
    sensorElementList: [{ sensorReport: [{ type: "Temperature", uom: "CEL", ...report }] }],
  });
const alarms = (report: Partial<SensorReport>, limits = makerLimits(makerSays, undefined)) =>
  alarmsOf(sensed(report), limits).length;

describe("limits a maker declares", () => {
  it("make an alarm of a reading beyond them, on either side", () => {
    expect([
      alarms({ value: 8.1 }),
      alarms({ value: 1.9 }),
      alarms({ minValue: 1, maxValue: 5 }),
    ]).to.deep.equal([1, 1, 1]);
    expect([alarms({ value: 8 }), alarms({ value: 2 })]).to.deep.equal([0, 0]);
  });
  it("count from the commissioning event before the product's master data", () => {
    const data = { "redress:limits": { Temperature: { max: 30, uom: "CEL" } } };
    expect(alarms({ value: 20 }, makerLimits(makerSays, data))).to.equal(1);
    expect(alarms({ value: 20 }, makerLimits(made.event, data))).to.equal(0);
    expect(alarms({ value: 31 }, makerLimits(made.event, data))).to.equal(1);
  });
  it("stand back behind limits of the report itself", () =>
    expect(alarms({ value: 20, "redress:limitMax": 25 })).to.equal(0));
  it("are not held against readings in another unit, and against any where they name none", () => {
    expect(alarms({ value: 40, uom: "FAH" })).to.equal(0);
    expect(alarms({ type: "https://gs1.org/voc/Speed", value: 4, uom: "KMH" })).to.equal(1);
  });
  it("are none where what is declared is no limit", () => {
    for (const said of [undefined, null, 3, [], { Temperature: "cold" }, { Temperature: { max: "8" } }])
      expect(makerLimits({ ...made.event, ilmd: { "redress:limits": said } }, undefined).size).to.equal(0);
  });
});
