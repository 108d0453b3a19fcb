import { createHash } from "node:crypto";
import type { WitnessClient } from "../../app/log-witnessing.ts";
import type { WitnessPolicy } from "../../domain/log/witness-policy.ts";
import { readBounded } from "../read-bounded.ts";

const ANSWER_MILLISECONDS = 5_000;
const MAX_ANSWER_BYTES = 65_536;

/** Makes a client for each witness of a policy that has an address. */
export function httpWitnesses(policy: WitnessPolicy): WitnessClient[] {
  return policy.witnesses.flatMap(({ key, url }) =>
    url === null ? [] : [{ key, ask: asking(url), shown: showing(url) }],
  );
}

function asking(prefix: string): WitnessClient["ask"] {
  const url = `${prefix.replace(/\/$/, "")}/add-checkpoint`;
  return async (body) => {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { "content-type": "text/plain; charset=utf-8" },
      redirect: "error",
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    const bytes = await readBounded(response, MAX_ANSWER_BYTES);
    return { status: response.status, body: new TextDecoder().decode(bytes) };
  };
}

/** `GET /checkpoint/<SHA-256 of the origin>/<size>`, as `redress witness` answers it. */
function showing(prefix: string): NonNullable<WitnessClient["shown"]> {
  return async (origin, size) => {
    const hash = createHash("sha256").update(origin).digest("hex");
    const response = await fetch(`${prefix.replace(/\/$/, "")}/checkpoint/${hash}/${size}`, {
      redirect: "error",
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    const text = new TextDecoder().decode(await readBounded(response, MAX_ANSWER_BYTES));
    return response.ok ? text : null;
  };
}
