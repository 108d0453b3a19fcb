import type { Command } from "commander";
import { diffPacks, type Language, type RulePack } from "../domain/responsibility/index.ts";
import { readPack, runOnInput } from "./decide.ts";

const LANGUAGES: readonly Language[] = ["zh-CN", "en"];

/** Adds `redress pack-diff <a> <b>`: tells in words what changes between two packs; exit code 1 when anything does. */
export function registerPackDiff(program: Command): void {
  program
    .command("pack-diff")
    .description("tell in plain words what changes from one rule pack to another")
    .argument("<a>", "pack file, or cn or eu for a built-in one")
    .argument("<b>", "pack file, or cn or eu for a built-in one")
    .option("--lang <language>", "zh-CN or en; both when left out")
    .action((a: string, b: string, options: { lang?: string }) => {
      const languages = LANGUAGES.filter((one) => options.lang === undefined || one === options.lang);
      if (languages.length === 0) program.error(`no language ${options.lang}: zh-CN or en`, { exitCode: 2 });
      let before: RulePack | undefined;
      runOnInput(a, () => {
        before = readPack(a);
      });
      if (before === undefined) return;
      const from = before;
      runOnInput(b, () => {
        const changes = diffPacks(from, readPack(b));
        const told = languages.map((language) => changes.map((one) => `- ${one.say[language]}\n`).join(""));
        process.stdout.write(changes.length === 0 ? "same\n" : told.join("\n"));
        if (changes.length > 0) process.exitCode = 1;
      });
    });
}
