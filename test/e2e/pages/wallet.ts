import type { Page } from "playwright-core";

export const HASH = `0x${"7a".repeat(32)}`;

/** Deposits the contract asks for, in wei. */
export const DEPOSITS = { challenge: 5_000_000_000_000_000n, request: 3_000_000_000_000_000n };

const numbers = `0x${[...Array(8).fill(1n), DEPOSITS.challenge, DEPOSITS.request]
  .map((word: bigint) => word.toString(16).padStart(64, "0"))
  .join("")}`;

export interface Asked {
  readonly method: string;
  readonly params?: readonly { readonly to: string; readonly data: string; readonly value: string }[];
}

/**
 * Gives the page a wallet of its reader, on the chain wanted, that agrees to all; answers what it was asked.
 *
 * @param node What the wallet's own node answers to calls.
 */
export async function withWallet(
  page: Page,
  chainId: number,
  node: (method: string, params: readonly unknown[]) => unknown = () => numbers,
): Promise<Asked[]> {
  const asked: Asked[] = [];
  await page.exposeFunction("walletAsked", (request: Asked) => {
    asked.push(request);
    const answers: Record<string, unknown> = {
      eth_chainId: `0x${chainId.toString(16)}`,
      eth_requestAccounts: [`0x${"ac".repeat(20)}`],
      eth_call: request.method === "eth_call" ? node(request.method, request.params ?? []) : null,
      eth_sendTransaction: HASH,
    };
    return answers[request.method] ?? null;
  });
  await page.addInitScript("window.ethereum = { request: (asked) => window.walletAsked(asked) }");
  await page.reload();
  return asked;
}

/** What the wallet was told to send. */
export const sentBy = (asked: readonly Asked[]) =>
  asked.find(({ method }) => method === "eth_sendTransaction")?.params?.[0];
