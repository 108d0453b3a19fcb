/**
 * Lists of the copies of tiles and bundles that were put on IPFS. Each anchor leaves one, with the checkpoint it was sent for
 * and the CID of the list before: whoever knows the newest CID has the whole log, without asking its operator.
 */
import { canonicalJson, parseCanonicalObject } from "./canonical-json.ts";
import { LogError } from "./errors.ts";
import { Fields } from "./fields.ts";
import { TILE_WIDTH } from "./tiles.ts";

/** Level under which bundles of entries are listed, beside the levels of tiles. */
export const BUNDLES = -1;

const VERSION = "redress.copies/1";
const CID_TEXT = /^[A-Za-z0-9]{1,128}$/;
const MAX_LEVEL = 7;
const MAX_COPIES = 10_000;

/** One copied tile, or with level {@link BUNDLES} one bundle, as wide as it was then. */
export interface TileCopy {
  readonly level: number;
  readonly index: number;
  /** Hashes or entries in it, 1 to 256. */
  readonly width: number;
  readonly cid: string;
}

export interface CopyList {
  /** The log's id, lower-case hex. */
  readonly logId: string;
  /** Signed note of the checkpoint all tiles of which are in this list or in one before. */
  readonly checkpoint: string;
  /** CID of the list before; null in the first. */
  readonly previous: string | null;
  readonly copies: readonly TileCopy[];
}

/** Spells a list as canonical JSON. */
export function formatCopyList({ logId, checkpoint, previous, copies }: CopyList): string {
  const listed = copies.map(({ level, index, width, cid }) => ({ level, index, width, cid }));
  return canonicalJson({ v: VERSION, logId, checkpoint, previous, copies: listed });
}

/**
 * Reads what {@link formatCopyList} wrote.
 *
 * @throws LogError `log.bad_encoding` naming the field.
 */
export function parseCopyList(text: string): CopyList {
  const fields = fieldsOf(
    parseCanonicalObject(text, "log.bad_encoding", "list"),
    "list",
    "v logId checkpoint previous copies",
  );
  fields.text("v", /^redress\.copies\/1$/, VERSION);
  return {
    logId: fields.hash("logId"),
    checkpoint: fields.text("checkpoint", /^[^\0]+$/, "a signed note"),
    previous: fields.raw("previous") === null ? null : fields.text("previous", CID_TEXT, "a CID"),
    copies: fields.list("copies", MAX_COPIES).map(readCopy),
  };
}

function readCopy(value: unknown, at: number): TileCopy {
  const name = `list.copies.${at}`;
  const fields = fieldsOf(value, name, "level index width cid");
  const level = fields.raw("level") === BUNDLES ? BUNDLES : fields.uint("level");
  const [index, width] = [fields.uint("index"), fields.uint("width")];
  if (level > MAX_LEVEL || width < 1 || width > TILE_WIDTH)
    throw new LogError("log.bad_encoding", `${name}: no tile has this level and width.`, { field: name });
  return { level, index, width, cid: fields.text("cid", CID_TEXT, "a CID") };
}

const fieldsOf = (value: unknown, name: string, keys: string): Fields =>
  new Fields(value, "log.bad_encoding", name, keys.split(" "));
