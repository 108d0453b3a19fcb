import type { Command } from "commander";
import { placeInTime } from "../domain/log/answer-calls.ts";
import { bytesToHex } from "../domain/log/bytes.ts";
import { rpcChainView } from "../domain/log/chain-view.ts";
import { challengeCall, challengeIdOf, settleCall } from "../domain/log/contract-calls.ts";
import { formatSeconds } from "../domain/log/instants.ts";
import type { Receipt } from "../domain/log/receipt.ts";
import { type SendOptions, sendCall, withDeposit, withSending } from "./contract-sender.ts";
import { readReceiptFile } from "./receipt-file.ts";
import { jsonRpc } from "./rpc.ts";

interface Options extends SendOptions {
  readonly settle?: boolean;
  readonly anyway?: boolean;
}

/** Adds `redress challenge`: takes a broken promise to the contract; asks nothing of any Redress server. */
export function registerChallenge(program: Command): void {
  const command = program
    .command("challenge")
    .description("take the promise of a receipt to the contract once its instant has passed")
    .argument("<receipt>", "receipt file (JSON) or its certificate (PDF)")
    .option("--settle", "close a challenge that was not answered in time: the operator's bond pays")
    .option("--anyway", "challenge also where the receipt itself shows that the promise was kept");
  withDeposit(withSending(command)).action(async (file: string, options: Options) => {
    const receipt = await readReceiptFile(file);
    const { promise } = receipt;
    const call = options.settle === true ? settleCall(promise) : challengeCall(promise);
    if (options.settle !== true && options.anyway !== true) await refuseKept(receipt, options);
    const due = Date.parse(promise.promisedBy);
    if (options.settle !== true && Date.now() <= due)
      console.error(`Note: by this machine's clock the promise runs until ${promise.promisedBy}.`);
    await sendCall(call, options);
    console.log(`Challenge 0x${bytesToHex(challengeIdOf(promise))}.`);
    if (options.settle !== true)
      console.log("When its window has passed without an answer, run the same command with --settle.");
  });
}

/**
 * A good answer takes the deposit, so a promise that was kept is not challenged by mistake. A receipt may lie about its
 * anchor: where an endpoint is named, the contract is asked, and what it does not know keeps nobody from challenging.
 */
async function refuseKept(receipt: Receipt, { rpc }: Options): Promise<void> {
  const place = placeInTime(receipt);
  if (place === null) return;
  const { logId, size, root, anchoredAt } = place;
  if (rpc !== undefined) {
    const onChain = await rpcChainView(jsonRpc(rpc)).rootAt(receipt.log.contract, logId, size, anchoredAt);
    if (onChain !== root)
      return console.error("Note: the contract does not know the anchor this receipt names.");
  }
  const [at, by] = [formatSeconds(anchoredAt), receipt.promise.promisedBy];
  throw new Error(
    `this promise was kept: the receipt shows its entry anchored at ${at}, promised by ${by}. Anybody can answer with ` +
      "the same receipt, and the deposit would be lost; --anyway challenges all the same",
  );
}
