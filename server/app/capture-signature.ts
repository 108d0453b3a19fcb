/** Checks the signatures events carry against the keys their parties registered. */
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { promisify } from "node:util";
import type { EpcisEvent } from "../domain/provenance/event.ts";
import { SIGNATURE_MEMBER, signedText } from "../domain/provenance/signature.ts";
import { type SignatureEnvelope, signatureEnvelope } from "../schema/epcis.ts";
import type { EventKeyStore } from "./ports-provenance.ts";

/** Off the main thread, where Node keeps threads for it. */
const verifyAside = promisify<null, Buffer, KeyObject, Buffer, boolean>(verify);

export type SignatureCheck =
  | { readonly state: "unsigned" }
  | { readonly state: "signed"; readonly gln: string; readonly publicKey: string; readonly signature: string }
  | { readonly state: "invalid"; readonly field: string; readonly rule: string };

/** DER head of an Ed25519 public key (RFC 8410). */
const SPKI_HEAD = Buffer.from("302a300506032b6570032100", "hex");

/** Makes a checker for one document: keys are looked up once for each GLN. */
export function signatureChecker(keys: EventKeyStore): (event: EpcisEvent) => Promise<SignatureCheck> {
  const known = new Map<string, Promise<Map<string, KeyObject>>>();
  const keysOf = (gln: string) => {
    const found = known.get(gln) ?? loadKeys(keys, gln);
    known.set(gln, found);
    return found;
  };
  return async (event) => {
    const value = event[SIGNATURE_MEMBER];
    if (value === undefined) return { state: "unsigned" };
    const parsed = signatureEnvelope.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return invalid(issue!.path.map(String).join("/"), issue!.message);
    }
    return check(event, parsed.data, await keysOf(parsed.data.gln));
  };
}

async function loadKeys(keys: EventKeyStore, gln: string): Promise<Map<string, KeyObject>> {
  const registered = await keys.keysOf(gln);
  return new Map(registered.map((hex) => [hex, toKey(hex)]));
}

function toKey(hex: string): KeyObject {
  const der = Buffer.concat([SPKI_HEAD, Buffer.from(hex, "hex")]);
  return createPublicKey({ key: der, format: "der", type: "spki" });
}

async function check(
  event: EpcisEvent,
  envelope: SignatureEnvelope,
  keys: ReadonlyMap<string, KeyObject>,
): Promise<SignatureCheck> {
  if (keys.size === 0) return invalid("gln", "a GLN with a registered event key");
  if (envelope.publicKey !== undefined && !keys.has(envelope.publicKey))
    return invalid("publicKey", "a key registered for this GLN");
  const text = Buffer.from(signedText(event));
  const signature = Buffer.from(envelope.signature, "hex");
  for (const [publicKey, key] of keys) {
    if (envelope.publicKey !== undefined && envelope.publicKey !== publicKey) continue;
    if (await verifyAside(null, text, key, signature))
      return { state: "signed", gln: envelope.gln, publicKey, signature: envelope.signature };
  }
  return invalid("signature", "an Ed25519 signature over the event as canonical JSON without this member");
}

function invalid(field: string, rule: string): SignatureCheck {
  return { state: "invalid", field: `/${SIGNATURE_MEMBER}${field === "" ? "" : `/${field}`}`, rule };
}
