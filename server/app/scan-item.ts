/** A scan: the phone is counted, its tag's message checked if it brought one, and the item read as this phone sees it. */
import type { SunMessage } from "../domain/provenance/nfc-sun.ts";
import type { ItemView } from "../schema/item.ts";
import type { Clock, UnitOfWork } from "./ports.ts";
import type { LabelStore, TagStore, Visitor } from "./ports-labels.ts";
import { type ItemDeps, itemEpc, readItem } from "./read-item.ts";
import { readTag, type TagKeys } from "./read-tag.ts";

export interface ScanDeps extends ItemDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly labels: LabelStore;
  readonly tags: TagStore;
  /** Keys of NFC tags; null: none are set, messages are not checked. */
  readonly tagKeys: TagKeys | null;
}

export interface Scanned {
  readonly item: ItemView;
  /** What to give the phone to keep; null: nothing new. */
  readonly token: string | null;
}

/**
 * Reads an item for a phone that scanned it. Items nobody told of are not counted, so that guessing serials writes nothing.
 *
 * @param message What the tag wrote into its link; null: the printed code was scanned.
 */
export async function scanItem(
  deps: ScanDeps,
  gtin: string,
  serial: string,
  visitor: Visitor,
  message: SunMessage | null,
): Promise<Scanned> {
  const epc = itemEpc(gtin, serial);
  const visit = (await deps.scans.isKnown(epc)) ? await deps.scans.visit(epc, visitor) : null;
  const device = visit?.device ?? null;
  const tag = message === null || visit === null ? null : await readTag(deps, epc, device, message);
  const item = await readItem(deps, gtin, serial, device);
  const isRefused = tag === "wrong" || tag === "replayed";
  return {
    item: isRefused && item.band !== "red" ? { ...item, band: "red", bandReason: `tag_${tag}` } : item,
    token: visit?.token ?? null,
  };
}
