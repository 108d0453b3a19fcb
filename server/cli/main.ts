/** The `redress` command: one subcommand a file, and only the one that is asked for is loaded. */
import { Command } from "commander";

type Register = (program: Command) => void;

const COMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  verify: async () => (await import("./verify.ts")).registerVerify,
  challenge: async () => (await import("./challenge.ts")).registerChallenge,
  answer: async () => (await import("./answer.ts")).registerAnswer,
  "request-inclusion": async () => (await import("./request-inclusion.ts")).registerRequestInclusion,
  "report-fork": async () => (await import("./report-fork.ts")).registerReportFork,
  witness: async () => (await import("./witness/register.ts")).registerWitness,
  monitor: async () => (await import("./monitor/register.ts")).registerMonitor,
  rotate: async () => (await import("./rotate.ts")).registerRotate,
  "recover-log": async () => (await import("./recover-log/register.ts")).registerRecoverLog,
  "append-key": async () => (await import("./append-key.ts")).registerAppendKey,
  decide: async () => (await import("./decide.ts")).registerDecide,
  erase: async () => (await import("./erase.ts")).registerErase,
  explain: async () => (await import("./explain.ts")).registerExplain,
  replay: async () => (await import("./decide.ts")).registerReplay,
  "pack-diff": async () => (await import("./pack-diff.ts")).registerPackDiff,
  remedies: async () => (await import("./remedies.ts")).registerRemedies,
  labels: async () => (await import("./labels.ts")).registerLabels,
  import: async () => (await import("./import.ts")).registerImport,
  demo: async () => (await import("./demo/register.ts")).registerDemo,
  settings: async () => (await import("./settings.ts")).registerSettings,
  account: async () => (await import("./account.ts")).registerAccount,
};

const program = new Command("redress")
  .description("settles after-sales disputes by evidence nobody can alter or hide")
  .showHelpAfterError();

try {
  const asked = process.argv[2] ?? "";
  const wanted = Object.hasOwn(COMMANDS, asked) ? [COMMANDS[asked]!] : Object.values(COMMANDS);
  for (const register of wanted) (await register())(program);
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
