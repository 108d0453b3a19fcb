import type { Command } from "commander";
import { settingsTable } from "../config.ts";

/** Adds `redress settings`: every setting of the server, as the README lists them. */
export function registerSettings(program: Command): void {
  program
    .command("settings")
    .description("list every setting of the server")
    .action(() => {
      for (const { name, required, about } of settingsTable()) {
        console.log(`${name.padEnd(18)} ${required ? "required" : "optional"}  ${about}`);
      }
    });
}
