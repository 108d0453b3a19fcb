import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import {
  type CheckedCheckpoint,
  type ContractCall,
  checkedCheckpoint,
  reportForkCall,
  reportForkOfAnchorCall,
} from "../domain/log/contract-calls.ts";
import { compareWithAnchor, noteShown } from "../domain/log/fork-of-anchor.ts";
import type { LogIdentity } from "../domain/log/log-identity.ts";
import { type SendOptions, sendCall, withSending } from "./contract-sender.ts";
import { readLogIdentity } from "./log-identity-file.ts";
import { jsonRpc } from "./rpc.ts";

interface Options extends SendOptions {
  readonly log: string;
  readonly anchoredAt?: string;
}

/** Adds `redress report-fork`: proves two histories of a log to the contract; asks nothing of any Redress server. */
export function registerReportFork(program: Command): void {
  const command = program
    .command("report-fork")
    .description("show the contract a signed checkpoint that another one, or what it anchored, contradicts")
    .argument(
      "<checkpoint>",
      "checkpoint file, as published or as a witness or monitor kept it, or a receipt",
    )
    .argument("[other]", "the other one of its size; left out to hold the first against what was anchored")
    .requiredOption("--log <file>", "any receipt of the log, or log.json as the monitor keeps it")
    .option(
      "--anchored-at <instant>",
      "time of the block that anchored its size; asked of --rpc when left out",
    );
  withSending(command).action(async (first: string, second: string | undefined, options: Options) => {
    const log = await readLogIdentity(options.log);
    await sendCall(await makeCall(log, first, second, options), options);
  });
}

async function makeCall(
  log: LogIdentity,
  first: string,
  second: string | undefined,
  options: Options,
): Promise<ContractCall> {
  const read = async (file: string) => checkedCheckpoint(noteShown(await readFile(file, "utf8")), log);
  if (second !== undefined && options.anchoredAt !== undefined)
    throw new Error("give either a second checkpoint or --anchored-at");
  const shown = await read(first);
  if (second !== undefined) return reportForkCall(log, shown, await read(second));
  return reportForkOfAnchorCall(log, await anchoredAtOf(log, shown, options), shown);
}

/** The contract compares for itself; asked first, it says what is wrong before anything is sent or written. */
async function anchoredAtOf(
  log: LogIdentity,
  shown: CheckedCheckpoint,
  { anchoredAt, rpc }: Options,
): Promise<number> {
  const given = anchoredAt === undefined ? [] : [secondsOf(anchoredAt)];
  if (given[0] !== undefined && rpc === undefined) return given[0];
  if (rpc === undefined)
    throw new Error("give a second checkpoint, --anchored-at <instant>, or --rpc to ask");
  const found = await compareWithAnchor(jsonRpc(rpc), log, shown, given);
  if (found.kind === "differs") return found.anchoredAt;
  throw new Error(
    found.kind === "same"
      ? "the contract anchored this very root: it proves no fork"
      : `the contract anchored nothing for size ${shown.size}; find a second checkpoint of that size`,
  );
}

function secondsOf(instant: string): number {
  const seconds = Date.parse(instant) / 1000;
  if (!Number.isSafeInteger(seconds)) throw new Error("--anchored-at is no time to the second");
  return seconds;
}
