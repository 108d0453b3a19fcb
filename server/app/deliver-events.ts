/**
 * Delivers events to subscribers: every match exactly once if the receiver keeps the ids of what it had, never none. A
 * delivery is kept before it is sent and sent again, the same bytes under the same id, until it is acknowledged.
 */
import { DomainError } from "../domain/errors.ts";
import { nextTime } from "../domain/provenance/query-schedule.ts";
import { queryDocument } from "./epcis-results.ts";
import { parametersIn, type StandingDeps } from "./named-queries.ts";
import type { PartyRecord } from "./ports-cases.ts";
import type { Viewer } from "./ports-provenance.ts";
import type { DeliveryOutcome, DueSubscription, PendingDelivery } from "./ports-standing.ts";
import { readFilters, readsEverything } from "./query-events.ts";
import { openToken, signDelivery } from "./subscription-token.ts";

export interface DeliveryDeps extends StandingDeps {
  readonly parties: { get(partyId: string): Promise<PartyRecord | null> };
}

/** Subscriptions taken up at once; one slow receiver holds up no more than these. */
const AT_ONCE = 8;
/** Longer than a try may take, so that nobody else begins one meanwhile. */
const LEASE_SECONDS = 60;
const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 3_600;
/** With the waits above, most of a day. */
const MOST_FAILURES = 24;
const MAX_BODY_CHARS = 4_000_000;

/** Runs one try for what is due; tells whether there may be more. Safe in many processes at once. */
export async function deliverEvents(deps: DeliveryDeps): Promise<{ more: boolean }> {
  const now = await deps.clock.now();
  const due = await deps.standing.takeDue(now, LEASE_SECONDS, AT_ONCE);
  await Promise.all(
    due.map(async (subscription) => {
      const outcome = await attempt(deps, subscription, now).catch((error: unknown) =>
        failure(subscription, error instanceof DomainError ? error.code : "internal", now),
      );
      if (outcome !== null) await deps.standing.settle(subscription, outcome);
    }),
  );
  return { more: due.length === AT_ONCE };
}

/** Null when the lease was lost on the way: somebody else is at it. */
async function attempt(
  deps: DeliveryDeps,
  subscription: DueSubscription,
  now: Date,
): Promise<DeliveryOutcome | null> {
  const { delivery, upTo } = await nextDelivery(deps, subscription, now);
  if (delivery === "lost") return null;
  if (delivery === null)
    return { kind: "reported", upTo, notifiedAt: null, dueAt: dueAfter(subscription, now) };
  const error = await send(deps, subscription, delivery, now);
  if (error !== null) return failure(subscription, error, now);
  // Whatever is left of this round is due at once; the next look finds nothing and moves on.
  return { kind: "reported", upTo, notifiedAt: now, dueAt: subscription.dueAt };
}

async function nextDelivery(
  deps: DeliveryDeps,
  subscription: DueSubscription,
  now: Date,
): Promise<{ delivery: PendingDelivery | "lost" | null; upTo: number }> {
  const { pending, subscriptionId, queryName } = subscription;
  if (pending !== null) return { delivery: pending, upTo: pending.upTo };
  const viewer = await viewerFor(deps, subscription.partyId);
  const query = {
    ...readFilters(parametersIn(subscription.definition), viewer),
    recordTimeFrom: subscription.initialRecordTime.toISOString(),
  };
  const { events, upTo } = await deps.standing.matches(query, subscription.reported, MAX_BODY_CHARS);
  if (events.length === 0 && !reportsEmpty(subscription)) return { delivery: null, upTo };
  const body = JSON.stringify(queryDocument({ events, queryName, subscriptionId }, now));
  const delivery = { id: Buffer.from(deps.random.bytes(16)).toString("hex"), body, upTo };
  return { delivery: (await deps.standing.prepare(subscription, delivery)) ? delivery : "lost", upTo };
}

/** Once a round, and only when nothing else was reported in it. */
function reportsEmpty({ reportIfEmpty, schedule, lastNotifiedAt, dueAt }: DueSubscription): boolean {
  return reportIfEmpty && schedule !== null && (lastNotifiedAt === null || lastNotifiedAt < dueAt);
}

/** What the subscriber sees now; a party that is gone sees nothing. */
async function viewerFor(deps: DeliveryDeps, partyId: string): Promise<Viewer | null> {
  const party = await deps.parties.get(partyId);
  return party !== null && readsEverything(party.kind) ? null : { partyId, gln: party?.gln ?? null };
}

async function send(
  deps: DeliveryDeps,
  subscription: DueSubscription,
  delivery: PendingDelivery,
  now: Date,
): Promise<string | null> {
  const token = openToken(deps.secrets, subscription.sealedToken);
  return await deps.webhooks.send(subscription.dest, delivery.body, {
    "GS1-Signature": signDelivery(token, delivery, now),
    "GS1-EPCIS-Version": "2.0.0",
    "GS1-CBV-Version": "2.0.0",
    "Redress-Delivery-Id": delivery.id,
  });
}

function dueAfter({ schedule }: DueSubscription, now: Date): Date {
  return schedule === null ? now : (nextTime(schedule, now) ?? now);
}

function failure({ failures }: DueSubscription, error: string, now: Date): DeliveryOutcome {
  const wait = Math.min(FIRST_WAIT_SECONDS * 2 ** failures, LONGEST_WAIT_SECONDS);
  const suspendedAt = failures + 1 >= MOST_FAILURES ? now : null;
  return { kind: "failed", error, dueAt: new Date(now.getTime() + wait * 1000), suspendedAt };
}
