import { expect } from "chai";
import {
  chinaPack,
  daysBetween,
  europePack,
  isWorkingDay,
  loadPack,
  termEnd,
} from "../../../../server/domain/responsibility/index.ts";

const days = (count: number) => ({ unit: "days", count }) as const;
const months = (count: number) => ({ unit: "months", count }) as const;

describe("termEnd", () => {
  it("starts counting on the next day", () => {
    expect(termEnd("2026-11-02", days(7), chinaPack).lastDay).to.equal("2026-11-09");
  });

  it("moves an end on a weekend to the next working day", () => {
    const end = termEnd("2026-11-07", days(7), chinaPack);
    expect(end).to.deep.equal({ lastDay: "2026-11-16", unextended: "2026-11-14", holidaysKnown: true });
  });

  it("moves an end inside a long holiday past the whole of it", () => {
    expect(termEnd("2026-09-25", days(7), chinaPack).lastDay).to.equal("2026-10-08");
  });

  it("keeps an end on a weekend that is declared a working day", () => {
    expect(termEnd("2026-10-03", days(7), chinaPack).lastDay).to.equal("2026-10-10");
  });

  it("ends months on the same day, or on the last day of a shorter month", () => {
    expect(termEnd("2026-01-15", months(6), chinaPack, false).lastDay).to.equal("2026-07-15");
    expect(termEnd("2026-08-31", months(6), chinaPack, false).lastDay).to.equal("2027-02-28");
    expect(termEnd("2027-08-31", months(6), chinaPack, false).lastDay).to.equal("2028-02-29");
  });

  it("ends years on the same day", () => {
    expect(termEnd("2024-02-29", { unit: "years", count: 2 }, chinaPack, false).lastDay).to.equal(
      "2026-02-28",
    );
  });

  it("counts working days by the holiday table", () => {
    expect(termEnd("2026-02-13", { unit: "working_days", count: 2 }, chinaPack).lastDay).to.equal(
      "2026-02-24",
    );
  });

  it("leaves out Sundays and days off where a rule says so, and counts Saturdays", () => {
    const term = { unit: "days_but_sundays", count: 7 } as const;
    expect(termEnd("2026-11-02", term, europePack, false).lastDay).to.equal("2026-11-10");
    expect(termEnd("2026-09-28", term, chinaPack, false).unextended).to.equal("2026-10-13");
  });

  it("says where no holiday table covers the end", () => {
    expect(termEnd("2030-01-02", days(7), chinaPack).holidaysKnown).to.equal(false);
  });

  it("does not move an end under a pack without the calendar rule", () => {
    const rules = chinaPack.data.rules.filter((rule) => rule.id !== "CN-CC-201-203");
    const pack = loadPack({ ...chinaPack.data, rules });
    expect(termEnd("2026-11-07", days(7), pack).lastDay).to.equal("2026-11-14");
  });

  it("refuses what is no calendar date", () => {
    for (const date of ["2026-02-30", "2026-1-1", "yesterday"]) {
      expect(() => termEnd(date, days(1), chinaPack), date).to.throw("no calendar date");
      expect(() => termEnd(date, months(1), chinaPack), date).to.throw("no calendar date");
    }
  });
});

describe("isWorkingDay", () => {
  it("follows the declared days off and working weekends", () => {
    const found = ["2026-10-01", "2026-10-10", "2026-11-21", "2026-11-23"].map((d) =>
      isWorkingDay(d, chinaPack),
    );
    expect(found).to.deep.equal([false, true, false, true]);
  });
});

describe("daysBetween", () => {
  it("counts across months and years", () => {
    expect(daysBetween("2025-12-31", "2026-03-01")).to.equal(60);
    expect(daysBetween("2026-03-01", "2025-12-31")).to.equal(-60);
  });
});
