/** Events of one product on its way, as benches hand them in. */
import { generateKeyPairSync, sign } from "node:crypto";
import type { EpcisEvent } from "../../../server/domain/provenance/event.ts";
import { signedText } from "../../../server/domain/provenance/signature.ts";

export const GLN = "9521234000105";
export const GTIN = "09521234100010";
/** The maker's key; a fresh one each run. */
export const KEY = generateKeyPairSync("ed25519");

let serial = 0;

/** An item's identifier. */
export const itemUri = (name: string): string => `https://id.gs1.org/01/${GTIN}/21/${name}`;

export function newEvent(change: Partial<EpcisEvent> = {}): EpcisEvent {
  serial += 1;
  return {
    type: "ObjectEvent",
    eventTime: "2026-11-01T08:00:00+08:00",
    eventTimeZoneOffset: "+08:00",
    action: "OBSERVE",
    epcList: [itemUri(serial.toString(32).padStart(13, "0").toUpperCase())],
    bizStep: "shipping",
    disposition: "in_transit",
    readPoint: { id: "https://id.gs1.org/414/9521234000112" },
    sourceList: [{ type: "possessing_party", source: `https://id.gs1.org/417/${GLN}` }],
    destinationList: [{ type: "possessing_party", destination: "https://id.gs1.org/417/9521234000204" }],
    ...change,
  };
}

function signed(event: EpcisEvent): EpcisEvent {
  const signature = sign(null, Buffer.from(signedText(event)), KEY.privateKey).toString("hex");
  return { ...event, "redress:signature": { gln: GLN, algorithm: "Ed25519", signature } };
}

/** A document of these events; every other one signed. */
export function documentOf(events: readonly EpcisEvent[]): string {
  return JSON.stringify({
    "@context": [
      "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
      { redress: "https://ns.redress.example/epcis/" },
    ],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: "2026-11-01T08:00:00+08:00",
    epcisBody: { eventList: events.map((event, i) => (i % 2 === 0 ? event : signed(event))) },
  });
}

export const newDocument = (count: number): string =>
  documentOf(Array.from({ length: count }, () => newEvent()));
