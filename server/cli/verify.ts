import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { trustInStamps } from "../adapters/timestamp/stamp-trust.ts";
import { agreeingView } from "../domain/log/agreeing-view.ts";
import { type BlockHeader, parseHeader } from "../domain/log/block-header.ts";
import { rpcChainView } from "../domain/log/chain-view.ts";
import { type FinalityRule, parseFinalityRule } from "../domain/log/finality.ts";
import type { VerifyOptions } from "../domain/log/verify.ts";
import { parsePolicy } from "../domain/log/witness-policy.ts";
import { isHttpUrl, jsonRpc } from "./rpc.ts";
import { EXIT_CODES } from "./verdicts.ts";
import { checkFile } from "./verify-file.ts";

interface Options {
  readonly rpc?: readonly string[];
  readonly contract?: string;
  readonly document?: string;
  readonly finality?: string;
  readonly header?: string;
  readonly policy?: string;
  readonly tsaCa?: string;
  readonly json?: boolean;
}

const USAGE = 2;

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
    .option(
      "--finality <rule>",
      "cannot tell unless the anchor is final: tag:finalized, tag:safe, tag:latest or depth:N",
    )
    .option("--policy <file>", "witnesses whose cosignatures you ask for (C2SP tlog-policy)")
    .option(
      "--tsa-ca <file>",
      "cannot tell unless stamped by an authority that leads to these certificates (PEM or DER)",
    )
    .option("--contract <address>", "believe this EvidenceLog only, whatever the receipt names")
    .option("--document <file>", "the document the receipt is about, or one of a bundle's")
    .option("--json", "print the result as JSON")
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE))
    .action(async (file: string, options: Options, command: Command) => {
      const fail = (message: string): never =>
        command.error(`redress verify: ${message}`, { exitCode: USAGE });
      const settings = await verifyOptions(options, fail);
      const { json, report, verdict } = await orFail(fail, () => checkFile(file, settings, options));
      console.log(options.json ? JSON.stringify(json, null, 2) : report);
      process.exitCode = EXIT_CODES[verdict];
    });
}

type Fail = (message: string) => never;

/** What cannot be read, or read as what it should be, is wrong usage and no verdict. */
async function orFail<T>(fail: Fail, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

async function verifyOptions(options: Options, fail: Fail): Promise<VerifyOptions> {
  const { rpc, contract, document, finality, header, policy, tsaCa } = options;
  if (rpc?.every(isHttpUrl) === false) fail("--rpc is not an http(s) URL");
  if (rpc !== undefined && header !== undefined) fail("give --rpc or --header, not both");
  if (contract !== undefined && !/^0x[0-9a-fA-F]{40}$/.test(contract)) fail("--contract is not an address");
  return {
    ...(rpc !== undefined && { chain: agreeingView(rpc.map((url) => rpcChainView(jsonRpc(url)))) }),
    ...(header !== undefined && { header: await orFail(fail, () => readHeader(header)) }),
    ...(finality !== undefined && { finality: ruleOf(finality, fail) }),
    ...(policy !== undefined && {
      policy: await orFail(fail, async () => parsePolicy(await readFile(policy, "utf8"))),
    }),
    ...(tsaCa !== undefined && {
      trustsStamp: await orFail(fail, async () => trustInStamps(await readFile(tsaCa))),
    }),
    ...(contract !== undefined && { contract }),
    ...(document !== undefined && (await orFail(fail, () => hashFile(document)))),
  };
}

function ruleOf(text: string, fail: Fail): FinalityRule {
  return (
    parseFinalityRule(text) ?? fail("--finality is none of tag:finalized, tag:safe, tag:latest, depth:N")
  );
}

/** A header is given as it is, or in a file. */
async function readHeader(given: string): Promise<BlockHeader> {
  return parseHeader(/^(0x)?[0-9a-fA-F]{200,}$/.test(given) ? given : await readFile(given, "utf8"));
}

async function hashFile(
  file: string,
): Promise<Required<Pick<VerifyOptions, "documentHash" | "documentSm3">>> {
  const [sha256, sm3] = [createHash("sha256"), createHash("sm3")];
  for await (const chunk of createReadStream(file)) {
    sha256.update(chunk as Uint8Array);
    sm3.update(chunk as Uint8Array);
  }
  return { documentHash: sha256.digest("hex"), documentSm3: sm3.digest("hex") };
}
