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

/** Asks through the wallet's own node, on the chain wanted; the wallet asks its owner before it changes chains. */
export async function walletRpc(
  chainId: number,
  method: string,
  params: readonly unknown[],
): Promise<unknown> {
  const wallet = provider();
  if (wallet === null) throw new Error("there is no wallet");
  const wanted = `0x${chainId.toString(16)}`;
  if ((await wallet.request({ method: "eth_chainId" })) !== wanted)
    await wallet.request({ method: "wallet_switchEthereumChain", params: [{ chainId: wanted }] });
  return wallet.request({ method, params });
}

/** Has the wallet send a call to a contract, after its owner agreed there; answers the transaction's hash. */
export async function sendFromWallet(
  call: { readonly chainId: number; readonly to: string; readonly data: string },
  valueWei: bigint,
): Promise<string> {
  const from = await walletAccount();
  const { chainId, to, data } = call;
  const transaction = { from, to, data, value: `0x${valueWei.toString(16)}` };
  return String(await walletRpc(chainId, "eth_sendTransaction", [transaction]));
}
