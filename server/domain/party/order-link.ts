/**
 * The shop's signed order link proves a visitor to be the buyer of one order, or authorised by the buyer; a scan of
 * the product never carries it. Form: base64url(JCS of the claims) "." base64url(Ed25519 signature over
 * "redress.order-link/1" 0x00 claims). It travels in the fragment of a link, so that no access log ever holds it.
 */
import canonicalize from "canonicalize";
import { z } from "zod";
import { concatBytes, fromBase64, toBase64, utf8ToBytes } from "../log/bytes.ts";
import { signEd25519, verifyEd25519 } from "../log/ed25519.ts";
import { PartyError } from "./errors.ts";

const orderLinkClaims = z.strictObject({
  merchant: z.string().min(2).max(63),
  orderId: z.string().min(1).max(64),
  buyerRef: z.string().min(1).max(64),
  expiresAt: z.iso.datetime({ offset: true }),
});
export type OrderLinkClaims = z.infer<typeof orderLinkClaims>;

const CONTEXT = utf8ToBytes("redress.order-link/1\0");
const MAX_LENGTH = 2000;

/** Makes the link token a shop puts behind `#` of the claim page's address. */
export function signOrderLink(claims: OrderLinkClaims, shopSeed: Uint8Array): string {
  const body = utf8ToBytes(canonicalize(orderLinkClaims.parse(claims)) ?? "");
  const signature = signEd25519(shopSeed, concatBytes(CONTEXT, body));
  return `${toBase64Url(body)}.${toBase64Url(signature)}`;
}

/**
 * Reads the claims without checking who signed them: only to learn whose keys to check with.
 * @throws PartyError `order.link_invalid` when it is no link of ours.
 */
export function readOrderLink(link: string): OrderLinkClaims {
  return split(link).claims;
}

/**
 * Checks a link against the keys its shop has registered.
 * @param shopKeys Ed25519 public keys, 32 bytes each.
 * @param now RFC 3339 instant.
 * @throws PartyError `order.link_invalid` when no key signed exactly these bytes, `order.link_expired` after its time.
 */
export function verifyOrderLink(link: string, shopKeys: readonly Uint8Array[], now: string): OrderLinkClaims {
  const { claims, body, signature } = split(link);
  const message = concatBytes(CONTEXT, body);
  if (!shopKeys.some((key) => verifyEd25519(key, message, signature)))
    throw invalid("its signature is not the shop's");
  if (Date.parse(claims.expiresAt) <= Date.parse(now)) {
    throw new PartyError(
      "order.link_expired",
      "This link has expired. Open the order in the shop to get a new one.",
      { field: "/orderLink", rule: `until ${claims.expiresAt}` },
    );
  }
  return claims;
}

function split(link: string): { claims: OrderLinkClaims; body: Uint8Array; signature: Uint8Array } {
  const [body, signature, ...rest] = link.split(".");
  if (link.length > MAX_LENGTH || body === undefined || signature === undefined || rest.length > 0) {
    throw invalid("it is not of the form claims.signature");
  }
  try {
    const bytes = fromBase64Url(body);
    const claims = orderLinkClaims.parse(JSON.parse(asciiOf(bytes)));
    return { claims, body: bytes, signature: fromBase64Url(signature) };
  } catch (cause) {
    throw invalid("its claims cannot be read", cause);
  }
}

/** Claims are ASCII by their shapes; a byte above it makes the JSON or the shape fail. */
const asciiOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

function fromBase64Url(text: string): Uint8Array {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return fromBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, "="), "orderLink");
}

function invalid(why: string, cause?: unknown): PartyError {
  return new PartyError(
    "order.link_invalid",
    `This order link proves nothing: ${why}. Open the order in the shop again.`,
    {
      field: "/orderLink",
      rule: why,
      cause,
    },
  );
}
