import { expect } from "chai";
import fc from "fast-check";
import {
  importColumns,
  importRules,
  importSteps,
} from "../../../../server/domain/provenance/import-columns.ts";
import { importDocument, readImport } from "../../../../server/domain/provenance/import-rows.ts";
import { importTemplate } from "../../../../server/domain/provenance/import-template.ts";

const NOW = Date.parse("2026-11-22T00:00:00Z");
const HEADING = [
  "time",
  "step",
  "gtin",
  "serial",
  "place_gln",
  "from_gln",
  "to_gln",
  "condition",
  "product_name",
];
const good = {
  time: "2026-11-12 16:34",
  step: "accepting",
  gtin: "9521234100010",
  serial: "7K3QX9WD2MVTB",
  place_gln: "9521234000129",
  from_gln: "9521234000105",
  to_gln: "9521234000204",
  condition: "good",
  product_name: "",
};
const rowOf = (change: Partial<typeof good>) => Object.values({ ...good, ...change });
const read = (...changes: Partial<typeof good>[]) => readImport([HEADING, ...changes.map(rowOf)], NOW);
const faultsOf = (change: Partial<typeof good>) =>
  read(change).faults.map(({ row, column, rule }) => `${row} ${column} ${rule}`);

describe("a table of steps", () => {
  it("makes an event of each row", () => {
    const { events, faults } = read({});
    expect(faults).to.deep.equal([]);
    expect(events).to.deep.equal([
      {
        type: "ObjectEvent",
        eventTime: "2026-11-12T16:34:00+08:00",
        eventTimeZoneOffset: "+08:00",
        action: "OBSERVE",
        epcList: ["https://id.gs1.org/01/09521234100010/21/7K3QX9WD2MVTB"],
        bizStep: "accepting",
        disposition: "conformant",
        readPoint: { id: "https://id.gs1.org/414/9521234000129" },
        sourceList: [{ type: "possessing_party", source: "https://id.gs1.org/417/9521234000105" }],
        destinationList: [{ type: "possessing_party", destination: "https://id.gs1.org/417/9521234000204" }],
      },
    ]);
  });

  it("reads Chinese headings, steps and conditions the same", () => {
    const heading = [
      "时间",
      "环节",
      "商品条码",
      "序列号",
      "地点GLN",
      "交出方GLN",
      "接收方GLN",
      "状况",
      "商品名称",
    ];
    const chinese = readImport([heading, rowOf({ step: "揽收", condition: "完好" })], NOW);
    expect(chinese.events).to.deep.equal(read({}).events);
  });

  it("makes the same document of the same table each time", () => {
    const { events, places } = read({}, { serial: "B" });
    expect(JSON.stringify(importDocument(events, places))).to.equal(
      JSON.stringify(importDocument(events, places)),
    );
  });

  it("has a template in either language that it takes itself", () => {
    for (const language of ["zh-CN", "en"] as const) {
      const rows = importTemplate(language)
        .slice(1)
        .trim()
        .split("\r\n")
        .map((line) => line.split(","));
      const { events, faults } = readImport(rows, NOW);
      expect(faults).to.deep.equal([]);
      expect(events).to.have.length(4);
    }
  });

  describe("names row, column and rule of what it cannot take:", () => {
    const cases: readonly [what: string, change: Partial<typeof good>, faults: string[]][] = [
      ["a word for a time", { time: "yesterday" }, ["2 time time"]],
      ["a day that is none", { time: "2026-02-30 10:00" }, ["2 time time"]],
      ["a time that lies ahead", { time: "2027-01-01 10:00" }, ["2 time time_future"]],
      ["an unknown step", { step: "flying" }, ["2 step step"]],
      ["a wrong check digit", { gtin: "9521234100011" }, ["2 gtin gtin"]],
      ["a serial too long", { serial: "A".repeat(21) }, ["2 serial serial"]],
      ["a place that is no GLN", { place_gln: "123" }, ["2 place_gln gln"]],
      ["half a hand-over", { to_gln: "" }, ["2 to_gln hand_over"]],
      [
        "a hand-over where there is none",
        { step: "storing", condition: "" },
        ["2 from_gln no_hand_over", "2 to_gln no_hand_over"],
      ],
      ["an unknown condition", { condition: "so so" }, ["2 condition condition"]],
      ["a condition at shipping", { step: "shipping" }, ["2 condition no_condition"]],
      ["a formula for a name", { product_name: "=cmd|' /C calc'!A0" }, ["2 product_name formula"]],
      ["a name outside commissioning", { product_name: "Lumo" }, ["2 product_name only_commissioning"]],
      [
        "everything at once",
        { time: "", gtin: "", serial: "" },
        ["2 time time", "2 gtin gtin", "2 serial serial"],
      ],
    ];
    for (const [what, change, faults] of cases)
      it(what, () => expect(faultsOf(change)).to.deep.equal(faults));

    it("every bad row, and only those", () => {
      const { events, faults } = read({}, { gtin: "1" }, {}, { time: "" });
      expect([events.length, faults.map(({ row }) => row)]).to.deep.equal([2, [3, 5]]);
    });

    it("a heading it does not know, twice or not at all", () => {
      const { faults } = readImport([["time", "time", "colour", "step", "gtin", "serial"], ["x"]], NOW);
      expect(faults.map(({ column, rule }) => `${column} ${rule}`)).to.deep.equal([
        "time double_column",
        "colour unknown_column",
        "place_gln missing_column",
      ]);
    });

    it("no rows", () =>
      expect(readImport([HEADING, ["", " "]], NOW).faults[0]?.rule).to.equal("empty_table"));

    it("too many rows", () =>
      expect(
        readImport([HEADING, ...Array.from({ length: 5_001 }, () => rowOf({}))], NOW).faults[0]?.rule,
      ).to.equal("too_many_rows"));
  });

  it("says every rule in both languages", () => {
    for (const { zh, en } of Object.values(importRules))
      expect(zh).to.match(/\p{sc=Han}/u) && expect(en).to.match(/[a-z]/);
  });

  it("never throws, and makes an event or a fault of each row, whatever stands in it", () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(...Object.values(good), ...Object.keys(importSteps)),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 11, maxLength: 11 }), { maxLength: 5 }), (rows) => {
        const { events, faults } = readImport([[...importColumns], ...rows], NOW);
        const filled = rows.filter((cells) => cells.some((text) => text.trim() !== "")).length;
        const bad = new Set(faults.filter(({ row }) => row > 1).map(({ row }) => row)).size;
        expect(events.length + bad).to.equal(filled);
      }),
      { numRuns: 200 },
    );
  });
});
