import { createHash } from "node:crypto";
import { fetchPatiently } from "../../adapters/fetch-patiently.ts";
import { readBounded } from "../../adapters/read-bounded.ts";
import type { LogSource } from "../../domain/log/log-source.ts";

const ANSWER_MILLISECONDS = 20_000;
/** A bundle of 256 entries at their longest. */
const MAX_ANSWER_BYTES = 20_000_000;
const MAX_NOTE_BYTES = 100_000;

/** Reads the published log (C2SP tlog-tiles) below a URL. */
export function httpSource(prefix: string): LogSource {
  const base = prefix.replace(/\/$/, "");
  return {
    checkpoint: async () => {
      const note = await getNote(`${base}/checkpoint`);
      if (note === null) throw new Error(`${base}/checkpoint: nothing there`);
      return note;
    },
    tile: (path) => get(`${base}/${path}`, MAX_ANSWER_BYTES),
  };
}

/** Where a log stays to be read after its period: `…/log` shows its successor then. */
export const periodUrl = (url: string, logId: string): string => url.replace(/\/log\/?$/, `/logs/${logId}`);

/** Asks a witness of ours for the newest checkpoint it signed of an origin; null when it has none. */
export function witnessCheckpoint(url: string, origin: string): Promise<string | null> {
  const hash = createHash("sha256").update(origin).digest("hex");
  return getNote(`${url.replace(/\/$/, "")}/checkpoint/${hash}`);
}

async function getNote(url: string): Promise<string | null> {
  const bytes = await get(url, MAX_NOTE_BYTES);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

async function get(url: string, mostBytes: number): Promise<Uint8Array | null> {
  const response = await fetchPatiently(url, ANSWER_MILLISECONDS);
  if (response.ok) return await readBounded(response, mostBytes);
  await response.body?.cancel();
  if (response.status === 404) return null;
  throw new Error(`${url}: answered ${response.status}`);
}
