import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { readTable } from "../../../../server/adapters/tables/read-table.ts";
import { workbook } from "./workbook.ts";

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await readTable(bytes);
  } catch (error) {
    return `${(error as { code?: string }).code} ${(error as Error).message}`;
  }
  return "taken";
}

describe("reading tables", () => {
  it("reads CSV with commas, semicolons or tabs, quotes and a byte order mark", async () => {
    const rows = [
      ["a", "b"],
      ["x, y", "2"],
    ];
    expect(await readTable(strToU8('a,b\r\n"x, y",2\r\n'))).to.deep.equal(rows);
    expect(await readTable(strToU8("\ufeffa;b\nx, y;2\n"))).to.deep.equal(rows);
    expect(await readTable(strToU8("a\tb\nx, y\t2"))).to.deep.equal(rows);
  });

  it("reads what Chinese spreadsheets save in GB 18030", async () =>
    expect(await readTable(Uint8Array.of(0xca, 0xb1, 0xbc, 0xe4, 0x2c, 0x31))).to.deep.equal([
      ["时间", "1"],
    ]));

  it("reads a workbook: texts, long numbers as they stand, dates as people read them", async () =>
    expect(
      await readTable(
        workbook([
          ["时间", "gtin"],
          [{ date: 46338.6902777778 }, 9521234100010],
          ["a&b", ""],
        ]),
      ),
    ).to.deep.equal([
      ["时间", "gtin"],
      ["2026-11-12 16:34:00", "9521234100010"],
      ["a&b", ""],
    ]));

  describe("refuses", () => {
    it("a workbook that unpacks to far more than it is", async () => {
      const bomb = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(60 * 1024 * 1024) });
      expect(bomb.length).to.be.below(100_000);
      expect(await refusal(bomb)).to.match(/^provenance\.import_invalid .*48 MiB/);
    });
    it("an archive of very many files", async () => {
      const many = zipSync(
        Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}`, strToU8("x")])),
      );
      expect(await refusal(many)).to.match(/^provenance\.import_invalid/);
    });
    it("an archive that is no workbook, or is cut short", async () => {
      expect(await refusal(zipSync({ "a.txt": strToU8("x") }))).to.match(/^provenance\.import_invalid/);
      expect(await refusal(workbook([["a"]]).subarray(0, 300))).to.match(/^provenance\.import_invalid/);
    });
    it("bytes that are no text", async () =>
      expect(await refusal(Uint8Array.of(0xff, 0xff, 0x00))).to.match(/^provenance\.import_invalid/));
    it("a quote that is never closed", async () =>
      expect(await refusal(strToU8('a,b\n"x,2\n'))).to.match(/^provenance\.import_invalid/));
    it("more columns than any table has", async () =>
      expect(await refusal(strToU8(",".repeat(100)))).to.match(/60 columns/));
  });
});
