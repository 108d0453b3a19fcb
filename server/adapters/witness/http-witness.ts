import type { WitnessClient } from "../../app/log-witnessing.ts";
import type { WitnessPolicy } from "../../domain/log/witness-policy.ts";

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
    return { status: response.status, body: await readBounded(response) };
  };
}

async function readBounded(response: Response): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_ANSWER_BYTES) throw new Error("the witness answered without end");
  }
  return text;
}
