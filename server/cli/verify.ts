import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import type { Command } from "commander";
import { agreeingView } from "../domain/log/agreeing-view.ts";
import { type BlockHeader, parseHeader } from "../domain/log/block-header.ts";
import { rpcChainView } from "../domain/log/chain-view.ts";
import { parseEntry } from "../domain/log/entry.ts";
import { MAX_RECEIPT_CHARS, type Receipt } from "../domain/log/receipt.ts";
import type { Verification, VerifyOptions } from "../domain/log/verify.ts";
import { verifyReceipt } from "../domain/log/verify.ts";
import { parsePolicy, type WitnessPolicy } from "../domain/log/witness-policy.ts";
import { isHttpUrl, jsonRpc } from "./rpc.ts";
import { EXIT_CODES, MARKS, VERDICTS } from "./verdicts.ts";
import { checkBundle, reportBundle } from "./verify-bundle.ts";
import { checkCertificate } from "./verify-certificate.ts";
import { explain } from "./verify-reasons.ts";

interface Options {
  readonly rpc?: readonly string[];
  readonly contract?: string;
  readonly document?: string;
  readonly header?: string;
  readonly policy?: string;
  readonly json?: boolean;
}

const USAGE = 2;

/** A promise allows a day; an anchor later than that was late, or the entry back-dated. */
const LONGEST_WAIT_HOURS = 25;

const ZIP = "PK\x03\x04";
const PDF = "%PDF";
const MAGIC_BYTES = 4;

/** Adds `redress verify`: checks a receipt by itself and against a chain, and asks nothing of any Redress server. */
export function registerVerify(program: Command): void {
  program
    .command("verify")
    .description(
      "check a receipt, certificate or bundle from bytes to chain; exits 0 valid, 1 invalid, 3 cannot tell, 2 wrong usage",
    )
    .argument("<file>", "receipt (JSON), its certificate (PDF) or bundle of a case (zip)")
    .option("--rpc <url...>", "JSON-RPC endpoint of the chain; of several, all have to agree")
    .option("--header <file|hex>", "a header of the anchor's block instead, as JSON of a node or as RLP hex")
    .option("--policy <file>", "witnesses whose cosignatures you ask for (C2SP tlog-policy)")
    .option("--contract <address>", "believe this EvidenceLog only, whatever the receipt names")
    .option("--document <file>", "the document the receipt is about")
    .option("--json", "print the result as JSON")
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE))
    .action(async (file: string, options: Options, command: Command) => {
      const fail = (message: string): never =>
        command.error(`redress verify: ${message}`, { exitCode: USAGE });
      await run(file, options, fail);
    });
}

type Fail = (message: string) => never;

async function run(file: string, options: Options, fail: Fail): Promise<void> {
  const settings = await verifyOptions(options, fail);
  if ((await firstBytes(file, fail)) === ZIP) return await runBundle(file, options, settings);
  const { page, result } = await checkFile(file, settings, fail);
  console.log(
    options.json
      ? JSON.stringify(withoutReceipt(result), null, 2)
      : [report(result, options), page].filter((text) => text !== "").join("\n"),
  );
  process.exitCode = EXIT_CODES[result.verdict];
}

/** A receipt, by itself or in the certificate that carries it. */
async function checkFile(
  file: string,
  settings: VerifyOptions,
  fail: Fail,
): Promise<{ result: Verification; page: string }> {
  if ((await firstBytes(file, fail)) !== PDF) {
    return { result: await verifyBytes(await readBounded(file, fail), settings), page: "" };
  }
  const { page, verification } = await checkCertificate(file, (await stat(file)).size, settings);
  return { result: verification, page };
}

async function runBundle(file: string, options: Options, settings: VerifyOptions): Promise<void> {
  const outcome = await checkBundle(file, settings);
  console.log(options.json ? JSON.stringify(outcome, null, 2) : reportBundle(outcome));
  process.exitCode = EXIT_CODES[outcome.verdict];
}

async function firstBytes(path: string, fail: Fail): Promise<string> {
  try {
    const file = await open(path);
    const { buffer } = await file
      .read(Buffer.alloc(MAGIC_BYTES), 0, MAGIC_BYTES, 0)
      .finally(() => file.close());
    return buffer.toString("latin1");
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

async function readBounded(file: string, fail: Fail): Promise<Uint8Array> {
  try {
    // Four bytes a character at most; what is larger is no receipt and is not read into memory.
    if ((await stat(file)).size > 4 * MAX_RECEIPT_CHARS) return new Uint8Array(0);
    return await readFile(file);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

async function verifyOptions(options: Options, fail: Fail): Promise<VerifyOptions> {
  const { rpc, contract, document, header, policy } = options;
  if (rpc?.every(isHttpUrl) === false) fail("--rpc is not an http(s) URL");
  if (rpc !== undefined && header !== undefined) fail("give --rpc or --header, not both");
  if (contract !== undefined && !/^0x[0-9a-fA-F]{40}$/.test(contract)) fail("--contract is not an address");
  return {
    ...(rpc !== undefined && { chain: agreeingView(rpc.map((url) => rpcChainView(jsonRpc(url)))) }),
    ...(header !== undefined && { header: await readHeader(header, fail) }),
    ...(policy !== undefined && { policy: await readPolicy(policy, fail) }),
    ...(contract !== undefined && { contract }),
    ...(document !== undefined && { documentHash: await hashFile(document, fail) }),
  };
}

/** A header is given as it is, or in a file. */
async function readHeader(given: string, fail: Fail): Promise<BlockHeader> {
  try {
    return parseHeader(/^(0x)?[0-9a-fA-F]{200,}$/.test(given) ? given : await readFile(given, "utf8"));
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

async function readPolicy(file: string, fail: Fail): Promise<WitnessPolicy> {
  try {
    return parsePolicy(await readFile(file, "utf8"));
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

async function hashFile(file: string, fail: Fail): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
  return hash.digest("hex");
}

async function verifyBytes(bytes: Uint8Array, options: VerifyOptions): Promise<Verification> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const step = { step: "format", result: "invalid", reason: "format.not_utf8" } as const;
    return { verdict: "invalid", steps: [step], receipt: null };
  }
  return await verifyReceipt(text, options);
}

function report(result: Verification, options: Options): string {
  const steps = result.steps.map(({ step, result: outcome, reason, detail }) => {
    const said = detail === undefined ? explain(reason) : `${explain(reason)}: ${detail}`;
    return `  ${MARKS[outcome]}  ${step.padEnd(10)}  ${said}`;
  });
  return [...steps, "", ...trusted(result, options), `Verdict: ${VERDICTS[result.verdict]}`].join("\n");
}

/** A verdict is worth as much as what it leans on, so that is said beside it. */
function trusted({ receipt }: Verification, { rpc, contract, header }: Options): string[] {
  if (receipt === null) return [];
  const { chainId, contract: named, operatorParty, origin } = receipt.log;
  return [
    `Log ${origin}, operated by ${operatorParty}.`,
    ...chainTrusted(chainId, receipt.anchor?.blockHash, { rpc, header }),
    contract === undefined
      ? `Taken from the receipt itself: contract ${named}. Compare it with the published address, or pin it by --contract.`
      : `Contract pinned by you: ${contract.toLowerCase()}.`,
    ...backDating(receipt),
    "Not proved: that what the document says is true, or that it was captured when it says.",
    "",
  ];
}

const HOUR_MS = 3_600_000;

/** The chain proves that an entry is not younger than its anchor; that it is older is the operator's word. */
function backDating({ entry, anchor }: Receipt): string[] {
  if (anchor === undefined) return [];
  const { receivedAt } = parseEntry(entry);
  const hours = Math.floor((Date.parse(anchor.blockTime) - Date.parse(receivedAt)) / HOUR_MS);
  const said = `Received at ${receivedAt} by the operator's word; proved to be there by ${anchor.blockTime}.`;
  if (hours <= LONGEST_WAIT_HOURS) return [said];
  return [`${said} What lies between rests on the operator's word alone: ${hours} hours.`];
}

function chainTrusted(
  chainId: number,
  blockHash: string | undefined,
  { rpc, header }: Pick<Options, "rpc" | "header">,
): string[] {
  if (rpc !== undefined)
    return [
      `Trusted for chain ${chainId}: the RPC endpoint ${rpc.map((url) => new URL(url).host).join(" and ")}.${rpc.length > 1 ? "" : " Ask a second one of somebody else to be sure."}`,
    ];
  if (header === undefined) return ["No chain was asked."];
  return [
    "No chain was asked. Hash and state root were computed from the header given by --header.",
    `Trusted: whoever gave you that header vouches that block ${blockHash} is one of chain ${chainId}. Compare the hash with a node or explorer of somebody you trust.`,
  ];
}

const withoutReceipt = ({ verdict, steps }: Verification): object => ({ verdict, steps });
