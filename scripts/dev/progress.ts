/** Seconds the shell had spent before this program began. */
const before = Number(process.env.REDRESS_ELAPSED_SECONDS ?? 0);

/** Prints one line with the seconds since the start. */
export function say(line: string): void {
  console.log(`[${String(Math.round(before + process.uptime())).padStart(4)} s] ${line}`);
}

/** Says what begins, and again every ten seconds while it lasts. */
export async function during<T>(what: string, work: () => Promise<T>): Promise<T> {
  say(what);
  const timer = setInterval(() => say(`still ${what}`), 10_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
