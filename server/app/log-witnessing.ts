import { parseCheckpoint, signaturesBy } from "../domain/log/checkpoint.ts";
import { verifyCosignature } from "../domain/log/cosignature.ts";
import { LogError } from "../domain/log/errors.ts";
import { formatSignature, parseVerifierKey } from "../domain/log/signed-note.ts";
import { formatAddCheckpoint } from "../domain/log/witness.ts";
import { isQuorum, type WitnessPolicy } from "../domain/log/witness-policy.ts";
import { isFork } from "./log-fork.ts";
import type { LogHalt } from "./log-ports.ts";
import { refuseClaim } from "./witness-claims.ts";

/** What witnessing reads and keeps. */
export interface WitnessBook {
  /** Newest checkpoint; null while the log is empty, and once it is sealed with its last one witnessed. */
  newest(): Promise<SignedHead | null>;
  /** A checkpoint of size 0: what a log without entries can ask a witness with. */
  empty(): SignedHead;
  /** Verifier keys of those who cosigned a size. */
  cosigners(size: number): Promise<string[]>;
  keep(size: number, cosignature: Cosignature): Promise<void>;
  /** Notes that the policy is met at this size. */
  noteWitnessed(size: number): Promise<void>;
  /**
   * Holds a checkpoint somebody shows against the database: `nothing` where it is not of this size or this log's keys did
   * not sign it, `contradicts` where the database does not lead to it.
   */
  compare(note: string, size: number): Promise<"contradicts" | "agrees" | "nothing">;
  /** RFC 9162 proof between two sizes. */
  proof(from: number, to: number): Promise<Uint8Array[]>;
}

/** A checkpoint as signed by the log. */
export interface SignedHead {
  readonly size: number;
  readonly note: string;
}

export interface Cosignature {
  /** Verifier key line. */
  readonly witness: string;
  /** Signature line, with its newline. */
  readonly line: string;
  readonly at: Date;
}

/** A witness to ask (C2SP tlog-witness). */
export interface WitnessClient {
  /** Verifier key line. */
  readonly key: string;
  /** Sends the body of `add-checkpoint`. Rejects when there is no answer. */
  ask(body: string): Promise<{ status: number; body: string }>;
  /** The last checkpoint it keeps of an origin up to a size; null when it has none. Witnesses of our kind show it. */
  readonly shown?: (origin: string, size: number) => Promise<string | null>;
}

export interface WitnessingDeps {
  readonly book: WitnessBook;
  readonly policy: WitnessPolicy;
  readonly witnesses: readonly WitnessClient[];
  /** Party whose own witnesses do not count; left out on a development set-up. */
  readonly notOf?: string;
  /** Stops intake when a witness has cosigned what this database does not lead to. */
  readonly halt: Pick<LogHalt, "halt">;
  /** Hears of a witness that does not sign; the others are asked all the same. */
  readonly onTrouble: (witness: string, error: unknown) => void;
}

/** Asks witnesses for the newest checkpoint. */
export interface Witnessing {
  /** Asks all that have not signed it yet, at once; those that failed rest for a while. */
  pass(): Promise<{ readonly size: number; readonly witnessed: boolean }>;
}

interface Standing {
  readonly client: WitnessClient;
  /** Size it signed last, as far as we know. */
  seen: number;
  restUntil: number;
  failures: number;
}

const LONGEST_REST_MS = 60_000;

/** Questions to one witness for one head: others may ask it at the same time, each with a newer head of its own. */
const MOST_MOVES = 5;

/** Remembers between passes what each witness signed last; forgetting it costs one more question. */
export function openWitnessing(deps: WitnessingDeps): Witnessing {
  const standings = deps.witnesses.map((client) => ({ client, seen: 0, restUntil: 0, failures: 0 }));
  return { pass: () => pass(deps, standings) };
}

async function pass(
  deps: WitnessingDeps,
  standings: readonly Standing[],
): Promise<{ size: number; witnessed: boolean }> {
  const { book, policy, notOf } = deps;
  const head = await book.newest();
  if (head === null) return { size: 0, witnessed: false };
  const have = new Set(await book.cosigners(head.size));
  const asked = standings.filter(
    ({ client, restUntil }) => !have.has(client.key) && restUntil <= performance.now(),
  );
  await Promise.all(asked.map((standing) => attempt(deps, standing, head)));
  const cosigners = asked.length === 0 ? have : new Set(await book.cosigners(head.size));
  const witnessed = isQuorum(policy, cosigners, notOf === undefined ? {} : { notOf });
  if (witnessed) await book.noteWitnessed(head.size);
  return { size: head.size, witnessed };
}

/**
 * Asks witnesses how far they have cosigned this log, also those whose cosignature of its head is here: they may have
 * cosigned more since. Each gets its question at once, and has as long to answer as its client gives it.
 *
 * @returns Keys of those that answered; the others may be out of reach, which keeps no log from going on.
 * @throws LogError `log.fork_refused` when one of them has cosigned what the database does not lead to.
 */
export async function compareWithWitnesses({
  book,
  witnesses,
  onTrouble,
}: Pick<WitnessingDeps, "book" | "witnesses" | "onTrouble">): Promise<Set<string>> {
  const head = (await book.newest()) ?? book.empty();
  const answers = await Promise.allSettled(
    witnesses.map((client) => cosignatureOf(book, { client, seen: 0 }, head)),
  );
  const answered = new Set<string>();
  for (const [at, answer] of answers.entries()) {
    const key = witnesses[at]!.key;
    if (answer.status === "fulfilled") answered.add(key);
    else if (isFork(answer.reason)) throw answer.reason;
    else onTrouble(key, answer.reason);
  }
  return answered;
}

/** One witness out of reach keeps nobody waiting. */
async function attempt(
  { book, halt, onTrouble }: WitnessingDeps,
  standing: Standing,
  head: SignedHead,
): Promise<void> {
  try {
    const cosignature = await cosignatureOf(book, standing, head);
    if (cosignature !== null) await book.keep(head.size, cosignature);
    standing.failures = 0;
  } catch (error) {
    standing.failures++;
    standing.restUntil = performance.now() + Math.min(500 * 2 ** standing.failures, LONGEST_REST_MS);
    onTrouble(standing.client.key, error);
    if (isFork(error)) await halt.halt(error.message);
  }
}

/**
 * Null when the log has grown meanwhile, and the witness has cosigned more of it.
 *
 * @throws LogError `log.fork_refused` when it has cosigned what the database does not lead to.
 */
async function cosignatureOf(
  book: WitnessBook,
  standing: Pick<Standing, "client" | "seen">,
  head: SignedHead,
): Promise<Cosignature | null> {
  const { client } = standing;
  let { seen } = standing;
  for (let move = 0; move < MOST_MOVES; move++) {
    const answer = await ask(book, client, seen, head);
    if (answer.status === 409) {
      const has = sizeIn(answer.body);
      if (has > head.size) return await refuseShorter(book, client, head, has);
      if (has === seen) throw await refuseOther(book, client, head, seen);
      // Not where it was, or where we left it: whoever asks beside us has moved it on meanwhile.
      seen = has;
      standing.seen = has;
      continue;
    }
    if (answer.status === 422 && move > 0) throw await refuseOther(book, client, head, seen);
    if (answer.status !== 200) throw refused(`answered ${answer.status} ${answer.body.slice(0, 200).trim()}`);
    const cosignature = readCosignature(head.note, answer.body, client.key);
    standing.seen = head.size;
    return cosignature;
  }
  throw refused("is being asked by others all the time");
}

async function refuseOther(
  book: WitnessBook,
  client: WitnessClient,
  head: SignedHead,
  size: number,
): Promise<LogError> {
  const said = `the witness ${client.key} has cosigned another root at size ${size}`;
  return await refuseClaim(book, client, head, { said, size });
}

/** Another process may have grown the log since the head was read: only what is there now tells. */
async function refuseShorter(
  book: WitnessBook,
  client: WitnessClient,
  head: SignedHead,
  seen: number,
): Promise<null> {
  const newest = await book.newest();
  // Sealed meanwhile, with its last checkpoint cosigned.
  if (newest === null && head.size > 0) return null;
  const ours = newest?.size ?? 0;
  if (ours >= seen) return null;
  const said = `the witness ${client.key} has cosigned size ${seen}, the database has only ${ours}`;
  throw await refuseClaim(book, client, head, { said, size: seen });
}

async function ask(
  book: WitnessBook,
  client: WitnessClient,
  seen: number,
  head: SignedHead,
): Promise<{ status: number; body: string }> {
  const oldSize = Math.min(seen, head.size);
  const proof = oldSize === 0 || oldSize === head.size ? [] : await book.proof(oldSize, head.size);
  return client.ask(formatAddCheckpoint({ oldSize, proof, note: head.note }));
}

function sizeIn(body: string): number {
  if (!/^(0|[1-9]\d{0,15})\n$/.test(body)) throw refused("answered 409 without the size it signed last");
  return Number(body);
}

/** Takes the line of the key we know; whatever else the answer holds is ignored. */
function readCosignature(note: string, body: string, witness: string): Cosignature {
  const key = parseVerifierKey(witness);
  const { text } = parseCheckpoint(note);
  const [signature] = signaturesBy(parseCheckpoint(`${text}\n${body}`), key);
  const time = signature === undefined ? null : verifyCosignature(text, signature, key);
  if (signature === undefined || time === null) throw refused("answered without a signature of its key");
  const line = formatSignature({ name: key.name, keyId: key.keyId, signature });
  return { witness, line, at: new Date(Number(time) * 1000) };
}

const refused = (why: string): LogError => new LogError("log.bad_signature", `The witness ${why}.`);
