import { type ChainView, rpcChainView } from "../../server/domain/log/chain-view.ts";
import { deployment } from "./deployment.ts";

const timeoutMilliseconds = 10_000;

/** One endpoint asked about the chain, and whose word it is. */
export interface ChainSource {
  readonly url: string;
  /** `operator`: named by the server that is being checked; `build`, `second`: fixed when the pages were built. */
  readonly from: "operator" | "build" | "second" | "reader";
  readonly view: ChainView;
}

/** Sends one JSON-RPC call. @throws Error with the node's message, or when no answer came in time. */
export async function rpc(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    credentials: "omit",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } };
  if (error) throw new Error(error.message);
  return result;
}

function source(url: string, from: ChainSource["from"]): ChainSource {
  return { url, from, view: rpcChainView((method, params) => rpc(url, method, params)) };
}

/** The endpoint the server wrote into the page it served; null when it wrote none. */
export function servedRpcUrl(): string | null {
  const content = document.querySelector<HTMLMetaElement>('meta[name="redress-rpc-url"]')?.content ?? "";
  return /^https?:/.test(content) ? content : null;
}

/** An endpoint the reader chose. */
export const customSource = (url: string): ChainSource => source(url, "reader");

/**
 * Lists the endpoints to ask: the build's own first, and a second one of somebody else when the build has one. The
 * server's is taken only where the build named none, and is never called independent.
 */
export function chainSources(operatorRpcUrl: string | null): ChainSource[] {
  const sources: ChainSource[] = [];
  if (deployment.rpcUrl !== null) sources.push(source(deployment.rpcUrl, "build"));
  else if (operatorRpcUrl !== null) sources.push(source(operatorRpcUrl, "operator"));
  if (deployment.secondRpcUrl !== null) sources.push(source(deployment.secondRpcUrl, "second"));
  return sources;
}
