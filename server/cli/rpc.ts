import { readBounded } from "../adapters/read-bounded.ts";
import type { JsonRpc } from "../domain/log/chain-view.ts";

const RPC_MILLISECONDS = 20_000;
const MAX_ANSWER_BYTES = 20_000_000;

/** Asks a JSON-RPC endpoint of the caller's choice; gives up after 20 seconds. */
export function jsonRpc(url: string): JsonRpc {
  return async (method, params) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
      signal: AbortSignal.timeout(RPC_MILLISECONDS),
    });
    const bytes = await readBounded(response, MAX_ANSWER_BYTES);
    const answer = JSON.parse(new TextDecoder().decode(bytes)) as {
      result?: unknown;
      error?: { message?: string };
    };
    if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message ?? "error"}`);
    return answer.result;
  };
}

/** Whether the text is an http(s) URL. */
export const isHttpUrl = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? "");
