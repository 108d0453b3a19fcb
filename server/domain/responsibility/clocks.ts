import type { Behaviour } from "./behaviours.ts";
import { type CalendarTerm, type TermEnd, termEnd } from "./calendar.ts";
import type { CitedRule } from "./finding.ts";
import type { RulePack } from "./pack.ts";
import { cite } from "./trace.ts";

interface ClockSource {
  readonly behaviour: Behaviour;
  /** Names under which the pack's rules state the length. */
  readonly limits: readonly string[];
  readonly unit: CalendarTerm["unit"];
}

const SOURCES = {
  /** Refund after the returned goods came in. */
  refund: {
    behaviour: "clock_refund",
    limits: ["refund_days_from_receipt_of_return", "refund_days"],
    unit: "days",
  },
  /** From here on, refusing or delaying counts as deliberate. */
  deliberate_delay: { behaviour: "clock_deliberate_delay", limits: ["days"], unit: "days" },
  /** Delivery where no day was agreed. */
  delivery: { behaviour: "clock_delivery", limits: ["days"], unit: "days" },
  carrier_complaint: { behaviour: "clock_service_complaint", limits: ["days"], unit: "days" },
  carrier_reply: { behaviour: "clock_carrier_reply", limits: ["reply_days"], unit: "days" },
  authority_complaint: { behaviour: "clock_authority", limits: ["working_days"], unit: "working_days" },
  rule_notice: {
    behaviour: "clock_rule_notice",
    limits: ["notice_days", "public_notice_days_min"],
    unit: "days",
  },
  rule_notice_major: { behaviour: "clock_rule_notice", limits: ["notice_days_major"], unit: "days" },
  repair: { behaviour: "repair_time", limits: ["repairer_days"], unit: "days" },
  repair_parts: { behaviour: "repair_time", limits: ["parts_days"], unit: "days" },
} as const satisfies Record<string, ClockSource>;

/** Deadlines that statutes set on others than the consumer. */
export type ClockName = keyof typeof SOURCES;
export const CLOCKS = Object.keys(SOURCES) as readonly ClockName[];

/** When a statutory deadline ends, and the rules that set it. */
export interface Clock extends TermEnd {
  readonly rules: readonly CitedRule[];
}

/**
 * Returns when a statutory deadline ends that an event on `start` sets running; where several rules state a length
 * the shortest one counts.
 *
 * @param start calendar date of the event, YYYY-MM-DD
 * @returns `null` when no rule of the pack sets this deadline
 * @throws ResponsibilityError `facts_invalid` for what is no calendar date
 */
export function clockEnd(name: ClockName, start: string, pack: RulePack): Clock | null {
  const source: ClockSource = SOURCES[name];
  const lengths = (pack.byBehaviour.get(source.behaviour) ?? []).flatMap((rule) =>
    source.limits.map((limit) => rule.limits[limit]).filter((length) => typeof length === "number"),
  );
  if (lengths.length === 0) return null;
  const term = { unit: source.unit, count: Math.min(...lengths) };
  return { ...termEnd(start, term, pack), rules: cite(pack, source.behaviour, "calendar") };
}
