/**
 * Captures EPCIS events: checked, put down byte for byte, and committed to the log, all in one transaction. What
 * was handed in before by the same party is not written again.
 */
import { createHash } from "node:crypto";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import { glnOf } from "../domain/provenance/custody.ts";
import { ProvenanceError } from "../domain/provenance/errors.ts";
import { bareWord, type EpcisEvent } from "../domain/provenance/event.ts";
import { hashName, preHashString } from "../domain/provenance/event-hash.ts";
import { canonicalId } from "../domain/provenance/history.ts";
import {
  logKeyOf,
  type ReadDocument,
  type ReadEvent,
  readCaptureDocument,
  readLoneEvent,
} from "./capture-document.ts";
import { type SignatureCheck, signatureChecker } from "./capture-signature.ts";
import type { AcceptedEntry, Clock, EntryInput, LogIntake, Randomness, Tx, UnitOfWork } from "./ports.ts";
import type {
  CaptureError,
  CaptureJob,
  EpcRole,
  EventKeyStore,
  EventStore,
  NewEvent,
  StoredEvent,
} from "./ports-provenance.ts";

export interface CaptureDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly log: LogIntake;
  readonly events: EventStore;
  readonly eventKeys: EventKeyStore;
}

export interface Capture {
  /** Party id of whoever hands in. */
  readonly submitter: string;
  /** The document as text, decoded from strict UTF-8. */
  readonly text: string;
  readonly errorBehaviour: "rollback" | "proceed";
}

/** A document refused as a whole: every fault with its event, JSON pointer and rule; nothing was written. */
export class CaptureRefused extends ProvenanceError {
  readonly errors: readonly CaptureError[];

  constructor(errors: readonly CaptureError[]) {
    const [first] = errors;
    const where = first?.event == null ? "The document" : `Event ${first.event}`;
    const code = first?.code === "provenance.signature_invalid" ? first.code : "provenance.event_invalid";
    super(code, `${where} is refused at ${first?.field || "/"}: ${first?.rule}.`, first);
    this.errors = errors;
  }
}

type NamedEpc = NewEvent["epcs"][number];

interface Checked extends ReadEvent {
  readonly signature: SignatureCheck;
  /** Everything it names, canonical. */
  readonly epcs: readonly NamedEpc[];
  readonly eventHash: string;
}

/**
 * Captures a document.
 *
 * @throws CaptureRefused when an event is at fault and the behaviour is `rollback`, or the document itself is.
 * @throws ProvenanceError `provenance.json_invalid`, `provenance.too_many_events`.
 */
export async function captureEvents(deps: CaptureDeps, input: Capture): Promise<CaptureJob> {
  const document = readCaptureDocument(input.text);
  const { events, errors } = await checkSignatures(deps, document, "/epcisBody/eventList");
  const whole = errors.some((error) => error.event === null);
  if (errors.length > 0 && (whole || input.errorBehaviour === "rollback")) throw new CaptureRefused(errors);
  return await write(deps, input, document, events, errors);
}

/**
 * Captures one event sent alone.
 *
 * @returns The event as stored, and whether the same party had handed it in before.
 * @throws CaptureRefused, ProvenanceError as {@link captureEvents}.
 */
export async function captureOne(
  deps: CaptureDeps,
  input: Omit<Capture, "errorBehaviour">,
): Promise<{ stored: StoredEvent; repeated: boolean }> {
  const document = readLoneEvent(input.text);
  const { events, errors } = await checkSignatures(deps, document, null);
  if (errors.length > 0) throw new CaptureRefused(errors);
  const { canonicalHash } = events[0]!;
  const before = await deps.events.submitted(input.submitter, canonicalHash);
  if (before !== null) return { stored: before, repeated: true };
  await write(deps, { ...input, errorBehaviour: "rollback" }, document, events, []);
  return { stored: (await deps.events.submitted(input.submitter, canonicalHash))!, repeated: false };
}

async function checkSignatures(
  deps: CaptureDeps,
  document: ReadDocument,
  place: string | null,
): Promise<{ events: Checked[]; errors: CaptureError[] }> {
  const check = signatureChecker(deps.eventKeys);
  const errors = [...document.errors];
  const events: Checked[] = [];
  const signatures = await Promise.all(document.events.map(({ event }) => check(event)));
  document.events.forEach((read, at) => {
    const signature = signatures[at]!;
    if (signature.state !== "invalid") {
      events.push(checked(read, signature));
      return;
    }
    const field = (place === null ? "" : `${place}/${read.index}`) + signature.field;
    errors.push({ event: read.index, code: "provenance.signature_invalid", field, rule: signature.rule });
  });
  return { events, errors };
}

function checked(read: ReadEvent, signature: SignatureCheck): Checked {
  const eventHash = hashName(sha256(preHashString(read.event, read.namespaces)));
  return { ...read, signature, epcs: epcsWithRoles(read.event), eventHash };
}

async function write(
  deps: CaptureDeps,
  input: Capture,
  document: ReadDocument,
  events: readonly Checked[],
  errors: readonly CaptureError[],
): Promise<CaptureJob> {
  const now = await deps.clock.now();
  const job: CaptureJob = {
    captureId: Buffer.from(deps.random.bytes(16)).toString("hex"),
    submitter: input.submitter,
    createdAt: now,
    finishedAt: now,
    errorBehaviour: input.errorBehaviour,
    documentHash: sha256(input.text),
    eventCount: document.eventCount,
    errors,
  };
  await deps.uow.run(async (tx) => {
    await deps.events.addCapture(tx, job);
    const fresh = await onlyNew(deps, tx, input.submitter, events);
    const entries = await deps.log.accept(tx, await entriesOf(deps, tx, input.submitter, fresh));
    const rows = fresh.map((event, i) => toRow(input.submitter, event, entries[i]!));
    await deps.events.addEvents(tx, job.captureId, now, rows);
    await deps.events.addMasterData(tx, input.submitter, now, document.masterData);
  });
  return job;
}

/** Events this party has not handed in before, and of those that stand twice in the document the first. */
async function onlyNew(
  deps: CaptureDeps,
  tx: Tx,
  submitter: string,
  events: readonly Checked[],
): Promise<Checked[]> {
  const hashes = events.map((event) => event.canonicalHash);
  const reserved = await deps.events.reserve(tx, submitter, hashes);
  return events.filter((event) => reserved.delete(event.canonicalHash));
}

async function entriesOf(
  deps: CaptureDeps,
  tx: Tx,
  submitter: string,
  events: readonly Checked[],
): Promise<EntryInput[]> {
  const proposals = new Map(events.map((event) => [subjectOf(event), pseudonym(deps.random)]));
  const subjects = await deps.events.subjects(tx, proposals);
  return events.map((event) => ({
    type: "provenance.event",
    subject: subjects.get(subjectOf(event))!,
    statement: Buffer.from(canonicalJson(statementOf(submitter, event))),
    submitter,
    idempotencyKey: logKeyOf(event.canonicalHash),
    public: true,
  }));
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const pseudonym = (random: Randomness) => Buffer.from(random.bytes(16)).toString("hex");

/** The thing an event's log entries go under: the first it names. */
function subjectOf({ epcs, event }: Checked): string {
  return epcs[0]?.epc ?? event.readPoint?.id ?? event.type;
}

/** What the log commits to: the exact bytes, whose they are, and when it is said to have been. */
function statementOf(
  submitter: string,
  { event, bytes, namespaces, signature, eventHash }: Checked,
): Record<string, unknown> {
  return {
    v: "redress.statement/1",
    type: "provenance.event",
    submitter,
    method: "api",
    capturedAt: event.eventTime,
    mediaType: "application/ld+json",
    sizeBytes: Buffer.byteLength(bytes),
    documentHash: sha256(bytes),
    namespaces: Object.fromEntries(namespaces),
    eventHash,
    ...(signature.state === "signed"
      ? { signature: { gln: signature.gln, publicKey: signature.publicKey, value: signature.signature } }
      : {}),
  };
}

function toRow(submitter: string, checked: Checked, entry: AcceptedEntry): NewEvent {
  const { event, namespaces, signature, eventHash } = checked;
  return {
    leafHash: entry.leafHash,
    eventId: event.eventID ?? eventHash,
    eventHash,
    submitter,
    signer: signature.state === "signed" ? signature.gln : null,
    type: event.type,
    action: event.action ?? null,
    bizStep: bareWord(event.bizStep),
    disposition: bareWord(event.disposition),
    readPoint: event.readPoint === undefined ? null : canonicalId(event.readPoint.id),
    bizLocation: event.bizLocation === undefined ? null : canonicalId(event.bizLocation.id),
    declaresError: event.errorDeclaration !== undefined,
    parties: partiesOf(event),
    // Whole milliseconds, as page tokens carry them.
    eventTime: new Date(event.eventTime).toISOString(),
    namespaces: Object.fromEntries(namespaces),
    bytes: checked.bytes,
    statement: entry.statement,
    salt: entry.salt,
    canonicalHash: checked.canonicalHash,
    epcs: checked.epcs,
  };
}

function partiesOf(event: EpcisEvent): string[] {
  const named = [...(event.sourceList ?? []), ...(event.destinationList ?? [])];
  const glns = named.map((entry) => glnOf(canonicalId(entry.source ?? entry.destination ?? "")));
  return [...new Set(glns.filter((gln): gln is string => gln !== null))];
}

function epcsWithRoles(event: EpcisEvent): NamedEpc[] {
  const classes = (list: EpcisEvent["quantityList"]) => (list ?? []).map((element) => element.epcClass);
  const lists: [EpcRole, readonly string[]][] = [
    ["epc", [...(event.epcList ?? []), ...(event.childEPCs ?? [])]],
    ["parent", event.parentID === undefined ? [] : [event.parentID]],
    ["input", event.inputEPCList ?? []],
    ["output", event.outputEPCList ?? []],
    ["class", [...classes(event.quantityList), ...classes(event.childQuantityList)]],
    ["input_class", classes(event.inputQuantityList)],
    ["output_class", classes(event.outputQuantityList)],
  ];
  return lists.flatMap(([role, uris]) => [...new Set(uris.map(canonicalId))].map((epc) => ({ epc, role })));
}
