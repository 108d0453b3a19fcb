/** How commands reach a running server: its address and a party's API key. */
import type { Command } from "commander";

export interface ServerOptions {
  readonly url: string;
  readonly apiKey: string | undefined;
}

/** Adds the options; the key is better kept in the environment, where it stands in no list of processes. */
export function withServer(command: Command): Command {
  return command
    .option("--url <url>", "address of the server", process.env.REDRESS_URL ?? "http://localhost:3000")
    .option(
      "--api-key <key>",
      "API key of the party; better set REDRESS_API_KEY",
      process.env.REDRESS_API_KEY,
    );
}

/**
 * Sends one request.
 *
 * @throws Error with what the server said, field by field.
 */
export async function askServer(
  { url, apiKey }: ServerOptions,
  method: "GET" | "POST",
  path: string,
  body?: string,
): Promise<Response> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body }),
  });
  if (response.ok) return response;
  const text = await response.text();
  throw new Error(`${method} ${path} answered ${response.status}: ${reasonIn(text)}`);
}

interface Refusal {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly rule: string }[];
}

function reasonIn(text: string): string {
  try {
    const { title, detail, errors = [] } = JSON.parse(text) as Refusal;
    return [detail ?? title, ...errors.map(({ field, rule }) => `  ${field}: ${rule}`)].join("\n");
  } catch {
    return text.slice(0, 300);
  }
}
