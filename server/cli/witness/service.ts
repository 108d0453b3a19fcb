/** The HTTP face of a witness: `add-checkpoint` of C2SP tlog-witness, and what it has signed for anybody to compare. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { CheckpointNote } from "../../domain/log/checkpoint.ts";
import { cosign } from "../../domain/log/cosignature.ts";
import { LogError } from "../../domain/log/errors.ts";
import type { VerifierKey } from "../../domain/log/signed-note.ts";
import { type Judgement, judge, MAX_REQUEST_BYTES, parseAddCheckpoint } from "../../domain/log/witness.ts";
import type { WitnessStore } from "./store.ts";

export interface WitnessIdentity {
  /** Name of its key, e.g. `witness.example/w1`. */
  readonly name: string;
  /** 32-byte Ed25519 seed. */
  readonly seed: Uint8Array;
}

export interface WitnessService {
  readonly identity: WitnessIdentity;
  /** Keys of the logs it cosigns. */
  readonly logs: readonly VerifierKey[];
  readonly store: WitnessStore;
  readonly report: (line: string) => void;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

const SIZE_TYPE = "text/x.tlog.size";

/** Makes the server; the caller lets it listen. */
export function witnessServer(service: WitnessService): Server {
  // One request at a time: checking what was signed last and keeping the next one must not be parted.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<Answer>): Promise<Answer> => {
    const next = turn.then(work, work);
    turn = next;
    return next;
  };
  return createServer((request, response) => {
    answer(service, request, inTurn).then(
      (said) => send(response, said),
      (error: unknown) => {
        service.report(`failed: ${error instanceof Error ? error.message : String(error)}`);
        send(response, { status: 500, body: "The witness could not keep this; nothing was signed.\n" });
      },
    );
  });
}

function send(response: ServerResponse, { status, body, type = "text/plain; charset=utf-8" }: Answer): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}

async function answer(
  service: WitnessService,
  request: IncomingMessage,
  inTurn: (work: () => Promise<Answer>) => Promise<Answer>,
): Promise<Answer> {
  const path = URL.parse(request.url ?? "/", "http://witness")?.pathname ?? "";
  const kept = /^\/checkpoint\/([0-9a-f]{64})(?:\/(\d{1,15}))?$/.exec(path);
  if (request.method === "GET" && kept?.[1] !== undefined) {
    const size = kept[2] === undefined ? undefined : Number(kept[2]);
    const note = service.store.checkpoint(kept[1], size);
    return note === null
      ? { status: 404, body: "Nothing was signed of this log.\n" }
      : { status: 200, body: note };
  }
  if (path !== "/add-checkpoint") return { status: 404, body: "Nothing here.\n" };
  if (request.method !== "POST") return { status: 405, body: "POST only.\n" };
  const body = await readBody(request);
  if (body === null) return { status: 413, body: `At most ${MAX_REQUEST_BYTES} bytes.\n` };
  return inTurn(() => addCheckpoint(service, body));
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_REQUEST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function addCheckpoint(service: WitnessService, body: string): Promise<Answer> {
  let judged: Judgement;
  try {
    judged = judge(parseAddCheckpoint(body), service.logs, service.store);
  } catch (error) {
    if (error instanceof LogError) return { status: 400, body: `${error.message}\n` };
    throw error;
  }
  if (!("checkpoint" in judged)) return { status: judged.status, body: `${judged.why}\n` };
  const { note, checkpoint } = judged;
  const said = judged.status === 200 ? await cosigned(service, note, checkpoint) : refusal(judged);
  if (judged.contradicts) await alarm(service, note, checkpoint);
  else if (judged.status === 422 && judged.isUnproved) await keepUnproved(service, note, checkpoint);
  return said;
}

function refusal(judged: Extract<Judgement, { status: 400 } | { status: 409 } | { status: 422 }>): Answer {
  if (judged.status === 409) return { status: 409, body: `${judged.seen}\n`, type: SIZE_TYPE };
  return { status: judged.status, body: `${judged.why}\n` };
}

async function cosigned(
  { identity, store, report }: WitnessService,
  note: string,
  { origin, size, text }: CheckpointNote,
): Promise<Answer> {
  const cosignature = cosign(text, identity.name, identity.seed, Math.floor(Date.now() / 1000));
  if (store.seenOf(origin)?.size !== size) {
    await store.keep(origin, { size, note, cosignature });
    report(`signed ${origin} ${size}`);
  }
  return { status: 200, body: cosignature };
}

/** The log key signed two roots of one size, so the two together prove a fork to anybody. */
async function alarm(
  { store, report }: WitnessService,
  note: string,
  { origin, size }: CheckpointNote,
): Promise<void> {
  for (const folder of await store.keepContradictions(origin, note))
    report(`ALARM ${origin} signed two roots of size ${size}; both are in ${folder}`);
}

/** Anybody may send a genuine checkpoint with a bad proof, so this accuses nobody. */
async function keepUnproved(
  { store, report }: WitnessService,
  note: string,
  { origin, size }: CheckpointNote,
): Promise<void> {
  if ((await store.keepUnproved(origin, note)) !== "kept") return;
  report(`unproved ${origin} ${size}: signed by the log, but not shown to extend what was signed here; kept`);
}
