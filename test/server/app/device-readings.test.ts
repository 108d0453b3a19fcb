import { expect } from "chai";
import { readingsOf } from "../../../server/app/device-readings.ts";
import type { StoredEvent } from "../../../server/app/ports-provenance.ts";

const event = (report: Record<string, unknown>, signer: string | null = null) =>
  ({
    eventId: "e1",
    leafHash: "ab".repeat(32),
    signer,
    event: { eventTime: "2026-03-01T10:00:00Z", sensorElementList: [{ sensorReport: [report] }] },
  }) as unknown as StoredEvent;
const shock = { type: "gs1:Acceleration", maxValue: 61, uom: "G", "redress:limitMax": 40 };

describe("readings of devices", () => {
  it("are read with the limit declared for them", () => {
    const [reading] = readingsOf([event(shock)], new Map());
    expect(reading).to.deep.include({
      kind: "shock",
      value: 61,
      limit: 40,
      unit: "G",
      at: "2026-03-01T10:00:00Z",
    });
  });

  it("speak for the instrument, not for who passed them on", () => {
    const [reading] = readingsOf([event(shock, "6901234567892")], new Map());
    expect(reading?.origin).to.deep.include({ maker: "device", instrument: true, signed: true });
  });

  it("count for nothing without a limit", () => {
    const { "redress:limitMax": _, ...unlimited } = shock;
    expect(readingsOf([event(unlimited)], new Map())).to.be.empty;
  });

  it("count for nothing when what was measured is unknown", () => {
    expect(readingsOf([event({ ...shock, type: "gs1:Luminance" })], new Map())).to.be.empty;
  });

  it("carry the instant their event was anchored", () => {
    const anchoredAt = new Date("2026-03-01T11:00:00Z");
    const [reading] = readingsOf([event(shock)], new Map([["ab".repeat(32), { anchoredAt } as never]]));
    expect(reading?.origin.anchoredAt).to.equal(anchoredAt.toISOString());
  });
});
