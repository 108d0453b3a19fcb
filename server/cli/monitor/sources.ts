import { createHash } from "node:crypto";
import type { LogSource } from "../../domain/log/monitor.ts";

const ANSWER_MILLISECONDS = 20_000;
const MAX_ANSWER_BYTES = 20_000_000;

/** Reads the published log (C2SP tlog-tiles) below a URL. */
export function httpSource(prefix: string): LogSource {
  const base = prefix.replace(/\/$/, "");
  return {
    checkpoint: async () => {
      const bytes = await get(`${base}/checkpoint`);
      if (bytes === null) throw new Error(`${base}/checkpoint: nothing there`);
      return new TextDecoder().decode(bytes);
    },
    tile: (path) => get(`${base}/${path}`),
  };
}

/** Asks a witness of ours for the newest checkpoint it signed of an origin; null when it has none. */
export async function witnessCheckpoint(url: string, origin: string): Promise<string | null> {
  const hash = createHash("sha256").update(origin).digest("hex");
  const bytes = await get(`${url.replace(/\/$/, "")}/checkpoint/${hash}`);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

async function get(url: string): Promise<Uint8Array | null> {
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MILLISECONDS) });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${url}: answered ${response.status}`);
  const length = Number(response.headers.get("content-length") ?? 0);
  if (length > MAX_ANSWER_BYTES) throw new Error(`${url}: answers without end`);
  return new Uint8Array(await response.arrayBuffer());
}
