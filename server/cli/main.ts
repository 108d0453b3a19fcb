/** The `redress` command: one subcommand a file. */
import { Command } from "commander";
import { registerAccount } from "./account.ts";
import { registerChallenge } from "./challenge.ts";
import { registerDecide, registerReplay } from "./decide.ts";
import { registerDemo } from "./demo/register.ts";
import { registerExplain } from "./explain.ts";
import { registerImport } from "./import.ts";
import { registerLabels } from "./labels.ts";
import { registerMonitor } from "./monitor/register.ts";
import { registerPackDiff } from "./pack-diff.ts";
import { registerRemedies } from "./remedies.ts";
import { registerReportFork } from "./report-fork.ts";
import { registerRequestInclusion } from "./request-inclusion.ts";
import { registerRotate } from "./rotate.ts";
import { registerSettings } from "./settings.ts";
import { registerVerify } from "./verify.ts";
import { registerWitness } from "./witness/register.ts";

const program = new Command("redress")
  .description("settles after-sales disputes by evidence nobody can alter or hide")
  .showHelpAfterError();
const commands = [
  registerVerify,
  registerChallenge,
  registerRequestInclusion,
  registerReportFork,
  registerWitness,
  registerMonitor,
  registerRotate,
  registerDecide,
  registerExplain,
  registerReplay,
  registerPackDiff,
  registerRemedies,
  registerLabels,
  registerImport,
  registerDemo,
  registerSettings,
  registerAccount,
];
for (const register of commands) register(program);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
