/**
 * Does the work for one after the other. One in trouble keeps no other waiting.
 *
 * @throws what the first one in trouble threw, once all had their turn.
 */
export async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const troubles: unknown[] = [];
  for (const item of items) await work(item).catch((error: unknown) => troubles.push(error));
  if (troubles.length > 0) throw troubles[0];
}
