import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between us and a real node and loses what a test tells it to lose. */
export interface FaultyNode {
  readonly rpcUrl: string;
  /** Methods whose requests reach the node and whose answers are lost. */
  readonly loseAnswersTo: Set<string>;
  /** Methods whose requests never reach the node. */
  readonly loseRequestsOf: Set<string>;
  /** Methods the node answers with an error, and its message. */
  readonly refuse: Map<string, string>;
  /** Blocks one question for events may cover. */
  readonly limits: { blocksOfLogs: number };
  close(): Promise<void>;
}

export async function startFaultyNode(target: string): Promise<FaultyNode> {
  const loseAnswersTo = new Set<string>();
  const loseRequestsOf = new Set<string>();
  const refuse = new Map<string, string>();
  const limits = { blocksOfLogs: Number.POSITIVE_INFINITY };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { id, method, params } = JSON.parse(body) as { id: number; method: string; params: unknown[] };
    if (loseRequestsOf.has(method)) return void request.socket.destroy();
    const headers = { "content-type": "application/json" };
    const isTooMuch = method === "eth_getLogs" && blocksOf(params[0] as Range) > limits.blocksOfLogs;
    const message = isTooMuch ? "query exceeds max block range" : refuse.get(method);
    if (message !== undefined) {
      const error = { code: -32000, message };
      return void response.writeHead(200, headers).end(JSON.stringify({ jsonrpc: "2.0", id, error }));
    }
    const answer = await fetch(target, { method: "POST", headers, body });
    const text = await answer.text();
    if (loseAnswersTo.has(method)) return void request.socket.destroy();
    response.writeHead(answer.status, headers).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { rpcUrl: `http://127.0.0.1:${port}`, loseAnswersTo, loseRequestsOf, refuse, limits, close };
}

interface Range {
  readonly fromBlock: string;
  readonly toBlock: string;
}

const blocksOf = ({ fromBlock, toBlock }: Range): number => Number(toBlock) - Number(fromBlock) + 1;
