/** What an item's own records say of its life, as far as scans are held against it. */
import {
  type CloneSign,
  type CloneThresholds,
  cloneSigns,
  type ItemLife,
} from "../domain/provenance/clone-signs.ts";
import { dispositionOf, type RecordedEvent, stepOf } from "../domain/provenance/history.ts";
import { readMilestones } from "../domain/provenance/milestones.ts";
import type { ScanSummary } from "./ports-labels.ts";

const ENDINGS = new Set(["destroying", "decommissioning"]);

function lifeOf(history: readonly RecordedEvent[], countries: readonly string[] | null): ItemLife {
  const milestones = new Map(readMilestones(history).map(({ key, at }) => [key, at]));
  const time = (at: string | null | undefined) => (at == null ? null : Date.parse(at));
  const end = history.find(
    ({ event }) => ENDINGS.has(stepOf(event) ?? "") || dispositionOf(event) === "destroyed",
  );
  return {
    commissionedAt: time(milestones.get("made")),
    deliveredAt: time(milestones.get("delivered")),
    destroyedAt: time(end?.event.eventTime),
    countries,
  };
}

/** Signs that the item's code was copied; none for an item of which nothing is recorded yet. */
export function signsOf(
  history: readonly RecordedEvent[],
  scans: ScanSummary,
  countries: readonly string[] | null,
  limits: CloneThresholds,
): CloneSign[] {
  return cloneSigns(lifeOf(history, countries), scans.sightings, limits);
}
