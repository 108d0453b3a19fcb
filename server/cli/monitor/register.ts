import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { type ChainLog, readChainLog } from "../../domain/log/chain-log.ts";
import { type LogIdentity, logIdOf } from "../../domain/log/log-identity.ts";
import { type Look, look, type Sorted, sortFindings } from "../../domain/log/monitor.ts";
import type { Finding } from "../../domain/log/monitor-state.ts";
import { readLogIdentity } from "../log-identity-file.ts";
import { jsonRpc } from "../rpc.ts";
import { type MonitorFolder, openMonitorFolder } from "./keeping.ts";
import { httpSource, periodUrl, witnessCheckpoint } from "./sources.ts";

interface Options {
  readonly log: string;
  readonly url: string;
  readonly state: string;
  readonly rpc?: string;
  readonly witness: readonly string[];
  readonly follow?: boolean;
  readonly interval: string;
  readonly json?: boolean;
}

/** What the process answers with. */
const MISBEHAVED = 1;
const CANNOT_TELL = 3;

/** Adds `redress monitor`: follows a log from its own state and keeps whatever proves that it lied. */
export function registerMonitor(program: Command): void {
  program
    .command("monitor")
    .description(
      "recompute a log and compare it with chain and witnesses; exits 1 while misbehaviour stands, 3 cannot tell",
    )
    .requiredOption("--log <file>", "who the log is: any receipt of it, or a log.json you trust")
    .requiredOption("--url <url>", "where it is published, e.g. https://mall.example/log")
    .requiredOption("--state <folder>", "what this monitor has seen, and evidence of misbehaviour")
    .option("--rpc <url>", "JSON-RPC endpoint of the chain; without it the chain is not compared")
    .option("--witness <url...>", "witnesses whose newest checkpoint is compared", [])
    .option("--follow", "go on until misbehaviour is seen that was not reported before")
    .option("--interval <seconds>", "pause between two looks", "60")
    .option("--json", "print each look as lines of JSON")
    .action(run);
}

async function run(options: Options): Promise<void> {
  const log = await readLogIdentity(options.log);
  const pause = Number(options.interval);
  if (!(pause > 0)) throw new Error("--interval is not a number of seconds");
  for (let isFirst = true; ; isFirst = false) {
    const { code, isNew } = await oneLook(log, options, isFirst);
    process.exitCode = code;
    if (options.follow !== true || isNew) return;
    await sleep(pause * 1000);
  }
}

interface Outcome {
  readonly code: number;
  /** Whether misbehaviour was seen that was not reported before. */
  readonly isNew: boolean;
}

async function oneLook(log: LogIdentity, options: Options, isFirst: boolean): Promise<Outcome> {
  let folder: MonitorFolder | undefined;
  try {
    folder = openMonitorFolder(options.state);
    return await lookFrom(folder, log, options, isFirst);
  } catch (error) {
    say(options, { kind: "cannot_tell", what: `Cannot tell: ${messageOf(error)}` });
    return { code: CANNOT_TELL, isNew: false };
  } finally {
    folder?.close();
  }
}

async function lookFrom(
  folder: MonitorFolder,
  log: LogIdentity,
  options: Options,
  isFirst: boolean,
): Promise<Outcome> {
  const { chain, trouble } = await askChain(log, options);
  const found = await lookAt(log, options, folder, chain);
  const seen = { ...found, troubles: [...trouble, ...found.troubles] };
  const sorted = sortFindings(seen.state.findings, seen, chain !== null);
  const fresh: Finding[] = [];
  for (const alarm of sorted.fresh) fresh.push(await folder.report(log, alarm));
  await folder.remember({ ...seen.state, findings: [...sorted.standing, ...fresh] });
  tell(options, seen, { ...sorted, fresh }, isFirst);
  if (fresh.length + sorted.standing.length > 0) return { code: MISBEHAVED, isNew: fresh.length > 0 };
  return { code: seen.troubles.length > 0 ? CANNOT_TELL : 0, isNew: false };
}

async function askChain(
  log: LogIdentity,
  { rpc }: Options,
): Promise<{ chain: ChainLog | null; trouble: readonly string[] }> {
  if (rpc === undefined) return { chain: null, trouble: [] };
  try {
    const chain = await readChainLog(jsonRpc(rpc), log.contract, bytesToHex(logIdOf(log)));
    return { chain, trouble: [] };
  } catch (error) {
    return { chain: null, trouble: [`the chain: ${messageOf(error)}`] };
  }
}

async function lookAt(
  log: LogIdentity,
  options: Options,
  folder: MonitorFolder,
  chain: ChainLog | null,
): Promise<Look> {
  const known = folder.state();
  const successor = chain === null ? known.successor : chain.successor.replace(/^0+$/, "");
  if (successor !== "") {
    const what = `The log's period has ended; it goes on in log ${successor}.`;
    say(options, { kind: "sealed", what });
  }
  return look(known, {
    log,
    chain,
    kept: folder.kept,
    remember: folder.remember,
    source: httpSource(successor === "" ? options.url : periodUrl(options.url, bytesToHex(logIdOf(log)))),
    others: options.witness.map((name) => ({
      name,
      checkpoint: () => witnessCheckpoint(name, log.origin),
    })),
  });
}

interface Told extends Pick<Sorted, "standing" | "ended"> {
  readonly fresh: readonly Finding[];
}

/** What stands is told again at the first look of a process; while it follows, only what changes. */
function tell(options: Options, seen: Look, { fresh, standing, ended }: Told, isFirst: boolean): void {
  for (const { what, ...rest } of fresh) {
    const line = `MISBEHAVIOUR (${rest.kind}): ${what} Evidence: ${rest.evidence}`;
    say(options, { ...rest, isNew: true, what: line });
  }
  for (const { what, ...rest } of isFirst ? standing : []) {
    const line = `STILL STANDS since ${rest.at} (${rest.kind}): ${what} Evidence: ${rest.evidence}`;
    say(options, { ...rest, isNew: false, what: line });
  }
  for (const { kind, what, at } of ended)
    say(options, { kind: "ended", what: `No longer seen, reported at ${at} (${kind}): ${what}` });
  for (const why of seen.troubles) say(options, { kind: "cannot_tell", what: `Cannot tell: ${why}` });
  if (fresh.length + seen.troubles.length === 0) {
    const { size } = seen.state;
    const nothing = standing.length === 0 ? "nothing" : "nothing new";
    say(options, { kind: "fine", what: `Size ${size}: recomputed, and ${nothing} contradicts it.`, size });
  }
  for (const who of seen.later) say(options, { kind: "later", what: `${who} is ahead; compared next time.` });
}

/** A line of `--json`; `what` alone is printed without it. */
interface Line extends Partial<Omit<Finding, "kind">> {
  readonly kind: string;
  readonly what: string;
  readonly size?: number;
  /** Of misbehaviour: whether it was reported before. */
  readonly isNew?: boolean;
}

function say({ json }: Options, line: Line): void {
  console.log(json === true ? JSON.stringify(line) : line.what);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
