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

/** Where the bytes of a CID may be. */
export type EntrySource = Pick<DocumentBlocks, "get">;

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
  /** Our own blocks, and a mirror of them where one is set. */
  readonly blocks: EntrySource;
  /** Asked in this order for what our own blocks do not have: hosts the operator names, never whoever asks. */
  readonly elsewhere?: readonly EntrySource[];
  /** Hears of a question that could not be dealt with; it rests, longer each time, and the others are answered all the same. */
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
/** What nobody has may be asked for by anybody who pays a deposit: looking for it must not take the time of the others. */
const LONGEST_REST_MILLISECONDS = 3_600_000;

interface Rest {
  readonly until: number;
  readonly milliseconds: number;
}

/** Remembers between passes which questions rest; forgetting it costs one more try of each. */
export function openAnswering(deps: AnsweringDeps): Answering {
  const rests = new Map<string, Rest>();
  return { pass: () => pass(deps, rests) };
}

async function pass(deps: AnsweringDeps, rests: Map<string, Rest>): Promise<Answered> {
  const now = performance.now();
  for (const [id, { until }] of rests) if (until + LONGEST_REST_MILLISECONDS <= now) rests.delete(id);
  const done = { sent: 0, taken: 0, waiting: 0 };
  const look = async ({ id }: LogQuestion, step: () => Promise<Step>) => {
    const rest = rests.get(id);
    if (rest !== undefined && rest.until > now) return;
    try {
      done[await step()]++;
      rests.delete(id);
    } catch (error) {
      const milliseconds = Math.min(
        (rest?.milliseconds ?? REST_MILLISECONDS / 2) * 2,
        LONGEST_REST_MILLISECONDS,
      );
      rests.set(id, { until: now + milliseconds, milliseconds });
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
 * The bytes that were asked for, from the first that has them.
 *
 * @throws LogError `log.bad_entry` where the named block is another text, `log.entry_too_large`; and what reading the
 * block throws. Of several failures that of our own blocks, unless another one says more than that the block is missing.
 */
async function bytesOf({ blocks, elsewhere = [] }: AnsweringDeps, request: LogRequest): Promise<Uint8Array> {
  if ("entry" in request.given) return request.given.entry;
  const failures: unknown[] = [];
  for (const source of [blocks, ...elsewhere]) {
    try {
      return await bytesFrom(source, request.given.cid, request.leafHash);
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures.find((error) => (error as { code?: unknown }).code !== "blocks.missing") ?? failures[0];
}

async function bytesFrom(source: EntrySource, cid: string, wanted: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source.get(cid)) {
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_ENTRY_BYTES)
      throw new LogError("log.entry_too_large", `Block ${cid} is larger than any entry.`);
  }
  const entry = new Uint8Array(Buffer.concat(pieces));
  if (bytesToHex(leafHash(entry)) === wanted) return entry;
  throw new LogError("log.bad_entry", `Block ${cid} is not the entry that was asked for.`);
}
