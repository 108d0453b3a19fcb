/**
 * Calls addresses that others chose. Only https and only public addresses, checked where the connection is made, so that a
 * name which points elsewhere a moment later reaches nothing inside; no redirect is followed.
 */
import { lookup } from "node:dns";
import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import type { WebhookSender } from "../../app/ports-standing.ts";
import { ProvenanceError } from "../../domain/provenance/errors.ts";

export interface WebhookOptions {
  /** Only on the embedded development set-up: http, and receivers on this machine. */
  readonly development: boolean;
  /** Longest a try may take, in milliseconds. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
const MAX_ERROR_CHARS = 200;

/** Networks nobody outside may make us call (RFC 6890 and its registry). */
const INSIDE = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  INSIDE.addSubnet(network, prefix, "ipv4");
/** The one part of IPv6 that is routed publicly; within it, what stands for an address of IPv4 or for examples. */
const PUBLIC_V6 = new BlockList();
PUBLIC_V6.addSubnet("2000::", 3, "ipv6");
const INSIDE_V6 = new BlockList();
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  INSIDE_V6.addSubnet(network, prefix, "ipv6");

/** Tells whether an IP address is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !INSIDE.check(address, "ipv4");
  return isIP(address) === 6 && PUBLIC_V6.check(address, "ipv6") && !INSIDE_V6.check(address, "ipv6");
}

/** Sends deliveries; see {@link WebhookSender}. */
export function webhookSender(options: WebhookOptions): WebhookSender {
  return {
    check: async (dest) => {
      const fault = faultOf(dest, options);
      if (fault !== null)
        throw new ProvenanceError(
          "provenance.dest_refused",
          `This address is not called: it needs ${fault}.`,
          {
            field: "/dest",
            rule: fault,
          },
        );
    },
    send: async (dest, body, headers) => {
      const fault = faultOf(dest, options);
      if (fault !== null) return fault;
      try {
        return await post(new URL(dest), body, headers, options);
      } catch (error) {
        return String((error as { code?: string }).code ?? (error as Error).message).slice(
          0,
          MAX_ERROR_CHARS,
        );
      }
    },
  };
}

/** What is wrong with an address, as far as it can be seen without asking anybody. */
function faultOf(dest: string, { development }: WebhookOptions): string | null {
  if (!URL.canParse(dest)) return "an address";
  const { protocol, hostname, username, password } = new URL(dest);
  if (username !== "" || password !== "") return "no name or password in the address";
  if (development) return protocol === "https:" || protocol === "http:" ? null : "https";
  if (protocol !== "https:") return "https";
  const address = hostname.replace(/^\[|\]$/g, "");
  if (isIP(address) !== 0 && !isPublicAddress(address)) return "a public address";
  return /^localhost\.?$|\.(?:localhost|local|internal|home\.arpa)\.?$/i.test(hostname)
    ? "a public name"
    : null;
}

/** Resolves a name and gives only public addresses; the connection is made to what was checked. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, "", 0);
    const found = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = found;
    if (first === undefined || found.length < addresses.length)
      return callback(Object.assign(new Error("not a public address"), { code: "NOT_PUBLIC" }), "", 0);
    if (options.all === true) return callback(null, found);
    callback(null, first.address, first.family);
  });
};

function post(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  { development, timeoutMs = TIMEOUT_MS }: WebhookOptions,
): Promise<string | null> {
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  const options: RequestOptions = {
    method: "POST",
    headers: {
      ...headers,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "user-agent": "redress",
    },
    signal: AbortSignal.timeout(timeoutMs),
    agent: false,
    ...(development ? {} : { lookup: publicLookup }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      // The status is all that counts; nothing of the body is read.
      response.destroy();
      const { statusCode = 0 } = response;
      resolve(statusCode >= 200 && statusCode < 300 ? null : `status ${statusCode}`);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
