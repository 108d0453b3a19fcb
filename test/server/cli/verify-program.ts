/** The command alone, as the `redress` program mounts it. */
import { Command } from "commander";
import { registerVerify } from "../../../server/cli/verify.ts";

const program = new Command("redress");
registerVerify(program);
await program.parseAsync();
