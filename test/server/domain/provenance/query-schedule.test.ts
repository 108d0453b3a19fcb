import { expect } from "chai";
import { nextTime, type QuerySchedule } from "../../../../server/domain/provenance/query-schedule.ts";

const next = (schedule: QuerySchedule, after: string) =>
  nextTime(schedule, new Date(after))?.toISOString() ?? null;

describe("nextTime", () => {
  const cases: [string, QuerySchedule, string, string | null][] = [
    ["today", { hour: "1", minute: "5" }, "2026-11-22T00:59:00Z", "2026-11-22T01:05:00.000Z"],
    [
      "tomorrow once it has passed",
      { hour: "1", minute: "5" },
      "2026-11-22T01:05:00Z",
      "2026-11-23T01:05:00.000Z",
    ],
    [
      "the second after, never the same",
      { second: "[0-59]" },
      "2026-11-22T01:05:00.400Z",
      "2026-11-22T01:05:01.000Z",
    ],
    ["every half minute by a step", { second: "0/30" }, "2026-11-22T01:05:01Z", "2026-11-22T01:05:30.000Z"],
    [
      "a list of ranges and numbers",
      { minute: "5,[50-52]" },
      "2026-11-22T01:06:00Z",
      "2026-11-22T01:50:00.000Z",
    ],
    ["Monday at midnight", { dayOfWeek: "1" }, "2026-11-22T12:00:00Z", "2026-11-23T00:00:00.000Z"],
    ["Sunday as the seventh day", { dayOfWeek: "7" }, "2026-11-22T12:00:00Z", "2026-11-29T00:00:00.000Z"],
    [
      "the first of a month",
      { dayOfMonth: "1", hour: "6" },
      "2026-12-01T06:00:00Z",
      "2027-01-01T06:00:00.000Z",
    ],
    ["leap day", { month: "2", dayOfMonth: "29" }, "2026-01-01T00:00:00Z", "2028-02-29T00:00:00.000Z"],
    ["never on 30 February", { month: "2", dayOfMonth: "30" }, "2026-01-01T00:00:00Z", null],
  ];
  for (const [name, schedule, after, expected] of cases) {
    it(`gives ${name}`, () => expect(next(schedule, after)).to.equal(expected));
  }

  const wrong: [string, QuerySchedule, string][] = [
    ["an hour there is not", { hour: "24" }, "/schedule/hour"],
    ["a range turned round", { minute: "[9-5]" }, "/schedule/minute"],
    ["a field there is not", { year: "2026" }, "/schedule/year"],
    ["no field at all", {}, "/schedule"],
    ["a step of nothing", { second: "0/0" }, "/schedule/second"],
  ];
  for (const [name, schedule, field] of wrong) {
    it(`refuses ${name}`, () =>
      expect(() => next(schedule, "2026-11-22T00:00:00Z"))
        .to.throw()
        .with.property("field", field));
  }
});
