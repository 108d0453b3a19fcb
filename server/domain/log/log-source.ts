/** Where a published log is read from, by whoever does not trust it. */
import { Alarm } from "./monitor-alarm.ts";
import { placeOf } from "./tiles.ts";

/** Rejects with something else than an {@link Alarm} when out of reach. */
export interface LogSource {
  checkpoint(): Promise<string>;
  /** A tile or bundle by its path below the log; null when the log says it has none. */
  tile(path: string): Promise<Uint8Array | null>;
}

/**
 * Reads what a signed size says is there.
 *
 * @throws Alarm `withheld`, with the note that signs it.
 */
export async function fetched(source: LogSource, path: string, note: string): Promise<Uint8Array> {
  const bytes = await source.tile(path);
  if (bytes !== null) return bytes;
  throw new Alarm("withheld", `The log signed a size for which it does not show ${placeOf(path)}.`, [note]);
}
