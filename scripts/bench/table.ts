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
