import { forWallet, type Signable } from "../../server/domain/party/case-signing.ts";

interface Eip1193 {
  request(call: { method: string; params?: readonly unknown[] }): Promise<unknown>;
}

function provider(): Eip1193 | null {
  return (globalThis as { ethereum?: Eip1193 }).ethereum ?? null;
}

export const hasWallet = (): boolean => provider() !== null;

/** Address of the wallet's account, once its owner shared it. */
export async function walletAccount(): Promise<string> {
  const accounts = (await provider()?.request({ method: "eth_requestAccounts" })) as string[] | undefined;
  if (accounts?.[0] === undefined) throw new Error("the wallet shared no account");
  return accounts[0].toLowerCase();
}

/** Asks a wallet in the browser to sign typed data, which it shows field by field. */
export async function signWithWallet(account: string, data: Signable): Promise<string> {
  const params = [account, JSON.stringify(forWallet(data))];
  const signature = (await provider()?.request({ method: "eth_signTypedData_v4", params })) as string;
  return signature.toLowerCase();
}
