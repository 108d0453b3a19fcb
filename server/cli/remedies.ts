import type { Command } from "commander";
import { z } from "zod";
import {
  eligibility,
  type Language,
  type RemedyEligibility,
  ResponsibilityError,
} from "../domain/responsibility/index.ts";
import { readJson, readPack, runOnInput } from "./decide.ts";

const LANGUAGES: readonly Language[] = ["zh-CN", "en"];
const WORDS = {
  "zh-CN": {
    open: "可以",
    closed: "不可以",
    unsure: "（未核实）",
    calendar: "（当年节假日未知）",
    colon: "：",
    list: "；",
  },
  en: {
    open: "open",
    closed: "closed",
    unsure: " (not verified)",
    calendar: " (holidays of that year not known)",
    colon: ": ",
    list: "; ",
  },
} as const;

/** An order with its goods and the day it is asked on, as `OrderFacts` and `GoodsFacts` say. */
const purchase = z.strictObject({
  today: z.string(),
  order: z.strictObject({
    orderedOn: z.string(),
    receivedOn: z.string().optional(),
    shipped: z.boolean(),
    invoicedOn: z.string().optional(),
    informedOfWithdrawal: z.boolean().optional(),
  }),
  goods: z
    .strictObject({
      exceptions: z.array(z.string()).default([]),
      exclusionConfirmed: z.boolean().optional(),
      promisedDays: z.int().positive().optional(),
      state: z.enum(["intact", "not_intact"]).optional(),
      durable: z.boolean().optional(),
      warrantyClass: z.string().optional(),
      foundSubstandard: z.boolean().optional(),
      gift: z.boolean().optional(),
      failedRepairs: z.int().nonnegative().optional(),
      repaired: z.boolean().optional(),
    })
    .prefault({}),
});

function readPurchase(path: string): z.output<typeof purchase> {
  const parsed = purchase.safeParse(readJson(path));
  if (parsed.success) return parsed.data;
  throw new ResponsibilityError(
    "facts_invalid",
    parsed.error.issues.map((issue) => ({ path: `/${issue.path.join("/")}`, rule: issue.message })),
  );
}

function tell({ open, say, because, rules, holidaysKnown }: RemedyEligibility, language: Language): string {
  const words = WORDS[language];
  const articles = rules.map(
    ({ article, confidence }) => `${article}${confidence === "K" ? words.unsure : ""}`,
  );
  const why = because.map((text) => text[language]).join(words.list);
  const calendar = holidaysKnown ? "" : words.calendar;
  const said = [open ? words.open : words.closed, say[language], `${why}${calendar}`].join(words.colon);
  return `- ${said} [${articles.join(words.list)}]`;
}

/** Adds `redress remedies <order.json>`: tells which remedies are open today, until when, and why. */
export function registerRemedies(program: Command): void {
  program
    .command("remedies")
    .description("tell which remedies are open for an order and its goods on a day, until when and why")
    .argument("<order.json>", "{today, order, goods}; - reads standard input")
    .option("--pack <pack>", "by this rule pack: cn, eu or a file; cn when left out")
    .option("--lang <language>", "zh-CN or en; both when left out")
    .action((path: string, options: { pack?: string; lang?: string }) => {
      const languages = LANGUAGES.filter((one) => options.lang === undefined || one === options.lang);
      if (languages.length === 0) program.error(`no language ${options.lang}: zh-CN or en`, { exitCode: 2 });
      runOnInput(path, () => {
        const { today, order, goods } = readPurchase(path);
        const list = eligibility(order, goods, today, readPack(options.pack ?? "cn"));
        const told = languages.map((language) => list.map((one) => `${tell(one, language)}\n`).join(""));
        process.stdout.write(told.join("\n"));
      });
    });
}
