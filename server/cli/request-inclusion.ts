import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { SALT_BYTES } from "../domain/evidence/commitment.ts";
import { bytesToHex } from "../domain/log/bytes.ts";
import { placeOf, requestInclusionCall } from "../domain/log/contract-calls.ts";
import { formatMinute } from "../domain/log/instants.ts";
import { formatKept, requestedEntry } from "../domain/log/requested-entry.ts";
import { type SendOptions, sendCall, withDeposit, withSending } from "./contract-sender.ts";
import { readLogIdentity } from "./log-identity-file.ts";

interface Options extends SendOptions {
  readonly log: string;
  readonly document?: string;
  readonly type: string;
  readonly subject: string;
  readonly keep?: string;
}

/** Adds `redress request-inclusion`: hands refused evidence in through the contract; asks nothing of any Redress server. */
export function registerRequestInclusion(program: Command): void {
  const command = program
    .command("request-inclusion")
    .description("hand evidence the operator refuses to take in through the contract; its clock is public")
    .argument("[entry]", "entry file (canonical JSON); its bytes become public for ever")
    .requiredOption("--log <file>", "any receipt of the log, or log.json as the monitor keeps it")
    .option("--document <file>", "make the entry of this document; only a salted hash of it becomes public")
    .option(
      "--keep <file>",
      "with --document: where statement and salt go; keep them, they prove it is yours",
    )
    .option("--type <type>", "with --document: type of the entry", "document")
    .option(
      "--subject <name>",
      "with --document: a name without meaning",
      `request-${bytesToHex(randomBytes(8))}`,
    );
  withDeposit(withSending(command)).action(async (file: string | undefined, options: Options) => {
    const log = await readLogIdentity(options.log);
    const entry = file === undefined ? await entryOf(options) : (await readFile(file, "utf8")).trim();
    console.error("The entry below becomes public for ever:");
    console.error(entry);
    await sendCall(requestInclusionCall(placeOf(log), entry), options);
  });
}

/** Commits to a document under a fresh salt; nothing is sent before the salt is on disk. */
async function entryOf({ document, keep, type, subject }: Options): Promise<string> {
  if (document === undefined || keep === undefined)
    throw new Error("give an entry file, or --document together with --keep");
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(document)) hash.update(chunk as Uint8Array);
  const kept = requestedEntry({
    documentHash: hash.digest("hex"),
    salt: new Uint8Array(randomBytes(SALT_BYTES)),
    receivedAt: formatMinute(new Date()),
    subject,
    type,
  });
  await writeFile(keep, formatKept(kept), { flag: "wx", flush: true });
  return kept.entry;
}
