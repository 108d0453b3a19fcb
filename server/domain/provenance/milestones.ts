/** The five steps of a product's life a buyer looks for, and what went wrong between them. */
import { alarmsOf, conditionOf } from "./condition.ts";
import { dispositionOf, type RecordedEvent, stepOf } from "./history.ts";
import { type MakerLimits, NO_LIMITS } from "./maker-limits.ts";

export type MilestoneKey = "made" | "inspected" | "shipped" | "handed_over" | "delivered";

export interface Milestone {
  readonly key: MilestoneKey;
  /** Claimed time; null when no record tells of it. */
  readonly at: string | null;
  /** A sensor alarm or a bad condition was recorded on the way from the milestone before. */
  readonly alarm: boolean;
}

const ORDER: readonly MilestoneKey[] = ["made", "inspected", "shipped", "handed_over", "delivered"];

/** Reads the milestones from an item's history in time order. */
export function readMilestones(
  history: readonly RecordedEvent[],
  limits: MakerLimits = NO_LIMITS,
): Milestone[] {
  const reached = new Map<MilestoneKey, string>();
  for (const recorded of history) {
    const key = milestoneOf(recorded, reached);
    if (key !== null && !reached.has(key)) reached.set(key, recorded.event.eventTime);
  }
  const troubles = history.flatMap((recorded) => troubleTimes(recorded, limits));
  let since = Number.NEGATIVE_INFINITY;
  return ORDER.map((key) => {
    const at = reached.get(key) ?? null;
    if (at === null) return { key, at, alarm: false };
    const until = Date.parse(at);
    const alarm = troubles.some((time) => time > since && time <= until);
    since = until;
    return { key, at, alarm };
  });
}

function milestoneOf(
  recorded: RecordedEvent,
  reached: ReadonlyMap<MilestoneKey, string>,
): MilestoneKey | null {
  switch (stepOf(recorded.event)) {
    case "commissioning":
      return "made";
    case "inspecting":
      return "inspected";
    case "shipping":
      return "shipped";
    case "accepting":
      return reached.has("shipped") ? "handed_over" : null;
    case "receiving":
    case "retail_selling":
      return "delivered";
    default:
      return null;
  }
}

function troubleTimes(recorded: RecordedEvent, limits: MakerLimits): number[] {
  const times = alarmsOf(recorded, limits).map((alarm) => Date.parse(alarm.at));
  const bad = conditionOf(recorded, "")?.state === "bad" || dispositionOf(recorded.event) === "stolen";
  return bad ? [...times, Date.parse(recorded.event.eventTime)] : times;
}
