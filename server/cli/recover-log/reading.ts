/** What a recovery reads: the chain, copies of the logs, and what others were shown of them. */
import { readFileSync } from "node:fs";
import { nativeSha256 } from "../../adapters/native-sha256.ts";
import { readCursor } from "../../adapters/postgres/chain-blocks.ts";
import type { Database } from "../../adapters/postgres/database.ts";
import { readNewerAnchors } from "../../adapters/postgres/log-anchors.ts";
import { createLogHalt } from "../../adapters/postgres/log-halt.ts";
import type { LogLine } from "../../adapters/postgres/log-line.ts";
import { holdLine } from "../../adapters/postgres/log-recovery.ts";
import { readWitnessPolicy } from "../../adapters/witness/read-policy.ts";
import { readUnseen } from "../../app/log-fork.ts";
import type { LineRecoveryDeps } from "../../app/recover-line.ts";
import type { Config } from "../../config.ts";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { readAnchorsSince } from "../../domain/log/chain-anchors.ts";
import { readChainLog } from "../../domain/log/chain-log.ts";
import { rpcChainView } from "../../domain/log/chain-view.ts";
import { parseCheckpoint } from "../../domain/log/checkpoint.ts";
import { type LogIdentity, logIdOf } from "../../domain/log/log-identity.ts";
import { RecoveryRefused, readShown, type Shown } from "../../domain/log/recovery.ts";
import { witnessCheckpoint } from "../monitor/sources.ts";
import { jsonRpc } from "../rpc.ts";
import { type LogSources, openLogSources } from "./sources.ts";

export interface RecoveryOptions {
  readonly from: readonly string[];
  readonly seen: readonly string[];
  readonly origin: readonly string[];
}

/** The installation whose log is to be recovered. */
export interface Installation {
  readonly config: Config;
  readonly database: Database;
  readonly line: LogLine;
}

const PROGRESS_EVERY = 100_000;

/** Wires a recovery on the settings of the server. */
export async function recoveryDeps(at: Installation, options: RecoveryOptions): Promise<LineRecoveryDeps> {
  const { config, database, line } = at;
  const [first, next] = await line.unsealed();
  const named = next?.identity.origin ?? options.origin[0];
  const sources = openLogSources(config, options.from, (origin) => idOf(line.of(origin).identity));
  return {
    first: first!.identity,
    named: named === undefined ? null : line.of(named).identity,
    identify: (logId) => identify(at, options, sources, logId),
    sources: sources.of,
    seen: await seenBy(at, options),
    chain: chainOf(at),
    hold: (work, keep) => holdLine(database, { chainId: config.CHAIN_ID, of: line.of }, work, keep),
    sha256: nativeSha256,
    onProgress: (done, of) => {
      if (done % PROGRESS_EVERY < 256 && done >= PROGRESS_EVERY)
        console.log(`${done} of ${of} entries read …`);
    },
  };
}

const idOf = (log: LogIdentity): string => bytesToHex(logIdOf(log));

function chainOf({ config, database, line }: Installation): LineRecoveryDeps["chain"] {
  const { contract } = line.identity;
  const rpc = jsonRpc(config.RPC_URL);
  const view = rpcChainView(rpc);
  const { checkpointSigner, promiseSigner } = line;
  return {
    log: (logId) => readChainLog(rpc, contract, logId),
    anchors: async (logId) => {
      // The server may have followed the chain already, and stopped at its log alone.
      const folded = await readNewerAnchors(database.kysely, logId);
      const cursor = await readCursor(database.kysely, config.CHAIN_ID);
      const since = await readAnchorsSince(rpc, contract, logId, cursor?.blockNumber ?? 0);
      const all = new Map([...folded, ...since].map((anchor) => [anchor.size, anchor]));
      return [...all.values()].map((anchor) => ({ ...anchor, by: "the contract" }));
    },
    unknownKeys: async (logId) => {
      const checkpoint = await view.keyActiveAt(contract, logId, "checkpoint", checkpointSigner);
      const promise = await view.keyActiveAt(contract, logId, "promise", promiseSigner);
      return [...(checkpoint === 0 ? ["LOG_ETH_KEY"] : []), ...(promise === 0 ? ["PROMISE_KEY"] : [])];
    },
  };
}

/** A log's id is a hash over its origin: whoever knows or shows the right one is believed, and nobody else. */
async function identify(
  { line }: Installation,
  { origin: named }: RecoveryOptions,
  sources: LogSources,
  logId: string,
): Promise<LogIdentity | null> {
  const known = (await line.all()).map(({ identity }) => identity.origin);
  const shown = [];
  for (const source of await sources.of(logId)) shown.push(parseCheckpoint(await source.checkpoint()).origin);
  const origin = [...known, ...named, ...shown].find((one) => idOf(line.of(one).identity) === logId);
  return origin === undefined ? null : line.of(origin).identity;
}

/** What monitors kept, witnesses signed, and processes saw of each log. */
async function seenBy(at: Installation, { seen }: RecoveryOptions): Promise<LineRecoveryDeps["seen"]> {
  const notes = seen.map(readNote);
  const reason = (await createLogHalt(at.database, at.line).reason()) ?? "";
  return async (log) => {
    const own = notes.filter(({ note }) => parseCheckpoint(note).origin === log.origin);
    const unseen = readUnseen(reason).filter((head) => head.origin === log.origin);
    return [
      ...own.map(({ file, note }) => readShown(log, note, file)),
      ...(await askWitnesses(at.config, log)),
      // A process that has seen more than the database now has wrote it down as the reason why the log stands.
      ...unseen.map((head) => ({ ...head, by: "the server before it stopped" })),
    ];
  };
}

function readNote(file: string): { file: string; note: string } {
  const text = readFileSync(file, "utf8");
  const note = text.startsWith("{") ? String((JSON.parse(text) as { note?: unknown }).note ?? "") : text;
  try {
    parseCheckpoint(note);
  } catch {
    throw new RecoveryRefused("not_signed", `${file} has no checkpoint.`);
  }
  return { file, note };
}

/** What a witness has signed the log may not contradict; one that cannot be asked keeps nothing back. */
async function askWitnesses(config: Config, log: LogIdentity): Promise<Shown[]> {
  const seen: Shown[] = [];
  for (const { name, url } of readWitnessPolicy(config, log)?.witnesses ?? []) {
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
