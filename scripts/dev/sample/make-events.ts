/** Writes the EPCIS 2.0 capture documents of the sample case. Run again after a change: `node scripts/dev/sample/make-events.ts` */
import { sign } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import canonicalize from "canonicalize";
import {
  buyer,
  eventKey,
  eventPublicKey,
  item,
  itemUri,
  loggerUri,
  parcelUri,
  parties,
  partyUri,
  places,
  placeUri,
  type SampleParty,
  waybills,
} from "./story.ts";

type Json = Record<string, unknown>;

const FOLDER = join(import.meta.dirname, "events");
const CONTEXT = [
  "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
  { redress: "https://ns.redress.example/epcis/" },
];
/** What the shock logger and its maker allow, in metres per second squared (25 g). */
const SHOCK_LIMIT = 245.2;

const at = (day: number, time: string) => ({
  eventTime: `2026-11-${String(day).padStart(2, "0")}T${time}+08:00`,
  eventTimeZoneOffset: "+08:00",
});
const observed = (epcs: string[], bizStep: string, disposition: string, place: { gln: string }) => ({
  type: "ObjectEvent",
  action: "OBSERVE",
  epcList: epcs,
  bizStep,
  disposition,
  readPoint: { id: placeUri(place) },
});
const moves = (from: string, to: string) => ({
  sourceList: [{ type: "possessing_party", source: from }],
  destinationList: [{ type: "possessing_party", destination: to }],
});
const sold = (from: string, to: string) => ({
  sourceList: [
    { type: "possessing_party", source: from },
    { type: "owning_party", source: from },
  ],
  destinationList: [
    { type: "possessing_party", destination: to },
    { type: "owning_party", destination: buyer },
  ],
});
const shock = (from: string, to: string, maxValue: number, alarmAt?: string) => ({
  sensorElementList: [
    {
      sensorMetadata: { deviceID: loggerUri, startTime: from, endTime: to },
      sensorReport: [
        {
          type: "Acceleration",
          maxValue,
          uom: "MSK",
          "redress:limitMax": SHOCK_LIMIT,
          ...(alarmAt === undefined ? {} : { exception: "ALARM_CONDITION", time: alarmAt }),
        },
      ],
    },
  ],
});

function signed(party: SampleParty, event: Json): Json {
  const signature = sign(null, Buffer.from(canonicalize(event)!), eventKey(party)).toString("hex");
  return {
    ...event,
    "redress:signature": {
      gln: party.gln,
      algorithm: "Ed25519",
      publicKey: eventPublicKey(party),
      signature,
    },
  };
}

const commissioning = {
  type: "ObjectEvent",
  ...at(3, "09:12:40"),
  action: "ADD",
  epcList: [itemUri],
  bizStep: "commissioning",
  disposition: "active",
  readPoint: { id: placeUri(places.factory) },
  bizLocation: { id: placeUri(places.factory) },
  sourceList: [
    { type: "possessing_party", source: partyUri(parties.merchant) },
    { type: "owning_party", source: partyUri(parties.merchant) },
  ],
  ilmd: {
    "cbvmda:descriptionShort": item.name,
    "cbvmda:manufacturerOfTradeItemPartyName": "佛山露沫电器有限公司",
    "cbvmda:lotNumber": item.lot,
    "cbvmda:countryOfOrigin": "CN",
  },
};
const inspection = {
  ...at(9, "14:05:00"),
  ...observed([itemUri], "inspecting", "conformant", places.laboratory),
  certificationInfo: "https://reports.huajian.example/HJ-2026-118204",
};
const packing = {
  type: "AggregationEvent",
  ...at(12, "10:41:18"),
  action: "ADD",
  parentID: parcelUri,
  childEPCs: [itemUri, loggerUri],
  bizStep: "packing",
  disposition: "container_closed",
  readPoint: { id: placeUri(places.warehouse) },
};
const bill = (waybill: string) => ({
  bizTransactionList: [
    { type: "bol", bizTransaction: `urn:epcglobal:cbv:bt:${parties.merchant.gln}:${waybill}` },
  ],
});
const shipping = {
  ...at(12, "16:20:05"),
  ...observed([parcelUri], "shipping", "in_transit", places.warehouse),
  ...bill(waybills.carrierA),
  ...sold(partyUri(parties.merchant), partyUri(parties.carrierA)),
};
// Collected after the parcel was opened and looked into (收寄验视), so the record speaks of the contents too.
const collected = {
  ...at(12, "16:34:51"),
  ...observed([parcelUri, itemUri], "accepting", "conformant", places.warehouse),
  ...moves(partyUri(parties.merchant), partyUri(parties.carrierA)),
  "redress:conditionScope": ["exterior", "contents"],
};
const carrierADeparts = {
  ...at(13, "01:10:22"),
  ...observed([parcelUri], "shipping", "in_transit", places.hub),
  ...bill(waybills.carrierB),
  ...moves(partyUri(parties.carrierA), partyUri(parties.carrierB)),
};
// The logger in the box was read by radio at the hub: the contents had met no shock beyond its limit.
const handOver = {
  ...at(13, "01:26:07"),
  ...observed([parcelUri, itemUri], "accepting", "conformant", places.hub),
  ...moves(partyUri(parties.carrierA), partyUri(parties.carrierB)),
  "redress:conditionScope": ["exterior", "contents"],
  ...shock("2026-11-12T10:41:18+08:00", "2026-11-13T01:25:40+08:00", 30.4),
};
const carrierBLeg = {
  ...at(14, "07:52:30"),
  ...observed([parcelUri], "arriving", "in_transit", places.station),
};
const delivery = {
  ...at(14, "18:47:12"),
  ...observed([parcelUri, itemUri], "receiving", "damaged", places.station),
  ...moves(partyUri(parties.carrierB), buyer),
  "redress:conditionScope": ["exterior", "contents"],
  ...shock("2026-11-13T01:25:40+08:00", "2026-11-14T18:45:00+08:00", 602.9, "2026-11-14T05:37:21+08:00"),
};

const documents: [string, SampleParty, Json[]][] = [
  ["01-commissioning", parties.merchant, [commissioning]],
  ["02-inspection", parties.inspector, [inspection]],
  ["03-packing-and-shipping", parties.merchant, [packing, shipping]],
  ["04-carrier-a", parties.carrierA, [collected, carrierADeparts]],
  ["05-hand-over-a-to-b", parties.carrierB, [handOver]],
  ["06-carrier-b-leg", parties.carrierB, [carrierBLeg]],
  ["07-delivery", parties.carrierB, [delivery]],
];

function masterData() {
  const named = (id: string, name: string) => ({
    id,
    attributes: [{ id: "urn:epcglobal:cbv:mda#name", attribute: name }],
  });
  const vocabularyElementList = Object.values(places).map((place) => named(placeUri(place), place.name));
  return {
    epcisMasterData: {
      vocabularyList: [{ type: "urn:epcglobal:epcis:vtype:ReadPoint", vocabularyElementList }],
    },
  };
}

mkdirSync(FOLDER, { recursive: true });
for (const [name, party, events] of documents) {
  const eventList = events.map((event) => signed(party, event));
  const last = eventList.at(-1) as { eventTime: string };
  const document = {
    "@context": CONTEXT,
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: last.eventTime,
    ...(name.startsWith("01") ? { epcisHeader: masterData() } : {}),
    epcisBody: { eventList },
  };
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(document, null, 2)}\n`);
}
