import pg from "pg";

const RETRY_MS = 1000;

/**
 * Hears of accepted entries through LISTEN, on a connection of its own that is opened again when it breaks. Notices
 * lost meanwhile do no harm: whoever listens also looks by itself from time to time.
 *
 * @param url Connection string; a pooler in transaction mode passes no notices.
 */
export function intakeNotices(url: string): { listen(heard: () => void): Promise<() => Promise<void>> } {
  return {
    async listen(heard) {
      let stopped = false;
      let client: pg.Client | undefined;
      let timer: NodeJS.Timeout | undefined;
      const again = () => {
        client = undefined;
        if (!stopped) timer = setTimeout(open, RETRY_MS);
      };
      const open = async () => {
        client = await connect(url, heard, again);
        if (client === undefined) again();
        else if (stopped) await client.end();
        // Whatever came before the connection stood is found by looking.
        else heard();
      };
      await open();
      return async () => {
        stopped = true;
        clearTimeout(timer);
        await client?.end();
      };
    },
  };
}

async function connect(url: string, heard: () => void, broken: () => void): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: "redress notices" });
  let isListening = false;
  // A broken connection says so by `error` and then `end`; the first of them leads to the one new try.
  const onBroken = () => {
    if (isListening) broken();
    isListening = false;
  };
  client.on("notification", heard).on("error", onBroken).on("end", onBroken);
  try {
    await client.connect();
    await client.query("LISTEN log_pending");
    isListening = true;
    return client;
  } catch {
    await client.end().catch(() => {});
    return undefined;
  }
}
