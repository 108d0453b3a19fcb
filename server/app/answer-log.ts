/**
 * Answers what anybody asks of the log through its contract: a challenged promise with the place of its entry, a
 * requested entry by taking it in and proving it in, or by showing that it breaks the published rules.
 *
 * Nothing is remembered of what was asked: the folded events say what is open, the outbox what is under way. So a pass
 * may be taken twice, in many processes, after a restart and after a reorganisation.
 */
import { bytesToHex } from "../domain/log/bytes.ts";
import { MAX_ENTRY_BYTES } from "../domain/log/entry.ts";
import { LogError } from "../domain/log/errors.ts";
import { leafHash } from "../domain/log/hash.ts";
import { freeKey } from "./free-key.ts";
import type { ChainOutbox, ChainReader, DocumentBlocks, Tx, UnitOfWork } from "./ports.ts";

/** Something asked of the log and not closed. Ids and hashes in lower-case hex. */
export interface LogQuestion {
  /** `challengeId` or `requestId`. */
  readonly id: string;
  readonly logId: string;
  readonly leafHash: string;
}

/** An entry handed in through the contract: its bytes, or where they are to be fetched. */
export interface LogRequest extends LogQuestion {
  readonly given: { readonly entry: Uint8Array } | { readonly cid: string };
}

/** Where an entry is, as the contract takes it. */
export interface EntryPlace {
  readonly logId: string;
  readonly size: number;
  readonly index: number;
  /** Unix time in seconds of the block that anchored `size`. */
  readonly anchoredAt: number;
  readonly proof: readonly string[];
}

/** What answering reads and writes. */
export interface AnsweringBook {
  /** Challenges that can still be answered, oldest first. Of many, others each time it is asked, and all in turn. */
  challenges(): Promise<LogQuestion[]>;
  /** Requests that are open, in the same way. */
  requests(): Promise<LogRequest[]>;
  /** The entry under the first anchor that holds it, in this log or the one after it; null while there is none. */
  placeOf(question: LogQuestion): Promise<EntryPlace | null>;
  /** Whether the entry is in this log or the one after it, anchored or not. */
  isTaken(question: LogQuestion): Promise<boolean>;
  /**
   * Takes the very bytes into the log that is open now; false when the asked log has been succeeded more than once, so
   * that no place in an open log would answer.
   *
   * @throws LogError `log.busy` when another process is just taking them.
   */
  takeIn(tx: Tx, request: LogQuestion, entry: Uint8Array): Promise<boolean>;
}

export interface AnsweringDeps {
  readonly book: AnsweringBook;
  readonly chain: Pick<ChainReader, "refusalOf">;
  readonly outbox: ChainOutbox;
  readonly work: UnitOfWork;
  /** Our own blocks, and a mirror of them where one is set: nothing else is fetched because somebody names it. */
  readonly blocks: Pick<DocumentBlocks, "get">;
  /** Hears of a question that could not be dealt with; it rests for a minute, and the others are answered all the same. */
  readonly onTrouble: (id: string, error: unknown) => void;
}

/** What a pass did. */
export interface Answered {
  /** Calls put on their way. */
  readonly sent: number;
  /** Requested entries taken in. */
  readonly taken: number;
}

/** Answers whatever is open and can be answered by now. */
export interface Answering {
  pass(): Promise<Answered>;
}

type Step = "sent" | "taken" | "waiting";

const REST_MILLISECONDS = 60_000;

/** Remembers between passes which questions rest; forgetting it costs one more try of each. */
export function openAnswering(deps: AnsweringDeps): Answering {
  const restUntil = new Map<string, number>();
  return { pass: () => pass(deps, restUntil) };
}

async function pass(deps: AnsweringDeps, restUntil: Map<string, number>): Promise<Answered> {
  const now = performance.now();
  for (const [id, until] of restUntil) if (until <= now) restUntil.delete(id);
  const done = { sent: 0, taken: 0, waiting: 0 };
  const look = async ({ id }: LogQuestion, step: () => Promise<Step>) => {
    if (restUntil.has(id)) return;
    try {
      done[await step()]++;
    } catch (error) {
      restUntil.set(id, now + REST_MILLISECONDS);
      deps.onTrouble(id, error);
    }
  };
  for (const challenge of await deps.book.challenges())
    await look(challenge, () => answerChallenge(deps, challenge));
  for (const request of await deps.book.requests()) await look(request, () => answerRequest(deps, request));
  return done;
}

async function answerChallenge(deps: AnsweringDeps, challenge: LogQuestion): Promise<Step> {
  const place = await deps.book.placeOf(challenge);
  if (place === null) return "waiting";
  return (await send(deps, challenge, "answer", argumentOf(place))).step;
}

async function answerRequest(deps: AnsweringDeps, request: LogRequest): Promise<Step> {
  const place = await deps.book.placeOf(request);
  if (place !== null) return (await send(deps, request, "proveInclusion", argumentOf(place))).step;
  if (await deps.book.isTaken(request)) return "waiting";
  const entry = await bytesOf(deps, request);
  const rejection = await send(deps, request, "rejectMalformed", `0x${bytesToHex(entry)}`);
  if (rejection.refusal !== "EvidenceLogWellFormed") return rejection.step;
  return (await deps.work.run((tx) => deps.book.takeIn(tx, request, entry))) ? "taken" : "waiting";
}

/** `Place` of the contract. */
function argumentOf({ proof, logId, ...place }: EntryPlace): Readonly<Record<string, unknown>> {
  return { ...place, logId: `0x${logId}`, proof: proof.map((hash) => `0x${hash}`) };
}

/**
 * Puts a call on its way unless one is under way or the contract would refuse it: it decides what is malformed, what is
 * too late, and whether a root is still there.
 */
async function send(
  { chain, outbox, work }: AnsweringDeps,
  { id }: LogQuestion,
  method: string,
  argument: unknown,
): Promise<{ step: Step; refusal: string | null }> {
  const key = await freeKey(outbox, `${method}:${id}`);
  if (key === null) return { step: "waiting", refusal: null };
  const call = { contract: "EvidenceLog", method, args: [`0x${id}`, argument] } as const;
  const refusal = await chain.refusalOf(call);
  if (refusal !== null) return { step: "waiting", refusal };
  await work.run((tx) => outbox.enqueue(tx, { key, ...call }));
  return { step: "sent", refusal: null };
}

/**
 * The bytes that were asked for.
 *
 * @throws LogError `log.bad_entry` where the named block is another text, `log.entry_too_large`, and what reading the
 * block throws.
 */
async function bytesOf({ blocks }: AnsweringDeps, request: LogRequest): Promise<Uint8Array> {
  if ("entry" in request.given) return request.given.entry;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of blocks.get(request.given.cid)) {
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_ENTRY_BYTES)
      throw new LogError("log.entry_too_large", `Block ${request.given.cid} is larger than any entry.`);
  }
  const entry = new Uint8Array(Buffer.concat(pieces));
  if (bytesToHex(leafHash(entry)) === request.leafHash) return entry;
  throw new LogError("log.bad_entry", `Block ${request.given.cid} is not the entry that was asked for.`);
}
