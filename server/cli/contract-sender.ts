/** How a call to the contract leaves: signed by a key of the caller's, through any node, or as call data in a file. */
import { readFile, writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { isCallException, JsonRpcProvider, Network, Wallet } from "ethers";
import { IEvidenceLog__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/IEvidenceLog__factory.ts";
import { type ContractCall, type Deposit, depositOf, NUMBERS_CALL } from "../domain/log/contract-calls.ts";
import { isHttpUrl, jsonRpc } from "./rpc.ts";

export interface SendOptions {
  readonly rpc?: string;
  readonly keyFile?: string;
  readonly callData?: string;
  readonly deposit?: string;
  readonly contract?: string;
}

/** Adds the options every command has that takes something to the contract. */
export function withSending(command: Command): Command {
  return command
    .option("--rpc <url>", "JSON-RPC endpoint of the chain; any one will do")
    .option("--key-file <file>", "file with the private key that pays: 0x and 64 hex digits")
    .option("--call-data <file>", "write the call into this file instead, for any wallet to send")
    .option("--contract <address>", "refuse to go to any other contract than this one")
    .addOption(new Option("--deposit <wei>", DEPOSIT).hideHelp());
}

const DEPOSIT = "deposit to send; asked of the contract where --rpc is given";

/** Shows the option of a deposit to the commands whose call carries one; the others take it for scripts and leave it. */
export function withDeposit(command: Command): Command {
  command.options.find(({ long }) => long === "--deposit")?.hideHelp(false);
  return command;
}

/** What became of it. */
export interface Sent {
  readonly transaction: string | null;
  readonly file: string | null;
}

/**
 * Sends a call, or writes it down.
 *
 * @throws Error saying what is missing, or why the contract refuses: nothing was sent then and no deposit spent.
 */
export async function sendCall(call: ContractCall, options: SendOptions): Promise<Sent> {
  check(call, options);
  const valueWei = await depositFor(call, options);
  if (options.callData !== undefined) {
    await writeFile(options.callData, `${JSON.stringify(asFile(call, valueWei), null, 2)}\n`);
    console.log(
      `Call data written to ${options.callData}: send it from any wallet on chain ${call.chainId}.`,
    );
    return { transaction: null, file: options.callData };
  }
  return { transaction: await submit(call, valueWei, options), file: null };
}

function check(call: ContractCall, { rpc, keyFile, callData, contract }: SendOptions): void {
  if (rpc !== undefined && !isHttpUrl(rpc)) throw new Error("--rpc is not an http(s) URL");
  if (contract !== undefined && contract.toLowerCase() !== call.to)
    throw new Error(`this goes to contract ${call.to}, not to the one given by --contract`);
  if (callData === undefined && (rpc === undefined || keyFile === undefined))
    throw new Error("give --rpc and --key-file to send it, or --call-data to write it into a file");
}

const asFile = ({ chainId, to, data, method }: ContractCall, valueWei: bigint) => ({
  chainId,
  to,
  value: valueWei.toString(),
  data,
  method,
  note: "Send as it is: value is in wei, data is the complete call. No server has to agree.",
});

async function depositFor(call: ContractCall, { rpc, deposit }: SendOptions): Promise<bigint> {
  if (call.deposit === "none") return 0n;
  if (deposit !== undefined) {
    if (!/^\d{1,30}$/.test(deposit)) throw new Error("--deposit is not a whole number of wei");
    return BigInt(deposit);
  }
  if (rpc === undefined) throw new Error("without --rpc the deposit has to be given by --deposit");
  return askDeposit(call.deposit, call.to, rpc);
}

async function askDeposit(deposit: Deposit, contract: string, rpc: string): Promise<bigint> {
  const numbers = await jsonRpc(rpc)("eth_call", [{ to: contract, data: NUMBERS_CALL }, "latest"]);
  return depositOf(deposit, String(numbers));
}

async function submit(call: ContractCall, value: bigint, { rpc, keyFile }: SendOptions): Promise<string> {
  const chainId = Number(BigInt(String(await jsonRpc(rpc!)("eth_chainId", []))));
  if (chainId !== call.chainId)
    throw new Error(`the RPC endpoint serves chain ${chainId}, not ${call.chainId}`);
  const network = Network.from(chainId);
  const provider = new JsonRpcProvider(rpc, network, { staticNetwork: network, cacheTimeout: -1 });
  try {
    const wallet = new Wallet((await readFile(keyFile!, "utf8")).trim(), provider);
    const transaction = { to: call.to, data: call.data, value };
    // Asked first: a refusal costs nothing then and has its name.
    await wallet.call(transaction);
    const sent = await wallet.sendTransaction(transaction);
    console.log(`Sent ${call.method} as ${sent.hash}, ${value} wei with it.`);
    const mined = await sent.wait();
    console.log(`In block ${mined?.blockNumber}.`);
    return sent.hash;
  } catch (error) {
    throw explained(error);
  } finally {
    provider.destroy();
  }
}

const WORDS: Readonly<Record<string, string>> = {
  EvidenceLogNotDue: "the promised instant has not passed yet",
  EvidenceLogChallenged: "this promise was challenged already",
  EvidenceLogBadSignature: "the contract does not know the key that signed it, or not yet",
  EvidenceLogUnknownLog: "the contract knows no such log",
  EvidenceLogBondGone: "the log was sealed long ago and its bond has left",
  EvidenceLogRequested: "this entry was requested already",
  EvidenceLogSealed: "the log is sealed; ask its successor",
  EvidenceLogForked: "the log is marked as forked already",
  EvidenceLogNoFork: "the checkpoints do not contradict each other",
  EvidenceLogWindowOpen: "the operator still has time to answer",
  EvidenceLogChallengeNotOpen: "there is no such open challenge",
  EvidenceLogRequestNotOpen: "there is no such open request",
  EvidenceLogWindowClosed: "the window of the challenge has passed",
  EvidenceLogNoRoot: "it knows no anchor of this size and instant: fetch the receipt again",
  EvidenceLogNotIncluded: "the entry asked for is not the one of this receipt",
  EvidenceLogForeignLog: "the receipt is of another log than the one that was asked",
  EvidenceLogWrongDeposit: "the deposit is not the one asked for",
};

function explained(error: unknown): unknown {
  if (!isCallException(error) || error.data == null) return error;
  const name = IEvidenceLog__factory.createInterface().parseError(error.data)?.name;
  if (name === undefined) return error;
  return new Error(`the contract refuses: ${WORDS[name] ?? "see its name"} (${name})`, { cause: error });
}
