import { expect } from "chai";
import { readTracking } from "../../../../../server/domain/responsibility/index.ts";

const BODIES: Record<string, unknown> = {
  kuaidi100: {
    message: "ok",
    state: "3",
    data: [
      { time: "2026-10-04 17:31:57", ftime: "2026-10-04 17:31:57", context: "已签收", status: "签收" },
      { time: "2026-10-04 09:00:00", ftime: "2026-10-04 09:00:00", context: "派件中", status: "派件" },
    ],
  },
  kdniao: {
    Success: true,
    Traces: [
      { AcceptTime: "2026-10-04 09:00:00", AcceptStation: "派件中", Action: "202" },
      { AcceptTime: "2026-10-04 17:31:57", AcceptStation: "已签收", Action: 301 },
    ],
  },
  aftership: {
    checkpoints: [
      { checkpoint_time: "2026-10-04T09:00:00+08:00", tag: "OutForDelivery", subtag: "OutForDelivery_001" },
      {
        checkpoint_time: "2026-10-04T17:31:57+08:00",
        tag: "Delivered",
        subtag: "Delivered_003",
        message: "Signed",
      },
    ],
  },
  dhl: {
    shipments: [
      {
        id: "1",
        events: [
          { timestamp: "2026-10-04T17:31:57+08:00", statusCode: "delivered", description: "Delivered" },
          { timestamp: "2026-10-04T09:00:00+08:00", statusCode: "transit" },
        ],
      },
    ],
  },
};

describe("readTracking", () => {
  for (const [format, body] of Object.entries(BODIES)) {
    it(`reads ${format}, oldest first, in one vocabulary`, () => {
      const entries = readTracking(format, body);
      expect(entries.map((entry) => entry.at)).to.deep.equal([
        "2026-10-04T09:00:00+08:00",
        "2026-10-04T17:31:57+08:00",
      ]);
      expect(entries.at(-1)?.step).to.equal("delivered");
    });
  }

  it("reads a code that the table does not list as other, never from its text", () => {
    const body = { Traces: [{ AcceptTime: "2026-10-04 09:00:00", AcceptStation: "已签收", Action: "999" }] };
    expect(readTracking("kdniao", body)[0]?.step).to.equal("other");
  });

  it("refuses an unknown format", () => {
    for (const name of ["pigeon", "toString"]) {
      expect(() => readTracking(name, {})).to.throw(`unknown format "${name}"`);
    }
  });

  it("refuses a body of another shape, naming the path", () => {
    expect(() => readTracking("kdniao", { Traces: [{}] })).to.throw("/body/Traces/0/AcceptTime");
  });

  it("refuses a local time where neither format nor caller gives an offset", () => {
    const body = { checkpoints: [{ checkpoint_time: "2026-10-04T09:00:00", tag: "Delivered" }] };
    expect(() => readTracking("aftership", body)).to.throw("no RFC 3339 time");
    expect(readTracking("aftership", body, "+02:00")[0]?.at).to.equal("2026-10-04T09:00:00+02:00");
  });
});
