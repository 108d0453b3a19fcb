/** Queries kept under a name, and subscriptions to them. */
import { ProvenanceError } from "../domain/provenance/errors.ts";
import { nextTime } from "../domain/provenance/query-schedule.ts";
import type { NewSubscriptionBody, QueryDefinition } from "../schema/epcis-query.ts";
import type { Secrets } from "./deps.ts";
import type { Clock, Randomness } from "./ports.ts";
import type { NamedQuery, StandingQueries, Subscription, WebhookSender } from "./ports-standing.ts";
import { type Parameters, readFilters } from "./query-events.ts";
import { sealToken } from "./subscription-token.ts";

export interface StandingDeps {
  readonly clock: Clock;
  readonly random: Randomness;
  readonly secrets: Secrets;
  readonly standing: StandingQueries;
  readonly webhooks: WebhookSender;
}

const MOST_QUERIES = 200;
const MOST_SUBSCRIPTIONS = 50;
/** Parameters that cut an answer short; a subscriber wants to miss nothing. */
const CUTTING = ["eventCountLimit", "maxEventCount", "perPage", "nextPageToken"];

/**
 * Keeps a query under a name.
 *
 * @throws ProvenanceError `provenance.query_invalid`, `provenance.query_exists`, `provenance.too_many_queries`.
 */
export async function nameQuery(
  deps: StandingDeps,
  partyId: string,
  definition: QueryDefinition,
): Promise<NamedQuery> {
  readFilters(parametersIn(definition.query), null);
  const { standing } = deps;
  if ((await standing.list(partyId, MOST_QUERIES, null)).length >= MOST_QUERIES)
    throw tooMany(`${MOST_QUERIES} queries`);
  const { name, query } = definition;
  const named = { partyId, name, definition: query, createdAt: await deps.clock.now() };
  if (await standing.add(named)) return named;
  throw new ProvenanceError("provenance.query_exists", "A query of yours has this name already.", {
    field: "/name",
    rule: "a name not used before",
  });
}

/** The parameters of a kept query, as those of a query string. */
export function parametersIn(definition: Readonly<Record<string, unknown>>): Parameters {
  const given = Object.entries(definition).filter(([name]) => name !== "@context");
  return Object.fromEntries(given.map(([name, value]) => [name, [value].flat().map(String)]));
}

/**
 * Subscribes to a kept query. Null when the party has no query of this name.
 *
 * @throws ProvenanceError `provenance.subscription_invalid`, `provenance.dest_refused`, `provenance.too_many_queries`.
 */
export async function subscribe(
  deps: StandingDeps,
  partyId: string,
  queryName: string,
  body: NewSubscriptionBody,
): Promise<Subscription | null> {
  const query = await deps.standing.find(partyId, queryName);
  if (query === null) return null;
  requireWhole(query);
  await deps.webhooks.check(body.dest);
  const known = await deps.standing.subscriptions(partyId, queryName, MOST_SUBSCRIPTIONS, null);
  if (known.length >= MOST_SUBSCRIPTIONS) throw tooMany(`${MOST_SUBSCRIPTIONS} subscriptions of one query`);
  const now = await deps.clock.now();
  const fresh = {
    subscriptionId: Buffer.from(deps.random.bytes(16)).toString("hex"),
    partyId,
    queryName,
    dest: body.dest,
    sealedToken: sealToken(deps, body.signatureToken),
    schedule: body.schedule ?? null,
    reportIfEmpty: body.reportIfEmpty,
    initialRecordTime: body.initialRecordTime === undefined ? now : new Date(body.initialRecordTime),
    createdAt: now,
    dueAt: body.schedule === undefined ? now : firstTime(body.schedule, now),
  };
  await deps.standing.subscribe(fresh);
  return { ...fresh, lastNotifiedAt: null, failures: 0, lastError: null, suspendedAt: null };
}

function requireWhole(query: NamedQuery): void {
  const cutting = CUTTING.find((name) => Object.hasOwn(query.definition, name));
  if (cutting === undefined) return;
  throw new ProvenanceError(
    "provenance.subscription_invalid",
    `A query with ${cutting} cannot be subscribed to.`,
    {
      field: cutting,
      rule: "a query that cuts nothing off",
    },
  );
}

function firstTime(schedule: Readonly<Record<string, string>>, now: Date): Date {
  const at = nextTime(schedule, now);
  if (at !== null) return at;
  throw new ProvenanceError("provenance.subscription_invalid", "No day matches this schedule.", {
    field: "/schedule",
    rule: "a time that comes",
  });
}

const tooMany = (what: string) =>
  new ProvenanceError("provenance.too_many_queries", `One party keeps at most ${what}.`, {
    rule: `at most ${what}`,
  });
