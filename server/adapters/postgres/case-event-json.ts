import type { CaseEvent } from "../../domain/case/types.ts";

/** JSON of a case event: amounts, which are bigint in the rules, travel as decimal strings. */
export function eventToJson(event: CaseEvent): string {
  return JSON.stringify(event, (_, value) => (typeof value === "bigint" ? value.toString() : value));
}

/** The event again; only `filed` carries an amount. */
export function eventFromJson(json: unknown): CaseEvent {
  const event = json as CaseEvent;
  if (event.type !== "filed") return event;
  return { ...event, terms: { ...event.terms, amountMinor: BigInt(event.terms.amountMinor) } };
}
