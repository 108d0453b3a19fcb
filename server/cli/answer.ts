import type { Command } from "commander";
import { answerCall, proveInclusionCall } from "../domain/log/answer-calls.ts";
import { type SendOptions, sendCall, withSending } from "./contract-sender.ts";
import { readReceiptFile } from "./receipt-file.ts";
import { takeInFrom } from "./take-in.ts";

interface Options extends SendOptions {
  readonly challenge?: string | true;
  readonly request?: string | true;
  readonly from?: readonly string[];
}

/** Adds `redress answer`: shows the contract where an entry is; asks nothing of any Redress server. */
export function registerAnswer(program: Command): void {
  const command = program
    .command("answer")
    .description("show the contract where the entry of a receipt is, and so close a challenge or a request")
    .argument("[receipt]", "receipt file (JSON) or its certificate (PDF), anchored by now")
    .option("--challenge [id]", "challenge to answer: 0x and 64 hex digits; the receipt's own when left out")
    .option("--request [id]", "close a request of this entry instead, and so free its deposit")
    .option(
      "--from <source...>",
      "with --request ID and no receipt, on the settings of the server: files or trustless gateways (URL) that may have an entry requested by its CID; it is taken in, and answered once anchored",
    );
  withSending(command).action(async (file: string | undefined, options: Options) => {
    const { challenge, request, from } = options;
    if (challenge !== undefined && request !== undefined)
      throw new Error("give either --challenge or --request");
    if (from !== undefined) {
      if (file !== undefined || typeof request !== "string")
        throw new Error("--from goes with --request ID, and without a receipt: there is none yet");
      return await takeInFrom(request, from);
    }
    if (file === undefined) throw new Error("give a receipt, or --request ID with --from");
    const receipt = await readReceiptFile(file);
    const call =
      request === undefined
        ? answerCall(receipt, idGiven(challenge))
        : proveInclusionCall(receipt, idGiven(request));
    await sendCall(call, options);
  });
}

/** The id, where one was given with its option. */
const idGiven = (option: string | true | undefined): string | undefined =>
  option === true ? undefined : option;
