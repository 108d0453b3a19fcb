import { randomUUID } from "node:crypto";
import { bytesToHex } from "../../../server/domain/log/bytes.ts";
import { ed25519PublicKey } from "../../../server/domain/log/ed25519.ts";
import { signOrderLink } from "../../../server/domain/party/order-link.ts";
import type { ClaimFiled } from "../../../server/schema/claim.ts";
import type { HandInAccepted, HandInMeta } from "../../../server/schema/evidence.ts";
import { PLATFORM, type Product } from "./product.ts";

/** Everybody who may call, by what they are to the one case of {@link Cast}. */
export const ROLES = [
  "anonymous",
  "claimant",
  "otherClaimant",
  "merchant",
  "otherMerchant",
  "carrier",
  "arbitrator",
  "auditor",
  "operator",
] as const;
export type Role = (typeof ROLES)[number];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what they expect and fail on anything else.
  readonly body: any;
}

export interface Cast {
  readonly product: Product;
  /** Bearer tokens. */
  readonly tokens: Readonly<Record<Role, string | undefined>>;
  readonly caseId: string;
  readonly evidenceId: string;
  call(as: Role, method: string, path: string, body?: unknown): Promise<Answer>;
  send(as: Role, path: string, body: string | FormData, contentType?: string): Promise<Answer>;
  handIn(as: Role, meta: Partial<HandInMeta>, document?: string): Promise<Answer>;
  /** Reports an order of the merchant and gives its link. */
  order(orderId: string, change?: Record<string, unknown>): Promise<string>;
  file(orderLink: string, change?: Record<string, unknown>): Promise<Answer>;
}

export const SHOP_SEED = new Uint8Array(32).fill(7);
const PARTIES = {
  merchant: "merchant",
  otherMerchant: "merchant",
  carrier: "carrier",
  arbitrator: "arbitrator",
  auditor: "auditor",
} as const;
/** Party ids by role. */
export const ids: Readonly<Record<string, string>> = {
  merchant: "shop-one",
  otherMerchant: "shop-two",
  carrier: "carrier-one",
  arbitrator: "arbitrator-one",
  auditor: "auditor-one",
  operator: PLATFORM,
};
export const GTIN = "06901234567892";
const DAY = 86_400_000;

/** Registers one party of each kind through the API, and files a case with one document and a second case beside it. */
export async function openCast(product: Product): Promise<Cast> {
  const tokens: Record<string, string | undefined> = {};
  const fetchAs = requests(product.url, tokens);
  const { call } = fetchAs;
  tokens.operator = await platformKey(product);
  for (const [role, kind] of Object.entries(PARTIES)) {
    await ok(call("operator", "POST", "/v1/parties", { partyId: ids[role], kind, name: `The ${role}` }));
    const made = await ok(call("operator", "POST", `/v1/parties/${ids[role]}/api-keys`, { name: "test" }));
    tokens[role] = made.body.key;
  }
  const publicKey = bytesToHex(ed25519PublicKey(SHOP_SEED));
  await ok(call("merchant", "POST", `/v1/parties/${ids.merchant}/shop-keys`, { publicKey }));
  const order = async (orderId: string, change: Record<string, unknown> = {}) => {
    await ok(call("merchant", "POST", "/v1/orders", { ...orderOf(orderId), ...change }));
    return linkOf(orderId);
  };
  const file = (orderLink: string, change: Record<string, unknown> = {}) =>
    call("anonymous", "POST", "/v1/claims", { ...claimOf(orderLink), ...change });
  const handIn = (caseId: string) => (as: Role, meta: Partial<HandInMeta>, document?: string) =>
    fetchAs.send(as, `/v1/cases/${caseId}/evidence`, formOf(meta, document));
  const own = (await ok(file(await order("order-one")))).body as ClaimFiled;
  const other = (await ok(file(await order("order-two")))).body as ClaimFiled;
  tokens.claimant = own.caseToken;
  tokens.otherClaimant = other.caseToken;
  const first = (await ok(handIn(own.caseId)("claimant", {}))).body as HandInAccepted;
  return {
    product,
    tokens: tokens as Cast["tokens"],
    caseId: own.caseId,
    evidenceId: first.evidenceId,
    ...fetchAs,
    order,
    file,
    handIn: handIn(own.caseId),
  };
}

function requests(url: string, tokens: Readonly<Record<string, string | undefined>>) {
  const ask = async (as: Role, path: string, init: RequestInit): Promise<Answer> => {
    const token = tokens[as];
    const headers = {
      ...(init.headers as Record<string, string>),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const response = await fetch(url + path, { ...init, headers, redirect: "manual" });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true && text !== "";
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : null,
    };
  };
  return {
    call: (as: Role, method: string, path: string, body?: unknown) =>
      ask(as, path, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      }),
    send: (as: Role, path: string, body: string | FormData, contentType?: string) =>
      ask(as, path, {
        method: "POST",
        body,
        ...(contentType === undefined ? {} : { headers: { "content-type": contentType } }),
      }),
  };
}

async function ok(answer: Promise<Answer>): Promise<Answer> {
  const { status, text, ...rest } = await answer;
  if (status >= 400) throw new Error(`${status}: ${text}`);
  return { status, text, ...rest };
}

async function platformKey({ parts: { deps } }: Product): Promise<string> {
  const platform = await deps.parties.get(PLATFORM);
  return await deps.identity.createApiKey(platform?.organizationId ?? "", "test");
}

/** An order of yesterday, two lines, one carrier. */
export const orderOf = (orderId: string) => ({
  orderId,
  merchant: ids.merchant,
  buyerRef: "buyer-0001",
  currency: "CNY",
  orderedAt: new Date(Date.now() - 2 * DAY).toISOString(),
  signedFor: new Date(Date.now() - DAY).toISOString(),
  carriers: [ids.carrier],
  lines: [
    { lineId: "1", gtin: GTIN, name: "Cup", quantity: 3, paidMinor: "3000" },
    { lineId: "2", gtin: GTIN, name: "Plate", quantity: 1, paidMinor: "500" },
  ],
  paymentChannel: "test-pay",
});

export const linkOf = (orderId: string, change: Record<string, string> = {}): string =>
  signOrderLink(
    {
      merchant: "shop-one",
      orderId,
      buyerRef: "buyer-0001",
      expiresAt: new Date(Date.now() + DAY).toISOString(),
      ...change,
    },
    SHOP_SEED,
  );

const freshKey = (): string => randomUUID();

/** A claim on one cup, under an idempotency key of its own. */
export const claimOf = (orderLink: string) => ({
  orderLink,
  lines: [{ lineId: "1", quantity: 1 }],
  kind: "damaged",
  demand: "refund_only",
  amountMinor: "1000",
  text: "broken",
  idempotencyKey: freshKey(),
});

export const metaOf = (): HandInMeta => ({
  type: "media",
  name: "photo.jpg",
  mediaType: "image/jpeg",
  method: "upload",
  proves: "",
  idempotencyKey: freshKey(),
  statements: [],
});

export function formOf(meta: Record<string, unknown>, document = "the picture"): FormData {
  const form = new FormData();
  form.set("meta", JSON.stringify({ ...metaOf(), ...meta }));
  form.set("document", new Blob([document]), "photo.jpg");
  return form;
}
