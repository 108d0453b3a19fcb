/** Named queries, and subscriptions to them by signed webhook. */
import express, { type Request, type Response, type Router } from "express";
import type { StandingDeps } from "../../app/named-queries.ts";
import { nameQuery, parametersIn, subscribe } from "../../app/named-queries.ts";
import { readKeyToken, tokenExpiry, writeKeyToken } from "../../app/page-tokens.ts";
import type { NamedQuery, Subscription } from "../../app/ports-standing.ts";
import { pageSize, queryEvents } from "../../app/query-events.ts";
import { ProvenanceError } from "../../domain/provenance/errors.ts";
import { newSubscription, queryDefinition } from "../../schema/epcis-query.ts";
import { requireParty } from "../caller.ts";
import { parseBody } from "../parse.ts";
import { answerPage, type EventRouteDeps } from "./epcis-events.ts";
import { announceNext, discoverable, isJson, requireJson } from "./epcis-headers.ts";
import { notFound, parametersOf, readerOf } from "./epcis-request.ts";

export interface QueryRouteDeps extends StandingDeps, EventRouteDeps {}

const QUERY = "/epcis/queries/:name";
const SUBSCRIPTIONS = `${QUERY}/subscriptions`;
const PAGING = ["perPage", "nextPageToken"];
const BODY = [requireJson, express.json({ limit: "100kb", type: isJson })];

export function namedQueryRoutes(router: Router, deps: QueryRouteDeps): void {
  discoverable(router, "/epcis/queries", "OPTIONS, GET, POST");
  discoverable(router, QUERY, "OPTIONS, GET, DELETE");
  discoverable(router, `${QUERY}/events`, "OPTIONS, GET");
  router.get("/epcis/queries", async (request, response) => {
    const { partyId } = requireParty(request.caller);
    const list = (limit: number, after: string | null) => deps.standing.list(partyId, limit, after);
    response.json((await onePage(deps, request, response, list, ({ name }) => name)).map(queryView));
  });
  router.post("/epcis/queries", requireCaller, ...BODY, async (request, response) => {
    const { partyId } = requireParty(request.caller);
    const named = await nameQuery(deps, partyId, parseBody(queryDefinition, request.body));
    response
      .status(201)
      .location(`/epcis/queries/${encodeURIComponent(named.name)}`)
      .end();
  });
  // GS1's description gives one query as a list.
  router.get(QUERY, async (request, response) => response.json([queryView(await queryOf(deps, request))]));
  router.delete(QUERY, async (request, response) => {
    const { partyId } = requireParty(request.caller);
    if (!(await deps.standing.remove(partyId, nameIn(request)))) throw notFound();
    response.status(204).end();
  });
  router.get(`${QUERY}/events`, (request, response) => answerNamed(deps, request, response));
  subscriptionRoutes(router, deps);
}

function subscriptionRoutes(router: Router, deps: QueryRouteDeps): void {
  discoverable(router, SUBSCRIPTIONS, "OPTIONS, GET, POST");
  discoverable(router, `${SUBSCRIPTIONS}/:id`, "OPTIONS, GET, DELETE");
  router.get(SUBSCRIPTIONS, async (request, response) => {
    const { partyId, name } = await queryOf(deps, request);
    const list = (limit: number, after: string | null) =>
      deps.standing.subscriptions(partyId, name, limit, after);
    const page = await onePage(deps, request, response, list, ({ subscriptionId }) => subscriptionId);
    response.json(page.map(subscriptionView));
  });
  router.post(SUBSCRIPTIONS, requireCaller, ...BODY, async (request, response) => {
    const { partyId } = requireParty(request.caller);
    const made = await subscribe(deps, partyId, nameIn(request), subscriptionIn(request.body));
    if (made === null) throw notFound();
    const path = `/epcis/queries/${encodeURIComponent(made.queryName)}/subscriptions/${made.subscriptionId}`;
    response.status(201).location(path).json(subscriptionView(made));
  });
  router.get(`${SUBSCRIPTIONS}/:id`, async (request, response) => {
    const { partyId } = requireParty(request.caller);
    const found = await deps.standing.subscription(partyId, nameIn(request), String(request.params.id));
    if (found === null) throw notFound();
    response.json(subscriptionView(found));
  });
  router.delete(`${SUBSCRIPTIONS}/:id`, async (request, response) => {
    const { partyId } = requireParty(request.caller);
    if (!(await deps.standing.unsubscribe(partyId, nameIn(request), String(request.params.id))))
      throw notFound();
    response.status(204).end();
  });
}

/** Before the body is read. */
function requireCaller(request: Request, _response: Response, next: () => void): void {
  requireParty(request.caller);
  next();
}

const nameIn = (request: Request) => String(request.params.name);

async function queryOf(deps: QueryRouteDeps, request: Request): Promise<NamedQuery> {
  const { partyId } = requireParty(request.caller);
  const query = await deps.standing.find(partyId, nameIn(request));
  if (query === null) throw notFound();
  return query;
}

async function answerNamed(deps: QueryRouteDeps, request: Request, response: Response): Promise<void> {
  const query = await queryOf(deps, request);
  const asked = parametersOf(request.query);
  // GS1 lets a stream or a schedule here ask for a web socket; subscriptions go by webhook alone.
  const unknown = Object.keys(asked).find((name) => !PAGING.includes(name));
  if (unknown !== undefined) {
    const rule = "left out: a named query says itself what it asks; subscribe by webhook";
    const message = `The parameter ${unknown} must be ${rule}.`;
    throw new ProvenanceError("provenance.subscription_invalid", message, { field: unknown, rule });
  }
  const now = await deps.clock.now();
  const parameters = { ...parametersIn(query.definition), ...asked };
  const page = await queryEvents(deps.events, await readerOf(deps, request), parameters, now);
  answerPage(request, response, { ...page, queryName: query.name }, now);
}

async function onePage<Item>(
  deps: QueryRouteDeps,
  request: Request,
  response: Response,
  list: (limit: number, after: string | null) => Promise<Item[]>,
  keyOf: (item: Item) => string,
): Promise<Item[]> {
  const now = await deps.clock.now();
  const parameters = parametersOf(request.query);
  const size = pageSize(parameters);
  const found = await list(size + 1, readKeyToken(parameters.nextPageToken?.[0], now));
  const items = found.slice(0, size);
  const last = items.at(-1);
  if (found.length > size && last !== undefined)
    announceNext(request, response, { token: writeKeyToken(keyOf(last), now), expiresAt: tokenExpiry(now) });
  return items;
}

/** @throws ProvenanceError `provenance.subscription_invalid` naming the field, as GS1 names faults of subscriptions. */
function subscriptionIn(body: unknown) {
  const parsed = newSubscription.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = `/${issue!.path.map(String).join("/")}`;
  throw new ProvenanceError(
    "provenance.subscription_invalid",
    `The subscription is wrong at ${field}: ${issue!.message}.`,
    {
      field,
      rule: issue!.message,
    },
  );
}

const queryView = ({ name, definition }: NamedQuery) => ({ name, query: definition });

/** The subscriber's secret is in no answer. */
function subscriptionView(subscription: Subscription): Record<string, unknown> {
  const { schedule, lastNotifiedAt, suspendedAt, lastError } = subscription;
  return {
    subscriptionID: subscription.subscriptionId,
    queryName: subscription.queryName,
    dest: subscription.dest,
    createdAt: subscription.createdAt.toISOString(),
    initialRecordTime: subscription.initialRecordTime.toISOString(),
    ...(lastNotifiedAt === null ? {} : { lastNotifiedAt: lastNotifiedAt.toISOString() }),
    ...(schedule === null ? { stream: true } : { schedule, reportIfEmpty: subscription.reportIfEmpty }),
    "redress:state": suspendedAt === null ? "active" : "suspended",
    "redress:failures": subscription.failures,
    ...(lastError === null ? {} : { "redress:lastError": lastError }),
  };
}
