import type { Command } from "commander";
import { readDeployment } from "../../adapters/chain/deployment.ts";
import { openDatabase } from "../../adapters/postgres/database.ts";
import { openLogLine } from "../../adapters/postgres/log-line.ts";
import { ensureLog } from "../../adapters/postgres/log-settings.ts";
import { migrate } from "../../adapters/postgres/migrate.ts";
import { type PeriodReport, recoverLine } from "../../app/recover-line.ts";
import { firstLog } from "../../compose.ts";
import { parseConfig } from "../../config.ts";
import { RecoveryRefused } from "../../domain/log/recovery.ts";
import { type RecoveryOptions, recoveryDeps } from "./reading.ts";

interface Options extends RecoveryOptions {
  readonly check?: boolean;
}

/** Adds `redress recover-log`: a database restored from a backup gets back what its log published since. */
export function registerRecoverLog(program: Command): void {
  program
    .command("recover-log")
    .description("bring the log of a restored database up to what it published, so that it may go on")
    .option(
      "--from <source...>",
      "URL or folder of the published log, or ipfs:CID of a list of its copies; left out: the list kept in DATA_DIR",
      [],
    )
    .option("--seen <file...>", "checkpoints others were shown: signed notes, or state.json of a monitor", [])
    .option(
      "--origin <line...>",
      "origins of logs that went on from this one after the backup, where no source shows them",
      [],
    )
    .option("--check", "check everything and change nothing")
    .action(async (options: Options) => {
      try {
        await run(options);
      } catch (error) {
        if (!(error instanceof RecoveryRefused)) throw error;
        console.error(`Refused (${error.kind}): ${error.message} Nothing was changed.`);
        process.exitCode = 1;
      }
    });
}

async function run(options: Options): Promise<void> {
  const config = parseConfig(process.env);
  await migrate(config.DATABASE_URL);
  const database = openDatabase(config.DATABASE_URL);
  try {
    const first = firstLog(config, readDeployment(config.DEPLOYMENT_DIR).EvidenceLog.address);
    await ensureLog(database, first);
    const line = await openLogLine(database, first);
    const deps = await recoveryDeps({ config, database, line }, options);
    const isCheck = options.check === true;
    const { periods, carried } = await recoverLine(deps, !isCheck);
    for (const period of periods) tellPeriod(period, isCheck, periods.length > 1);
    if (carried > 0)
      say(
        `It takes ${carried} entries that were accepted for a log before it, which was sealed without them.`,
      );
    tellEnd(isCheck);
  } finally {
    await database.close();
  }
}

const say = (line: string): void => console.log(line);

function tellPeriod(period: PeriodReport, isCheck: boolean, isOneOfSeveral: boolean): void {
  const { from, to, anchored, erased } = period;
  if (isOneOfSeveral) say(`${period.origin}${period.isSealed ? ", sealed" : ""}:`);
  say(
    `The database had ${from} entries, the contract has anchored ${anchored}, the log was published up to ${to}.`,
  );
  if (to === from) say("There is nothing to recover: the database has all of it.");
  else tellEntries(period, isCheck);
  if (erased > 0)
    say(`${isCheck ? "To be erased" : "Erased"} again, because the log says so: ${erased} documents.`);
}

function tellEntries({ from, to, anchors, known, isBegun }: PeriodReport, isCheck: boolean): void {
  const count = to - from;
  say(
    `${isCheck ? "Can be recovered" : "Recovered"}: ${count} entries, every proof of them, ${anchors} anchors.`,
  );
  if (isBegun) say("Entry 0 is the last checkpoint of the log before it, as the contract has that one.");
  const own = isBegun ? 1 : 0;
  say(`${known - own} of them had been accepted before the backup and have all their parts.`);
  say(
    `Not in anything published: statements, salts and keys of the other ${count - known}, and cases, orders and ` +
      "documents newer than the backup. Their owners have statement and salt in their receipts, which stay valid.",
  );
}

function tellEnd(isCheck: boolean): void {
  say(
    isCheck
      ? "Nothing was changed."
      : "The server lets the log go on, running or at its next start, once it has asked chain and witnesses.",
  );
}
