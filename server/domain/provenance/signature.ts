import { canonicalJson } from "../log/canonical-json.ts";
import type { EpcisEvent } from "./event.ts";

/** The member an event's signature rides in: EPCIS 2.0 has none of its own. */
export const SIGNATURE_MEMBER = "redress:signature";

/** The text a signature is over: the event as canonical JSON (RFC 8785), its signature member left out. */
export function signedText(event: EpcisEvent): string {
  const { [SIGNATURE_MEMBER]: _signature, ...rest } = event;
  return canonicalJson(rest);
}
