import { expect } from "chai";
import { innerSecret } from "../../../../server/domain/provenance/inner-code.ts";
import type { LabelBatchView } from "../../../../server/schema/label.ts";
import { type Cast, GTIN } from "../cast.ts";
import type { Product } from "../product.ts";

/** A phone: keeps the cookie it is given for each item's page, and shows it there and nowhere else. */
export interface Phone {
  open(path: string, headers?: Record<string, string>): Promise<string>;
  post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
}

let phones = 0;

export function newPhone(product: Product, options: { cookies?: boolean; agent?: string } = {}): Phone {
  phones += 1;
  const { cookies = true, agent = `phone ${phones}` } = options;
  const jar = new Map<string, string>();
  const itemOf = (path: string) => /^\/01\/[^/?]+\/21\/[^/?]+/.exec(path)?.[0] ?? "";
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const cookie = jar.get(itemOf(path));
    const headers = { "user-agent": agent, ...(cookie === undefined ? {} : { cookie }), ...init.headers };
    const response = await fetch(product.url + path, { ...init, headers });
    const given = /^(scan=[^;]+); Path=([^;]+)/.exec(response.headers.get("set-cookie") ?? "");
    if (given !== null && cookies) jar.set(given[2]!, given[1]!);
    return response;
  };
  return {
    open: async (path, headers = {}) =>
      await (
        await ask(path, { headers: { accept: "text/html", "accept-language": "en", ...headers } })
      ).text(),
    post: async (path, body) => {
      const headers = { "content-type": "application/json" };
      const response = await ask(path, { method: "POST", body: JSON.stringify(body), headers });
      const text = await response.text();
      return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
    },
  };
}

/** Which band a page shows, and its heading. */
export function bandOf(page: string): string {
  const found = /<section class="band band-(\w+)"><h1>([^<]*)<\/h1>/.exec(page);
  return found === null ? "none" : `${found[1]}: ${found[2]!.replaceAll("&#39;", "'")}`;
}

export interface Labelled {
  /** Address of the item's page. */
  readonly path: string;
  readonly serial: string;
  /** Secret of its inner code. */
  readonly secret: string;
}

/** Makes labels with inner codes as the merchant, and commissions the items. */
export async function labelled(
  cast: Cast,
  count: number,
  change: Record<string, unknown> = {},
): Promise<Labelled[]> {
  const made = await cast.call("merchant", "POST", "/v1/labels", {
    gtin: GTIN,
    count,
    innerCodes: true,
    ...change,
  });
  expect(made.status, made.text).to.equal(201);
  const batch = made.body as LabelBatchView;
  const csv = await cast.call("merchant", "POST", "/v1/labels/print", {
    batchId: batch.batchId,
    format: "csv",
  });
  const serials = csv.text
    .trim()
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(",")[1]!);
  await commission(cast, serials);
  const key = Buffer.from(batch.innerKey!, "hex");
  return serials.map((serial) => ({
    serial,
    path: `/01/${GTIN}/21/${serial}`,
    secret: innerSecret(key, GTIN, serial),
  }));
}

async function commission(cast: Cast, serials: readonly string[]): Promise<void> {
  const at = new Date(Date.now() - 86_400_000).toISOString();
  const event = {
    type: "ObjectEvent",
    eventTime: at,
    eventTimeZoneOffset: "+00:00",
    action: "ADD",
    bizStep: "commissioning",
    disposition: "active",
    epcList: serials.map((serial) => `https://id.gs1.org/01/${GTIN}/21/${serial}`),
    readPoint: { id: "https://id.gs1.org/414/9521234000105" },
  };
  const document = {
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: at,
    epcisBody: { eventList: [event] },
  };
  const answer = await cast.call("merchant", "POST", "/epcis/capture", document);
  expect(answer.status, answer.text).to.equal(202);
}
