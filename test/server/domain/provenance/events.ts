import { partyOf } from "../../../../server/domain/provenance/custody.ts";
import type { EpcisEvent } from "../../../../server/domain/provenance/event.ts";
import { eventHash } from "../../../../server/domain/provenance/event-hash.ts";
import type { RecordedEvent } from "../../../../server/domain/provenance/history.ts";

export const ITEM = "https://id.gs1.org/01/09521234100010/21/A1";
export const PARCEL = "https://id.gs1.org/00/195212340000002717";
export const [MAKER, CARRIER, SECOND, LAB] = [
  "9521234000105",
  "9521234000204",
  "9521234000303",
  "9521234000402",
];
export const BUYER = "urn:uuid:5b0f6c1e-6f0f-4a53-9a55-0d2f6a4f7c31";

interface Given {
  readonly signer?: string | null;
  readonly recordTime?: string;
}

/** An event on a day of November 2026, recorded the minute it happened unless said otherwise. */
export function recorded(
  id: string,
  day: number,
  change: Partial<EpcisEvent>,
  given: Given = {},
): RecordedEvent {
  const eventTime = `2026-11-${String(day).padStart(2, "0")}T08:00:00Z`;
  const event: EpcisEvent = {
    type: "ObjectEvent",
    eventTime,
    eventTimeZoneOffset: "+00:00",
    action: "OBSERVE",
    epcList: [ITEM],
    readPoint: { id: "https://id.gs1.org/414/9521234000112" },
    ...change,
  };
  return {
    eventId: id,
    event,
    eventHash: eventHash(event, new Map()),
    signer: given.signer ?? null,
    recordTime: given.recordTime ?? event.eventTime.replace("08:00:00", "08:01:00"),
  };
}

const idOf = (party: string) => (party.startsWith("urn:") ? party : partyOf(party));
export const between = (from: string, to: string): Partial<EpcisEvent> => ({
  sourceList: [{ type: "possessing_party", source: idOf(from) }],
  destinationList: [{ type: "possessing_party", destination: idOf(to) }],
});

export const made = recorded(
  "made",
  1,
  {
    action: "ADD",
    bizStep: "commissioning",
    sourceList: [{ type: "possessing_party", source: partyOf(MAKER!) }],
  },
  { signer: MAKER! },
);
