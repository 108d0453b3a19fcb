import {
  type ContractCall,
  challengeCall,
  depositOf,
  NUMBERS_CALL,
  settleCall,
} from "../../../server/domain/log/contract-calls.ts";
import type { Receipt } from "../../../server/domain/log/receipt.ts";
import { type ChainSource, rpc } from "../../lib/chain-sources.ts";
import type { Check } from "../../lib/check-receipt.ts";
import { deployment } from "../../lib/deployment.ts";
import { sendFromWallet, walletRpc } from "../../lib/wallet.ts";

export type Act = "challenge" | "settle";

/**
 * Whether the promise of a receipt can be taken to the contract: its instant has passed, nothing proves that it was kept,
 * and it is for the contract these pages were built with.
 *
 * @param now Milliseconds since 1970.
 */
export function isBroken({ promise }: Receipt, check: Check, now: number): boolean {
  const outcome = (step: string) => check.steps.find((one) => one.step === step)?.result;
  const isSigned = outcome("promise") === "valid" || outcome("promise") === "cannot_tell";
  if (!isSigned || outcome("anchor") === "valid") return false;
  const pinned = deployment.addresses.EvidenceLog?.toLowerCase();
  if (pinned !== undefined && pinned !== promise.contract) return false;
  return Date.parse(promise.promisedBy) < now;
}

export const callOf = ({ promise }: Receipt, act: Act): ContractCall =>
  act === "challenge" ? challengeCall(promise) : settleCall(promise);

/** Sends the call from the reader's own wallet; answers the transaction's hash. */
export async function actFromWallet(call: ContractCall): Promise<string> {
  const numbers = await walletRpc(call.chainId, "eth_call", [{ to: call.to, data: NUMBERS_CALL }, "latest"]);
  return sendFromWallet(call, depositOf(call.deposit, String(numbers)));
}

/** The call in words for any wallet. Without a node to ask, the deposit is left to be read from the contract. */
export async function callText(call: ContractCall, sources: readonly ChainSource[]): Promise<string> {
  const { chainId, to, data, method } = call;
  const value = await depositFrom(call, sources).catch(() => null);
  return JSON.stringify({ chainId, to, value, data, method }, null, 2);
}

async function depositFrom(call: ContractCall, sources: readonly ChainSource[]): Promise<string> {
  if (call.deposit === "none") return "0";
  const question = [{ to: call.to, data: NUMBERS_CALL }, "latest"];
  const numbers = await Promise.any(sources.map(({ url }) => rpc(url, "eth_call", question)));
  return depositOf(call.deposit, String(numbers)).toString();
}
