import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

type Impact = "minor" | "moderate" | "serious" | "critical";

interface Violation {
  readonly id: string;
  readonly impact: Impact;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Runs axe in the page. It is brought in through the debugger, which the content security policy does not bind. */
export async function violations(
  page: Page,
  impacts: readonly Impact[] = ["minor", "moderate", "serious", "critical"],
): Promise<string[]> {
  await page.evaluate(axe);
  const options = JSON.stringify({ runOnly: levels });
  const found = await page.evaluate<readonly Violation[]>(
    `axe.run(document, ${options}).then(({ violations }) => violations)`,
  );
  return found
    .filter(({ impact }) => impacts.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}
