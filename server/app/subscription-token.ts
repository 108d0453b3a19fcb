/**
 * The secret a subscriber gives us to sign deliveries with. It is kept encrypted, so that a copy of the database
 * forges no delivery.
 */
import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";
import type { Secrets } from "./deps.ts";
import type { Randomness } from "./ports.ts";

const IV_BYTES = 12;
const TAG_BYTES = 16;
const LABEL = "epcis subscription token";

/** Encrypts a token (AES-256-GCM under a key of this server). */
export function sealToken(deps: { secrets: Secrets; random: Randomness }, token: string): Uint8Array {
  const iv = deps.random.bytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", deps.secrets.derive(LABEL), iv);
  return Buffer.concat([iv, cipher.update(token, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

/** Decrypts what {@link sealToken} made; throws when it was altered or is another server's. */
export function openToken(secrets: Secrets, sealed: Uint8Array): string {
  const decipher = createDecipheriv("aes-256-gcm", secrets.derive(LABEL), sealed.subarray(0, IV_BYTES));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const text = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES));
  return Buffer.concat([text, decipher.final()]).toString("utf8");
}

/**
 * Signs a delivery: `t=<Unix seconds>,v1=<hex>`, the HMAC-SHA-256 with the subscriber's token over time, id and body with
 * dots between. The time keeps an old delivery from being played again, the id lets a repeated one be told.
 */
export function signDelivery(token: string, delivery: { id: string; body: string }, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const mac = createHmac("sha256", token).update(`${seconds}.${delivery.id}.${delivery.body}`).digest("hex");
  return `t=${seconds},v1=${mac}`;
}
