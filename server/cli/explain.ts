import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import {
  counterfactuals,
  decide,
  explain,
  findingSvg,
  type Language,
  percent,
} from "../domain/responsibility/index.ts";
import { BadInput, readFactsFile, runOnInput } from "./decide.ts";

const LANGUAGES: readonly Language[] = ["zh-CN", "en"];
const MOST_ALTERNATIVES = 10;

interface ExplainOptions {
  readonly pack?: string;
  readonly lang?: string;
  readonly svg?: string;
  readonly currency?: string;
}

/** What amounts are in where the command does not say; facts files name no currency. */
const CURRENCY_OF: Readonly<Record<string, string>> = { CN: "CNY", EU: "EUR" };
const CURRENCY = /^[A-Z]{3}$/;

function writePicture(file: string, svg: string): void {
  try {
    writeFileSync(file, `${svg}\n`);
  } catch (cause) {
    throw new BadInput(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Adds `redress explain <facts.json>`: tells the finding in plain words, and what would change it. */
export function registerExplain(program: Command): void {
  program
    .command("explain")
    .description("tell in plain words who answers for a loss, why, and what would change it")
    .argument("<facts.json>", "facts, or {facts, pack}; - reads standard input")
    .option("--pack <pack>", "decide under this rule pack: cn, eu or a file; cn when left out")
    .option("--lang <language>", "zh-CN or en; both when left out")
    .option("--currency <code>", "what amounts are in (ISO 4217); CNY or EUR by the rule pack when left out")
    .option("--svg <file.svg>", "also draw custody, window and split; in the language asked, else zh-CN")
    .action((path: string, options: ExplainOptions) => {
      const languages = LANGUAGES.filter((one) => options.lang === undefined || one === options.lang);
      if (languages.length === 0) program.error(`no language ${options.lang}: zh-CN or en`, { exitCode: 2 });
      if (options.currency !== undefined && !CURRENCY.test(options.currency))
        program.error(`no currency ${options.currency}: three capital letters of ISO 4217`, { exitCode: 2 });
      runOnInput(path, () => {
        const { facts, pack } = readFactsFile(path, options.pack);
        const finding = decide(facts, pack);
        if (options.svg !== undefined) writePicture(options.svg, findingSvg(finding, facts, languages[0]!));
        const others = counterfactuals(facts, pack, finding).slice(0, MOST_ALTERNATIVES);
        const lines = others.map(
          (item) =>
            `- ${item.if}: ${Object.entries(item.shares)
              .map(([id, bps]) => `${id} ${percent(bps)}`)
              .join(", ")}`,
        );
        const currency = options.currency ?? CURRENCY_OF[pack.data.jurisdiction] ?? null;
        const told = languages.map((language) => explain(finding, language, currency));
        process.stdout.write(`${[...told, lines.join("\n")].filter((part) => part !== "").join("\n\n")}\n`);
      });
    });
}
