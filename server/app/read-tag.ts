import { hexToBytes } from "@noble/hashes/utils.js";
import { diversifiedKey, readSun, type SunKeys, type SunMessage } from "../domain/provenance/nfc-sun.ts";
import type { Clock, UnitOfWork } from "./ports.ts";
import type { ScanStore, TagStore } from "./ports-labels.ts";

export interface TagKeys {
  /** 16 bytes, hex. */
  readonly metaRead: string;
  /** 16 bytes, hex: the key itself, or the master it is diversified from. */
  readonly fileRead: string;
  /** Application and system identifier of the diversification, hex; "": keys are the same on all tags. */
  readonly system: string;
}

export interface ReadTagDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly scans: ScanStore;
  readonly tags: TagStore;
  readonly tagKeys: TagKeys | null;
}

/**
 * Outcome of a tag's message: `answered` the first time, or again on the phone it answered; `replayed` where another
 * phone brings a count that was seen; `wrong` for a MAC, tag or item that does not fit; `unchecked` without keys.
 */
export type TagOutcome = "answered" | "replayed" | "wrong" | "unchecked";

const SAME_PHONE_MILLISECONDS = 24 * 3_600_000;

/** Checks a tag's message and raises the tag's count; raised and noted down in one transaction. */
export async function readTag(
  deps: ReadTagDeps,
  epc: string,
  device: string | null,
  message: SunMessage,
): Promise<TagOutcome> {
  if (deps.tagKeys === null) return "unchecked";
  const now = await deps.clock.now();
  const read = readSun(message, sunKeys(deps.tagKeys));
  if (read === null || (await deps.tags.epcOf(read.uid)) !== epc) {
    await deps.scans.misused(epc, "tag_wrong", now);
    return "wrong";
  }
  const isNew = await deps.uow.run(async (tx) => {
    const raised = await deps.tags.raise(tx, read.uid, read.counter);
    if (raised && device !== null) await deps.scans.tagRead(tx, epc, device, now);
    return raised;
  });
  if (isNew || (await isSamePhone(deps, epc, device, now))) return "answered";
  await deps.scans.misused(epc, "tag_replayed", now);
  return "replayed";
}

async function isSamePhone(
  deps: ReadTagDeps,
  epc: string,
  device: string | null,
  now: Date,
): Promise<boolean> {
  const { ownTagAt } = await deps.scans.summary(epc, device);
  return ownTagAt !== null && now.getTime() - ownTagAt.getTime() < SAME_PHONE_MILLISECONDS;
}

function sunKeys({ metaRead, fileRead, system }: TagKeys): SunKeys {
  const master = hexToBytes(fileRead);
  return {
    metaRead: hexToBytes(metaRead),
    fileRead: (uid) => (system === "" ? master : diversifiedKey(master, uid, hexToBytes(system))),
  };
}
