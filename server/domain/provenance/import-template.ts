import { columnTitles, importColumns, importSteps } from "./import-columns.ts";

/** Two items, one damaged on the way; places and parties are GS1's own example numbers. */
const EXAMPLE: readonly (readonly string[])[] = [
  [
    "2026-11-03 09:12",
    "commissioning",
    "09521234100010",
    "7K3QX9WD2MVTB",
    "9521234000112",
    "佛山工厂",
    "",
    "",
    "",
    "咖啡机",
    "露沫电器",
  ],
  [
    "2026-11-09 14:05",
    "inspecting",
    "09521234100010",
    "7K3QX9WD2MVTB",
    "9521234000419",
    "质检实验室",
    "",
    "",
    "good",
    "",
    "",
  ],
  [
    "2026-11-12 16:20",
    "shipping",
    "09521234100010",
    "7K3QX9WD2MVTB",
    "9521234000129",
    "发货仓",
    "9521234000105",
    "9521234000204",
    "",
    "",
    "",
  ],
  [
    "2026-11-12 16:34",
    "accepting",
    "09521234100010",
    "7K3QX9WD2MVTB",
    "9521234000129",
    "发货仓",
    "9521234000105",
    "9521234000204",
    "good",
    "",
    "",
  ],
];

/** The template to download, as CSV; with a byte order mark, without which spreadsheets misread Chinese. */
export function importTemplate(language: "zh-CN" | "en"): string {
  const title = (column: (typeof importColumns)[number]) =>
    columnTitles[column][language === "en" ? "en" : "zh"];
  const word = (cell: string) =>
    language === "en" ? cell : (importSteps[cell]?.zh ?? (cell === "good" ? "完好" : cell));
  const lines = [importColumns.map(title), ...EXAMPLE.map((row) => row.map(word))];
  return `\ufeff${lines.map((line) => line.join(",")).join("\r\n")}\r\n`;
}
