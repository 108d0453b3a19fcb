import type { Mutant } from "./instrument.ts";
import type { Verdict } from "./pool.ts";

const PER_CENT = 100;

function rate(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((PER_CENT * part) / whole).toFixed(1)} %`;
}

/** Writes the result as Markdown: totals, a row a file, and every survivor. */
export function describeResult(
  mutants: readonly Mutant[],
  total: number,
  verdicts: ReadonlyMap<number, Verdict>,
): string {
  const survivors = mutants.filter(({ id }) => verdicts.get(id) === "survived");
  const timedOut = mutants.filter(({ id }) => verdicts.get(id) === "timed_out");
  const killed = mutants.length - survivors.length;
  const byFile = Map.groupBy(mutants, ({ file }) => file);
  const rows = [...byFile].map(([file, own]) => {
    const left = own.filter(({ id }) => verdicts.get(id) === "survived").length;
    return `| ${file.replace("server/domain/responsibility/", "")} | ${own.length} | ${own.length - left} | ${rate(own.length - left, own.length)} |`;
  });
  return [
    `Mutants run: ${mutants.length} of ${total}; noticed: ${killed} (${rate(killed, mutants.length)}), of them ${timedOut.length} by running without end; survived: ${survivors.length}.`,
    "",
    "| file | mutants | noticed | rate |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    ...survivors.map(
      ({ id, file, line, operator, before }) =>
        `- ${id} ${file.replace("server/domain/responsibility/", "")}:${line} ${operator}: \`${oneLine(before)}\``,
    ),
    "",
  ].join("\n");
}

function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, " ");
  return flat.length > 90 ? `${flat.slice(0, 90)}…` : flat;
}
