/** The `redress` command: one subcommand a file. */
import { Command } from "commander";
import { registerDecide } from "./decide.ts";
import { registerDemo } from "./demo/register.ts";
import { registerSettings } from "./settings.ts";
import { registerVerify } from "./verify.ts";

const program = new Command("redress")
  .description("settles after-sales disputes by evidence nobody can alter or hide")
  .showHelpAfterError();
for (const register of [registerVerify, registerDecide, registerDemo, registerSettings]) register(program);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
