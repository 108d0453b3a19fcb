import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { bytesToHex } from "../domain/log/bytes.ts";
import { challengeCall, challengeIdOf, settleCall } from "../domain/log/contract-calls.ts";
import { parseReceipt } from "../domain/log/receipt.ts";
import { type SendOptions, sendCall, withSending } from "./contract-sender.ts";

interface Options extends SendOptions {
  readonly settle?: boolean;
}

/** Adds `redress challenge`: takes a broken promise to the contract; asks nothing of any Redress server. */
export function registerChallenge(program: Command): void {
  const command = program
    .command("challenge")
    .description("take the promise of a receipt to the contract once its instant has passed")
    .argument("<receipt>", "receipt file (JSON)")
    .option("--settle", "close a challenge that was not answered in time: the operator's bond pays");
  withSending(command).action(async (file: string, options: Options) => {
    const { promise } = parseReceipt((await readFile(file, "utf8")).trim());
    const call = options.settle === true ? settleCall(promise) : challengeCall(promise);
    const due = Date.parse(promise.promisedBy);
    if (options.settle !== true && Date.now() <= due)
      console.error(`Note: by this machine's clock the promise runs until ${promise.promisedBy}.`);
    await sendCall(call, options);
    console.log(`Challenge 0x${bytesToHex(challengeIdOf(promise))}.`);
    if (options.settle !== true)
      console.log("When its window has passed without an answer, run the same command with --settle.");
  });
}
