import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { withKey } from "../../server/cli/demo/client.ts";
import { checkAccepted } from "../../server/cli/demo/hand-in.ts";
import type { HandInAccepted } from "../../server/schema/evidence.ts";

/** A document somebody holds a checked promise for. */
export interface Acknowledged {
  readonly leafHash: string;
  readonly evidenceId: string;
  readonly bytes: Uint8Array;
}

/** Documents going into a case one after another until told to stop. */
export interface HandInStream {
  /** Leaf hashes of what was acknowledged. */
  readonly acknowledged: readonly string[];
  /** The same with what belongs to each. */
  readonly documents: readonly Acknowledged[];
  /** How many requests got no answer, or one that promises nothing. */
  failures(): number;
  /** Resolves when this many more than now have been acknowledged. */
  more(count: number): Promise<void>;
  /** Resolves when the present document is acknowledged; none begins afterwards. */
  stop(): Promise<void>;
}

const PATIENCE_MS = 90_000;
const PAUSE_MS = 100;
const MAX_BYTES = 400_000;

/**
 * Hands documents in as a shop's program would: each under a key of its own, and again under the same key while no
 * promise came back.
 *
 * @param url asked before each request, since a new start may listen elsewhere.
 */
export function startHandingIn(url: () => string, caseId: string, token: string): HandInStream {
  const acknowledged: string[] = [];
  const documents: Acknowledged[] = [];
  let failures = 0;
  let stopped = false;
  const run = async (): Promise<void> => {
    while (!stopped) {
      const document = newDocument();
      const until = Date.now() + PATIENCE_MS;
      for (;;) {
        const accepted = await post(url(), caseId, token, document).catch(() => null);
        if (accepted !== null) {
          checkAccepted(accepted, document.bytes);
          const { evidenceId, leafHash } = accepted;
          acknowledged.push(leafHash);
          documents.push({ evidenceId, leafHash, bytes: document.bytes });
          break;
        }
        failures++;
        if (Date.now() > until) throw new Error(`nothing was acknowledged for ${PATIENCE_MS / 1000} s`);
        await delay(PAUSE_MS);
      }
      await delay(PAUSE_MS);
    }
  };
  const done = run();
  // Whoever waits hears of a failure; until somebody does it is not unhandled.
  done.catch(() => {});
  return {
    acknowledged,
    documents,
    failures: () => failures,
    more: async (count) => {
      const wanted = acknowledged.length + count;
      await Promise.race([done, reach(() => acknowledged.length >= wanted || stopped)]);
    },
    stop: async () => {
      stopped = true;
      await done;
    },
  };
}

interface Document {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** Of many sizes: some go into one block, some into several. */
const newDocument = (): Document => {
  const key = randomBytes(16).toString("hex");
  return { key, bytes: randomBytes(1 + randomInt(MAX_BYTES)) };
};

async function post(
  url: string,
  caseId: string,
  token: string,
  { key, bytes }: Document,
): Promise<HandInAccepted> {
  const form = new FormData();
  const meta = {
    type: "document",
    name: "note.bin",
    mediaType: "application/octet-stream",
    method: "upload",
  };
  form.set("meta", JSON.stringify({ ...meta, idempotencyKey: key }));
  form.set("document", new Blob([new Uint8Array(bytes)]), "note.bin");
  return await withKey(url, token).send<HandInAccepted>(`/v1/cases/${caseId}/evidence`, form);
}

async function reach(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(PAUSE_MS);
}
