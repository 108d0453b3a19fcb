import { readFileSync, statSync } from "node:fs";
import type { Command } from "commander";
import { readDeployment } from "../../adapters/chain/deployment.ts";
import { openBlocks } from "../../adapters/ipfs/open-blocks.ts";
import { openLogTail } from "../../adapters/log-tail.ts";
import { nativeSha256 } from "../../adapters/native-sha256.ts";
import { readNewestList } from "../../adapters/newest-list.ts";
import { readCursor } from "../../adapters/postgres/chain-blocks.ts";
import { type Database, openDatabase } from "../../adapters/postgres/database.ts";
import { createLogHalt } from "../../adapters/postgres/log-halt.ts";
import { openLogLine } from "../../adapters/postgres/log-line.ts";
import { holdLog } from "../../adapters/postgres/log-recovery.ts";
import { ensureLog, type LogSettings, logIdHex } from "../../adapters/postgres/log-settings.ts";
import { migrate } from "../../adapters/postgres/migrate.ts";
import { readWitnessPolicy } from "../../adapters/witness/read-policy.ts";
import { readUnseen } from "../../app/log-fork.ts";
import { type RecoveryDeps, type RecoveryReport, recoverLog } from "../../app/recover-log.ts";
import { firstLog } from "../../compose.ts";
import { type Config, parseConfig } from "../../config.ts";
import { readAnchorsSince } from "../../domain/log/chain-anchors.ts";
import { readChainLog } from "../../domain/log/chain-log.ts";
import type { LogIdentity } from "../../domain/log/log-identity.ts";
import { type NamedSource, RecoveryRefused, readShown, type Shown } from "../../domain/log/recovery.ts";
import { witnessCheckpoint } from "../monitor/sources.ts";
import { isHttpUrl, jsonRpc } from "../rpc.ts";
import { copiesSource, folderSource, urlSource } from "./sources.ts";

interface Options {
  readonly from: readonly string[];
  readonly seen: readonly string[];
  readonly check?: boolean;
}

const PROGRESS_EVERY = 100_000;

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
    const settings = (await openLogLine(database, first)).current();
    const report = await recoverLog(
      await depsOf(config, database, settings, options),
      options.check !== true,
    );
    tell(report, options.check === true);
  } finally {
    await database.close();
  }
}

async function depsOf(
  config: Config,
  database: Database,
  settings: LogSettings,
  { from, seen }: Options,
): Promise<RecoveryDeps> {
  const [log, logId, rpc] = [settings.identity, logIdHex(settings), jsonRpc(config.RPC_URL)];
  return {
    log,
    sources: await sourcesOf(config, logId, from),
    seen: [
      ...seen.map((file) => readSeen(log, file)),
      ...(await askWitnesses(config, log)),
      ...readStanding(await createLogHalt(database, settings).reason(), log),
    ],
    chain: {
      log: () => readChainLog(rpc, log.contract, logId),
      anchors: async () => {
        const cursor = await readCursor(database.kysely, config.CHAIN_ID);
        const found = await readAnchorsSince(rpc, log.contract, logId, cursor?.blockNumber ?? 0);
        return found.map((anchor) => ({ ...anchor, by: "the contract" }));
      },
    },
    hold: (work, keep) => holdLog(database, settings, work, keep),
    sha256: nativeSha256,
    onProgress: (done, of) => {
      if (done % PROGRESS_EVERY < 256 && done >= PROGRESS_EVERY)
        console.log(`${done} of ${of} entries read …`);
    },
  };
}

async function sourcesOf(config: Config, logId: string, from: readonly string[]): Promise<NamedSource[]> {
  const kept = from.length > 0 ? null : await readNewestList(config.DATA_DIR, logId);
  const names = kept === null ? from : [`ipfs:${kept}`];
  const sources: NamedSource[] = [];
  for (const name of names) sources.push(await sourceOf(config, logId, name));
  // What was published after the last anchor is nowhere else, unless somebody mirrors the log.
  const tail = openLogTail(config.DATA_DIR, logId);
  if ((await tail.note()) !== null) sources.push(tail.source);
  if (sources.length === 0)
    throw new Error(
      "Nothing says where the log is: DATA_DIR keeps neither copies nor tail of it. Give --from.",
    );
  return sources;
}

async function sourceOf(config: Config, logId: string, name: string): Promise<NamedSource> {
  if (isHttpUrl(name)) return urlSource(name);
  if (!name.startsWith("ipfs:")) {
    if (!statSync(name, { throwIfNoEntry: false })?.isDirectory())
      throw new Error(`--from ${name} is no URL, no folder and no ipfs:CID`);
    return folderSource(name);
  }
  const { IPFS_API_URL, BLOCKSTORE_DIR, IPFS_MIRROR_URL: url } = config;
  const mirror = url === "" ? undefined : { url, onRepair: () => {} };
  const { blocks } = await openBlocks(IPFS_API_URL, BLOCKSTORE_DIR, mirror);
  return copiesSource(blocks, name.slice("ipfs:".length), logId);
}

function readSeen(log: LogIdentity, file: string): Shown {
  const text = readFileSync(file, "utf8");
  const note = text.startsWith("{") ? String((JSON.parse(text) as { note?: unknown }).note ?? "") : text;
  return readShown(log, note, file);
}

/** What a witness has signed the log may not contradict; one that cannot be asked keeps nothing back. */
async function askWitnesses(config: Config, log: LogIdentity): Promise<Shown[]> {
  const seen: Shown[] = [];
  for (const { name, url } of readWitnessPolicy(config)?.witnesses ?? []) {
    if (url === null) continue;
    try {
      const note = await witnessCheckpoint(url, log.origin);
      if (note !== null) seen.push(readShown(log, note, `witness ${name}`));
    } catch (error) {
      console.error(`Witness ${name} could not be asked: ${error instanceof Error ? error.message : error}`);
    }
  }
  return seen;
}

/** A process that has seen more than the database now has wrote it down as the reason why the log stands. */
function readStanding(reason: string | null, { origin }: LogIdentity): Shown[] {
  const seen = readUnseen(reason ?? "").filter((head) => head.origin === origin);
  return seen.map((head) => ({ ...head, by: "the server before it stopped" }));
}

function tell({ from, to, anchored, known, anchors, erased }: RecoveryReport, isCheck: boolean): void {
  const count = to - from;
  const say = (line: string) => console.log(line);
  say(
    `The database had ${from} entries, the contract has anchored ${anchored}, the log was published up to ${to}.`,
  );
  if (count === 0) say("There is nothing to recover: the database has all of it.");
  else {
    say(
      `${isCheck ? "Can be recovered" : "Recovered"}: ${count} entries, every proof of them, ${anchors} anchors.`,
    );
    say(`${known} of them had been accepted before the backup and have all their parts.`);
    say(
      `Not in anything published: statements, salts and keys of the other ${count - known}, and cases, orders and ` +
        "documents newer than the backup. Their owners have statement and salt in their receipts, which stay valid.",
    );
  }
  if (erased > 0)
    say(`${isCheck ? "To be erased" : "Erased"} again, because the log says so: ${erased} documents.`);
  say(
    isCheck
      ? "Nothing was changed."
      : "The server lets the log go on, running or at its next start, once it has asked chain and witnesses.",
  );
}
