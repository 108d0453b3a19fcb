import type { WitnessClient } from "../../app/log-witnessing.ts";
import type { WitnessPolicy } from "../../domain/log/witness-policy.ts";
import { readBounded } from "../read-bounded.ts";

const ANSWER_MILLISECONDS = 5_000;
const MAX_ANSWER_BYTES = 65_536;

/** Makes a client for each witness of a policy that has an address. */
export function httpWitnesses(policy: WitnessPolicy): WitnessClient[] {
  return policy.witnesses.flatMap(({ key, url }) => (url === null ? [] : [{ key, ask: asking(url) }]));
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
