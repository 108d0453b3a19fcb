import { CLAIMANT } from "../domain/case/types.ts";
import { ResponsibilityError, readTracking, type TrackingDocument } from "../domain/responsibility/index.ts";
import type { Deps } from "./deps.ts";
import { originOf } from "./evidence-statements.ts";
import type { EntryStatus, EvidenceRecord } from "./ports.ts";
import type { CaseRecord, OrderRecord } from "./ports-cases.ts";

/** A tracking record as read: its format, or null for a document in none that is known. */
type Read = { readonly format: string; readonly body: unknown } | null;

const FORMATS = ["kuaidi100", "kdniao", "aftership", "dhl"];
/** Offset of local times in formats that document none: the rules in force here are China's. */
const UTC_OFFSET = "+08:00";
const MOST_KEPT = 500;
const MAX_BYTES = 1024 * 1024;

/** Documents never change, so each is opened once; oldest go first when there are many. */
const kept = new Map<string, Read>();

/**
 * Opens the carriers' own tracking records for the engine, which reads codes and times of them and nothing else. A record
 * counts for the leg of whoever handed it in.
 *
 * @throws what the block store throws while a document cannot be had: a finding must not be made without it.
 */
export async function trackingOf(
  deps: Pick<Deps, "blocks" | "cases" | "platformId" | "sealing">,
  record: CaseRecord,
  evidence: readonly EvidenceRecord[],
  states: ReadonlyMap<string, EntryStatus>,
  order: Pick<OrderRecord, "deliverBy" | "stationConsent">,
): Promise<TrackingDocument[]> {
  const found: TrackingDocument[] = [];
  for (const item of evidence.filter((one) => isCarriersRecord(record, one))) {
    const read = await readOnce(deps, item);
    if (read === null) continue;
    const origin = originOf(record, item, states.get(item.leafHash));
    found.push({
      origin,
      leg: `logistics:${item.submitter}`,
      utcOffset: UTC_OFFSET,
      ...promisesOf(order),
      ...read,
    });
  }
  return found;
}

/** What was promised of the delivery, and agreed to: a record alone tells neither delay nor a drop without consent. */
function promisesOf({
  deliverBy,
  stationConsent,
}: Pick<OrderRecord, "deliverBy" | "stationConsent">): Pick<
  TrackingDocument,
  "promisedBy" | "stationConsent"
> {
  return {
    ...(deliverBy === undefined ? {} : { promisedBy: deliverBy }),
    ...(stationConsent === undefined ? {} : { stationConsent }),
  };
}

function isCarriersRecord(record: CaseRecord, { meta, submitter, sizeBytes }: EvidenceRecord): boolean {
  const byCarrier = submitter !== CLAIMANT && submitter !== record.merchant;
  const isRecord = meta.type === "logistics.record" && meta.mediaType === "application/json";
  return byCarrier && isRecord && sizeBytes <= MAX_BYTES;
}

async function readOnce(
  deps: Pick<Deps, "blocks" | "cases" | "platformId" | "sealing">,
  { evidenceId, cid }: EvidenceRecord,
): Promise<Read> {
  const known = kept.get(evidenceId);
  if (known !== undefined) return known;
  const key = await deps.cases.evidenceKey(evidenceId, deps.platformId);
  if (cid === null || key === null) return null;
  const bytes = await deps.sealing.open(deps.blocks.get(cid), { reader: deps.platformId, key });
  const read = recognise(bytes);
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value as string);
  kept.set(evidenceId, read);
  return read;
}

/** Finds the published format a record is in; what is in none of them stays evidence for people. */
export function recognise(bytes: Uint8Array): Read {
  try {
    const body: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const format = FORMATS.find((name) => reads(name, body));
    return format === undefined ? null : { format, body };
  } catch {
    // No JSON, or no UTF-8.
    return null;
  }
}

function reads(format: string, body: unknown): boolean {
  try {
    return readTracking(format, body, UTC_OFFSET).length > 0;
  } catch (error) {
    if (error instanceof ResponsibilityError) return false;
    throw error;
  }
}
