/** Takes a capture document apart: its events with their exact text, each checked, and its master data. */
import { createHash } from "node:crypto";
import type { z } from "zod";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import { ProvenanceError } from "../domain/provenance/errors.ts";
import type { EpcisEvent } from "../domain/provenance/event.ts";
import { type Namespaces, namespacesOf } from "../domain/provenance/event-hash.ts";
import { canonicalId } from "../domain/provenance/history.ts";
import { jsonPointer, readStrictJson, type StrictJson } from "../domain/provenance/strict-json.ts";
import {
  type EpcisHeader,
  epcisDocument,
  epcisQueryDocument,
  eventShape,
  loneEventContext,
} from "../schema/epcis.ts";
import type { CaptureError, MasterDatum } from "./ports-provenance.ts";

/** Most events one document may bring; announced as `GS1-EPCIS-Capture-Limit`. */
export const CAPTURE_LIMIT_EVENTS = 5000;
/** Most errors one answer lists. */
const MAX_ERRORS = 50;

/** Key under which a party's event is handed to the log: the same event again is the same entry. */
export const logKeyOf = (canonicalHash: string): string => `epcis/${canonicalHash}`;

export interface ReadEvent {
  readonly index: number;
  readonly event: EpcisEvent;
  /** The event exactly as it stood in the document. */
  readonly bytes: string;
  readonly namespaces: Namespaces;
  /** SHA-256 of its canonical JSON. */
  readonly canonicalHash: string;
}

export interface ReadDocument {
  readonly events: readonly ReadEvent[];
  readonly errors: readonly CaptureError[];
  readonly eventCount: number;
  readonly masterData: readonly MasterDatum[];
}

/**
 * Reads an EPCIS document or query document.
 *
 * @throws ProvenanceError `provenance.json_invalid` for what is no strict JSON, `provenance.too_many_events`.
 */
export function readCaptureDocument(text: string): ReadDocument {
  const json = readStrictJson(text);
  const document = json.value as { type?: unknown };
  const isQuery = document?.type === "EPCISQueryDocument";
  const shell = (isQuery ? epcisQueryDocument : epcisDocument).safeParse(document);
  if (!shell.success) return refused(shell.error, null, "");
  const found = shell.data as {
    "@context": unknown;
    epcisHeader?: EpcisHeader;
    epcisBody: { eventList?: unknown[]; queryResults?: { resultsBody: { eventList: unknown[] } } };
  };
  const { eventList, queryResults } = found.epcisBody;
  const list = eventList ?? queryResults?.resultsBody.eventList ?? [];
  const place = isQuery ? "/epcisBody/queryResults/resultsBody/eventList" : "/epcisBody/eventList";
  // The zod copies are dropped: only objects of the reader know where they stand in the text.
  return readEvents(json, text, original(document, isQuery), list.length, place, found);
}

/** Reads one event sent alone; its context stands in the event. */
export function readLoneEvent(text: string): ReadDocument {
  const json = readStrictJson(text);
  const shell = loneEventContext.safeParse(json.value);
  if (!shell.success) return refused(shell.error, 0, "");
  return readEvents(json, text, [json.value], 1, null, { "@context": undefined });
}

function original(document: unknown, isQuery: boolean): unknown[] {
  const body = (document as { epcisBody: Record<string, unknown> }).epcisBody;
  if (!isQuery) return body.eventList as unknown[];
  return (body.queryResults as { resultsBody: { eventList: unknown[] } }).resultsBody.eventList;
}

function readEvents(
  json: StrictJson,
  text: string,
  list: readonly unknown[],
  eventCount: number,
  place: string | null,
  shell: { "@context": unknown; epcisHeader?: EpcisHeader },
): ReadDocument {
  requireCount(eventCount);
  const events: ReadEvent[] = [];
  const errors: CaptureError[] = [];
  list.forEach((value, index) => {
    const shape = eventShape((value as { type?: unknown } | null)?.type);
    const checked = shape.safeParse(value);
    if (!checked.success) {
      errors.push(...errorsOf(checked.error, index, place === null ? "" : `${place}/${index}`));
      return;
    }
    const event = value as EpcisEvent;
    const [start, end] = json.spanOf(event);
    const namespaces = declared(namespacesOf(shell["@context"], event["@context"]));
    events.push({
      index,
      event,
      bytes: text.slice(start, end),
      namespaces,
      canonicalHash: canonicalHash(event),
    });
  });
  return {
    events,
    errors: errors.slice(0, MAX_ERRORS),
    eventCount,
    masterData: masterDataOf(shell.epcisHeader),
  };
}

function requireCount(count: number): void {
  if (count <= CAPTURE_LIMIT_EVENTS) return;
  throw new ProvenanceError(
    "provenance.too_many_events",
    `A document brings at most ${CAPTURE_LIMIT_EVENTS} events; this one has ${count}.`,
    { field: "/epcisBody/eventList", rule: `at most ${CAPTURE_LIMIT_EVENTS} events` },
  );
}

/** Only prefixes that stand for a URI expand anything. */
function declared(namespaces: Namespaces): Namespaces {
  return new Map([...namespaces].filter(([, target]) => /^[a-z][a-z0-9+.-]*:\S*$/i.test(target)));
}

function canonicalHash(event: EpcisEvent): string {
  return createHash("sha256").update(canonicalJson(event)).digest("hex");
}

function refused(error: z.ZodError, event: number | null, place: string): ReadDocument {
  return { events: [], errors: errorsOf(error, event, place), eventCount: 0, masterData: [] };
}

function errorsOf(error: z.ZodError, event: number | null, place: string): CaptureError[] {
  return error.issues.slice(0, MAX_ERRORS).map((issue) => ({
    event,
    code: "provenance.event_invalid",
    field: place + jsonPointer(issue.path as (string | number)[]),
    rule: issue.message,
  }));
}

function masterDataOf(header: EpcisHeader | undefined): MasterDatum[] {
  const vocabularies = header?.epcisMasterData?.vocabularyList ?? [];
  return vocabularies.flatMap((vocabulary) =>
    (vocabulary.vocabularyElementList ?? []).map((element) => ({
      kind: vocabulary.type,
      id: canonicalId(element.id),
      children: (element.children ?? []).map(canonicalId),
      attributes: Object.fromEntries(
        (element.attributes ?? []).map(({ id, attribute }) => [id, attribute ?? null]),
      ),
    })),
  );
}
