import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";

/** Port on 127.0.0.1 that was free a moment ago, chosen by the operating system. */
export async function freePort(): Promise<number> {
  return (await listenOnce(0)) as number;
}

/** Whether nothing listens on that port of 127.0.0.1. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined;
}

/** The wanted port, or the next free one of the 50 above it. */
export async function nextFreePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 50; port++) {
    if (await isPortFree(port)) return port;
  }
  return await freePort();
}

/** Port written in a file by an earlier start, or a new one: tools stay connected to the address they know. */
export async function keptPort(file: string): Promise<number> {
  const kept = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (kept > 0 && (await isPortFree(kept))) return kept;
  const port = await freePort();
  writeFileSync(file, `${port}\n`);
  return port;
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : undefined;
      server.close(() => resolve(bound));
    });
  });
}
