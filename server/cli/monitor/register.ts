import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { readChainLog } from "../../domain/log/chain-log.ts";
import { type LogIdentity, logIdOf } from "../../domain/log/log-identity.ts";
import { Alarm, compareWithContract, compareWithOther, followLog } from "../../domain/log/monitor.ts";
import { readLogIdentity } from "../log-identity-file.ts";
import { jsonRpc } from "../rpc.ts";
import { keepEvidence, readState, writeState } from "./keeping.ts";
import { httpSource, witnessCheckpoint } from "./sources.ts";

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
      "recompute a log and compare it with chain and witnesses; exits 1 on misbehaviour, 3 cannot tell",
    )
    .requiredOption("--log <file>", "who the log is: any receipt of it, or a log.json you trust")
    .requiredOption("--url <url>", "where it is published, e.g. https://mall.example/log")
    .requiredOption("--state <folder>", "what this monitor has seen, and evidence of misbehaviour")
    .option("--rpc <url>", "JSON-RPC endpoint of the chain; without it the chain is not compared")
    .option("--witness <url...>", "witnesses whose newest checkpoint is compared", [])
    .option("--follow", "go on until misbehaviour is seen")
    .option("--interval <seconds>", "pause between two looks", "60")
    .option("--json", "print each look as a line of JSON")
    .action(run);
}

async function run(options: Options): Promise<void> {
  const log = await readLogIdentity(options.log);
  const pause = Number(options.interval);
  if (!(pause > 0)) throw new Error("--interval is not a number of seconds");
  for (;;) {
    process.exitCode = await look(log, options);
    if (options.follow !== true || process.exitCode === MISBEHAVED) return;
    await sleep(pause * 1000);
  }
}

async function look(log: LogIdentity, options: Options): Promise<number> {
  try {
    const { size, unseen } = await check(log, options);
    say(options, { kind: "fine", what: `Size ${size}: recomputed, and nothing contradicts it.`, size });
    for (const who of unseen) say(options, { kind: "later", what: `${who} is ahead; compared next time.` });
    return 0;
  } catch (error) {
    if (error instanceof Alarm) {
      const report = keepEvidence(options.state, log, error);
      say(options, {
        ...report,
        what: `MISBEHAVIOUR (${report.kind}): ${report.what} Evidence: ${report.evidence}`,
      });
      return MISBEHAVED;
    }
    say(options, {
      kind: "cannot_tell",
      what: `Cannot tell: ${error instanceof Error ? error.message : error}`,
    });
    return CANNOT_TELL;
  }
}

/** State is written as soon as a step is proved: a later failure must not make the monitor forget what it was shown. */
async function check(log: LogIdentity, options: Options): Promise<{ size: number; unseen: string[] }> {
  const id = bytesToHex(logIdOf(log));
  const chain = options.rpc === undefined ? null : await readChainLog(jsonRpc(options.rpc), log.contract, id);
  const successor = chain !== null && /[^0]/.test(chain.successor) ? chain.successor : null;
  if (successor !== null)
    say(options, { kind: "sealed", what: `The log's period has ended; it goes on in log ${successor}.` });
  const source = httpSource(successor === null ? options.url : periodUrl(options.url, id));
  let state = await followLog(log, readState(options.state), source);
  writeState(options.state, state);
  if (chain !== null) {
    state = await compareWithContract(log, state, source, chain);
    writeState(options.state, state);
  }
  const unseen: string[] = [];
  for (const url of options.witness) {
    const theirs = await witnessCheckpoint(url, log.origin);
    if (theirs !== null && !(await compareWithOther(log, state, source, theirs))) unseen.push(url);
  }
  return { size: state.size, unseen };
}

/** Where a log stays to be read after its period: `…/log` shows its successor then. */
const periodUrl = (url: string, logId: string): string => url.replace(/\/log\/?$/, `/logs/${logId}`);

function say({ json }: Options, line: { kind: string; what: string; size?: number }): void {
  console.log(json === true ? JSON.stringify(line) : line.what);
}
