/** Prints one line with the seconds since the start. */
export function say(line: string): void {
  console.log(`[${String(Math.round(process.uptime())).padStart(4)} s] ${line}`);
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
