import type { Command } from "commander";
import { readDeployment } from "../adapters/chain/deployment.ts";
import { openDatabase } from "../adapters/postgres/database.ts";
import { openLogLine } from "../adapters/postgres/log-line.ts";
import { closeLog } from "../adapters/postgres/log-rotation.ts";
import { firstLog } from "../compose.ts";
import { parseConfig } from "../config.ts";

/** Adds `redress rotate`: ends the log's period and begins its successor, on the settings of the server. */
export function registerRotate(program: Command): void {
  program
    .command("rotate")
    .description("close the log at the end of its period; its successor takes entries from that moment on")
    .requiredOption(
      "--origin <line>",
      "origin of the successor, never used before, e.g. mall.example/log/2027",
    )
    .action(async ({ origin }: { origin: string }) => {
      if (!/^[^\s+]{1,200}$/.test(origin))
        throw new Error("--origin has white space or a plus sign, or is too long");
      const config = parseConfig(process.env);
      const first = firstLog(config, readDeployment(config.DEPLOYMENT_DIR).EvidenceLog.address);
      const database = openDatabase(config.DATABASE_URL);
      try {
        await closeLog(database, await openLogLine(database, first), origin);
        console.log(
          `Entries go to ${origin} now. The server anchors and seals the log before it, and registers this one.`,
        );
      } finally {
        await database.close();
      }
    });
}
