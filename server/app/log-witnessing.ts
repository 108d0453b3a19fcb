import { parseCheckpoint, signaturesBy } from "../domain/log/checkpoint.ts";
import { verifyCosignature } from "../domain/log/cosignature.ts";
import { LogError } from "../domain/log/errors.ts";
import { formatSignature, parseVerifierKey } from "../domain/log/signed-note.ts";
import { formatAddCheckpoint } from "../domain/log/witness.ts";
import { isQuorum, type WitnessPolicy } from "../domain/log/witness-policy.ts";

/** What witnessing reads and keeps. */
export interface WitnessBook {
  /** Newest checkpoint, as signed by the log; null while the log is empty. */
  newest(): Promise<{ size: number; note: string } | null>;
  /** Verifier keys of those who cosigned a size. */
  cosigners(size: number): Promise<string[]>;
  keep(size: number, cosignature: Cosignature): Promise<void>;
  /** Notes that the policy is met at this size. */
  noteWitnessed(size: number): Promise<void>;
  /** RFC 9162 proof between two sizes. */
  proof(from: number, to: number): Promise<Uint8Array[]>;
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
}

export interface WitnessingDeps {
  readonly book: WitnessBook;
  readonly policy: WitnessPolicy;
  readonly witnesses: readonly WitnessClient[];
  /** Party whose own witnesses do not count; left out on a development set-up. */
  readonly notOf?: string;
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

/** One witness out of reach, or lying, keeps nobody waiting. */
async function attempt(
  { book, onTrouble }: WitnessingDeps,
  standing: Standing,
  head: { size: number; note: string },
): Promise<void> {
  try {
    const cosignature = await cosignatureOf(book, standing, head);
    if (cosignature !== null) await book.keep(head.size, cosignature);
    standing.failures = 0;
  } catch (error) {
    standing.failures++;
    standing.restUntil = performance.now() + Math.min(500 * 2 ** standing.failures, LONGEST_REST_MS);
    onTrouble(standing.client.key, error);
  }
}

/** Null when the witness has signed a larger size already. */
async function cosignatureOf(
  book: WitnessBook,
  standing: Standing,
  head: { size: number; note: string },
): Promise<Cosignature | null> {
  let answer = await ask(book, standing, head);
  if (answer.status === 409) {
    standing.seen = sizeIn(answer.body);
    if (standing.seen > head.size) return null;
    answer = await ask(book, standing, head);
  }
  if (answer.status !== 200) throw refused(`answered ${answer.status} ${answer.body.slice(0, 200).trim()}`);
  const cosignature = readCosignature(head.note, answer.body, standing.client.key);
  standing.seen = head.size;
  return cosignature;
}

async function ask(book: WitnessBook, { client, seen }: Standing, head: { size: number; note: string }) {
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
