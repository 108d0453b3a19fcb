import { cpus } from "node:os";
import type { Row } from "./bench.ts";

/** One group's figures as a Markdown table. */
export function tableOf(name: string, rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const measured = `${figure(row.measured)} ${row.unit}`;
    const reference = `${row.against}: ${figure(row.reference)} ${row.unit}`;
    return `| ${row.what} | ${measured} | ${reference} | ${figure(row.measured / row.reference)} |`;
  });
  return [
    `## ${name}`,
    "",
    "| what | measured | against | ratio |",
    "| --- | ---: | --- | ---: |",
    ...lines,
    "",
  ].join("\n");
}

const HEAD = `# Figures

Measured by \`scripts/bench/all --write\`. The ratios are what to compare.

`;

/** Puts freshly measured groups into the page of figures; groups that were not measured keep what they had. */
export function pageWith(page: string, measured: ReadonlyMap<string, string>): string {
  const kept = page.split(/^(?=## )/m).filter((part) => part.startsWith("## "));
  const groups = new Map(kept.map((part) => [part.slice(3, part.indexOf("\n")), `${part.trimEnd()}\n`]));
  for (const [name, table] of measured) groups.set(name, `${table.trimEnd()}\n\nOn ${machineLine()}.\n`);
  const inOrder = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return HEAD + inOrder.map(([, table]) => table).join("\n");
}

/** What the figures were measured on. */
export function machineLine(): string {
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model ?? "unknown processor"}, Node ${process.versions.node}`;
}

/** Three significant digits, without an exponent. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return Number(value.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 6, useGrouping: false });
}
