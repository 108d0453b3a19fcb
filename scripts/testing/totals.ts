/** How many tests ended how. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/**
 * Reads the summary a runner prints last. A suite that ended badly without naming a failure, or that ran no test at
 * all, counts as one failure: silence is not success.
 */
export function readTotals(output: string, exitCode: number | null): Totals {
  const lines = output.replaceAll(ESCAPES, "").split("\n");
  const passed = lastCount(lines, /^\s*(\d+) passing\b/);
  const failed = lastCount(lines, /^\s*(\d+) failing\b/);
  const skipped = lastCount(lines, /^\s*(\d+) (?:pending|skipped)\b/);
  const unexplained = failed === 0 && (exitCode !== 0 || passed + skipped === 0);
  return { passed, failed: unexplained ? 1 : failed, skipped };
}

/** Adds up. */
export function sumTotals(all: readonly Totals[]): Totals {
  const sum = (pick: (totals: Totals) => number) => all.reduce((total, one) => total + pick(one), 0);
  return { passed: sum((t) => t.passed), failed: sum((t) => t.failed), skipped: sum((t) => t.skipped) };
}

/** The one line a caller may parse. */
export function totalsLine(totals: Totals): string {
  return `${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`;
}

function lastCount(lines: readonly string[], pattern: RegExp): number {
  const line = lines.findLast((text) => pattern.test(text));
  return line === undefined ? 0 : Number(pattern.exec(line)?.[1]);
}
