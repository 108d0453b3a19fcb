import type { ChainOutbox } from "./ports.ts";

const MOST_ATTEMPTS = 100;

/**
 * A key of the outbox to send a call under: each is used once, so what failed is tried again under the next one.
 *
 * @returns Null while a call is under way or done, and after a hundred that failed.
 */
export async function freeKey({ status }: Pick<ChainOutbox, "status">, base: string): Promise<string | null> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const key = attempt === 1 ? base : `${base}:${attempt}`;
    const found = await status(key);
    if (found === null) return key;
    if (found.state !== "failed") return null;
  }
  return null;
}
