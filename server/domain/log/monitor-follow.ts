/** Following a log: its newest checkpoint, and every tile and the root recomputed from the entries themselves. */
import { bytesToHex, equalBytes } from "./bytes.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import { type CheckedCheckpoint, checkedCheckpoint } from "./contract-calls.ts";
import { decodeBundle } from "./entry-bundle.ts";
import { readPublishedEntry } from "./entry-rules.ts";
import { LogError } from "./errors.ts";
import { leafHash } from "./hash.ts";
import type { LogIdentity } from "./log-identity.ts";
import { fetched, type LogSource } from "./log-source.ts";
import { Alarm } from "./monitor-alarm.ts";
import type { Followed } from "./monitor-state.ts";
import { bundlePath, placeOf, TILE_WIDTH, type TileId, tilePath } from "./tiles.ts";
import { edgeTiles, TreeEdge } from "./tree.ts";

/** A note followed earlier, by its size; null when there is none. */
export type KeptNotes = (size: number) => string | null;

/**
 * Reads the log's newest checkpoint, recomputes what is new, and answers what to remember.
 *
 * @param kept Every note followed so far, so that another root of an old size is known too.
 * @throws Alarm for whatever the log did wrong.
 * @throws LogError `log.bad_note` or `log.bad_checkpoint` where something else than the log's checkpoint is shown, which
 * whoever stands between can do.
 */
export async function followLog(
  log: LogIdentity,
  known: Followed,
  source: LogSource,
  kept: KeptNotes,
): Promise<Followed> {
  const note = await source.checkpoint();
  const shown = readShown(log, note);
  compareHeads(known, shown, note, kept);
  if (shown.size === known.size) return { ...known, note };
  const edge = new TreeEdge(known.size, known.tiles);
  while (edge.size < shown.size) await appendBundle(edge, shown.size, source, note);
  if (!equalBytes(edge.root(), shown.root)) {
    const what = `The entries past size ${known.size} do not lead to the signed root.`;
    throw new Alarm("tile_differs", what, known.note === "" ? [note] : [known.note, note]);
  }
  const tiles = edge.takeChanged().filter((tile) => isUnfinished(tile, shown.size));
  return { ...known, size: shown.size, note, tiles };
}

function readShown(log: LogIdentity, note: string): CheckedCheckpoint {
  const { origin } = parseCheckpoint(note);
  if (origin !== log.origin)
    throw new LogError("log.bad_checkpoint", `This is a checkpoint of another log: ${origin.slice(0, 200)}`);
  try {
    return checkedCheckpoint(note, log);
  } catch (error) {
    if (error instanceof LogError) throw new Alarm("bad_signature", error.message, [note]);
    throw error;
  }
}

function compareHeads(
  known: Followed,
  { size, root }: { size: number; root: Uint8Array },
  note: string,
  kept: KeptNotes,
): void {
  if (known.size === 0) return;
  const before = size === known.size ? known.note : kept(size);
  if (before !== null && !equalBytes(parseCheckpoint(before).root, root)) {
    const what = `The log signed two roots of size ${size}; the other is ${bytesToHex(root)}.`;
    throw new Alarm("two_roots", what, [before, note]);
  }
  if (size < known.size) {
    const what = `The log shows fewer entries than the ${known.size} it showed before.`;
    throw new Alarm("shrunk", what, [known.note, note]);
  }
}

/** Takes the entries of one bundle that are new, and holds the log's own tiles against what they hash to. */
async function appendBundle(edge: TreeEdge, size: number, source: LogSource, note: string): Promise<void> {
  const index = Math.floor(edge.size / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
  const path = bundlePath(index, width);
  const entries = readBundle(await fetched(source, path, note), path, width, note);
  for (const entry of entries.slice(edge.size - index * TILE_WIDTH)) edge.append(leafHash(entry));
  for (const tile of edge.takeChanged()) {
    const path = tilePath(tile, tile.hashes.length / 32);
    const shown = await fetched(source, path, note);
    if (!equalBytes(shown, tile.hashes))
      throw new Alarm("tile_differs", `The log's ${placeOf(path)} is not what its entries hash to.`, [note]);
  }
}

function readBundle(bytes: Uint8Array, path: string, width: number, note: string): Uint8Array[] {
  try {
    const entries = decodeBundle(bytes);
    if (entries.length !== width)
      throw new LogError("log.bad_tile", "The bundle has another number of entries than was signed.");
    for (const entry of entries) readPublishedEntry(entry);
    return entries;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Alarm("bad_entry", `${placeOf(path)}: ${why}`, [note]);
  }
}

const isUnfinished = (id: TileId, size: number): boolean =>
  edgeTiles(size).some(({ level, index }) => level === id.level && index === id.index);
