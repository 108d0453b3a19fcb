import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import {
  type ContractCall,
  checkedCheckpoint,
  reportForkCall,
  reportForkOfAnchorCall,
} from "../domain/log/contract-calls.ts";
import type { LogIdentity } from "../domain/log/log-identity.ts";
import { type SendOptions, sendCall, withSending } from "./contract-sender.ts";
import { readLogIdentity } from "./log-identity-file.ts";

interface Options extends SendOptions {
  readonly log: string;
  readonly anchoredAt?: string;
}

/** Adds `redress report-fork`: proves two histories of a log to the contract; asks nothing of any Redress server. */
export function registerReportFork(program: Command): void {
  const command = program
    .command("report-fork")
    .description("show the contract two signed checkpoints of one size with different roots")
    .argument("<checkpoint>", "checkpoint file, as published or as a witness or monitor kept it")
    .argument("[other]", "the other checkpoint; left out with --anchored-at")
    .requiredOption("--log <file>", "any receipt of the log, or log.json as the monitor keeps it")
    .option("--anchored-at <instant>", "hold it against the root anchored by the block of this time instead");
  withSending(command).action(async (first: string, second: string | undefined, options: Options) => {
    const log = await readLogIdentity(options.log);
    await sendCall(await makeCall(log, first, second, options.anchoredAt), options);
  });
}

async function makeCall(
  log: LogIdentity,
  first: string,
  second: string | undefined,
  anchoredAt: string | undefined,
): Promise<ContractCall> {
  const read = async (file: string) => checkedCheckpoint(await readFile(file, "utf8"), log);
  if (second !== undefined) return reportForkCall(log, await read(first), await read(second));
  const seconds = Date.parse(anchoredAt ?? "") / 1000;
  if (!Number.isSafeInteger(seconds)) throw new Error("give a second checkpoint, or --anchored-at <instant>");
  return reportForkOfAnchorCall(log, seconds, await read(first));
}
