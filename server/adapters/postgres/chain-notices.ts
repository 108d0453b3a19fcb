import type pg from "pg";
import type { Database } from "./database.ts";

/** A subscription that ends with `stop`. */
export interface Subscription {
  stop(): Promise<void>;
}

/** How long to wait before a lost connection is replaced, in milliseconds. */
const RECONNECT_MS = 1_000;

/**
 * Calls back when a call to the chain was enqueued or changed its state, in whichever process. A notice may be lost
 * with its connection, so it only makes work start sooner; a new connection counts as a notice.
 */
export async function listenChainCalls(db: Database, onNotice: () => void): Promise<Subscription> {
  let client: pg.PoolClient | undefined;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;
  const connect = async () => {
    const connected = await db.pool.connect();
    // One that came too late would keep the pool from ever closing.
    if (stopped) return connected.release(true);
    client = connected;
    client.on("notification", onNotice);
    client.on("error", () => reconnectLater());
    await client.query("LISTEN chain_call");
    onNotice();
  };
  const reconnectLater = () => {
    client?.release(true);
    client = undefined;
    if (stopped) return;
    clearTimeout(retry);
    retry = setTimeout(() => void connect().catch(reconnectLater), RECONNECT_MS);
  };
  await connect();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(retry);
      client?.release(true);
      client = undefined;
    },
  };
}
