/**
 * EPCIS 2.0 documents and events in JSON, by the rules of GS1's JSON schema, and what this house asks on top:
 * every event says where it was seen (`readPoint`), and contexts are GS1's own or stand in the document.
 */
import { z } from "zod";
import {
  bizSteps,
  bizTransactionTypes,
  dispositions,
  errorReasons,
  measurementTypes,
  sensorAlertTypes,
  sensorComponents,
  sourceDestinationTypes,
} from "./epcis-vocabulary.ts";

const URI = /^[a-z][a-z0-9+.-]*:(?:[a-z0-9\-._~!$&'()*+,;=:@/?#[\]]|%[0-9a-f]{2})*$/i;
const CBV_NAMESPACE = /^(?:urn:epcglobal:cbv|https?:\/\/ns\.gs1\.org\/cbv\/)/;
const VOC_NAMESPACE = /^https?:\/\/(?:www\.)?gs1\.org\/voc\//;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/i;
const MAX_ITEMS = 10_000;

const uri = z.string().max(2000).regex(URI, "a URI");
const time = z.string().max(64).refine(isInstant, "an RFC 3339 date and time with offset");
const decimal = z.number();
const hexBinary = z.string().regex(/^[A-Fa-f0-9]+$/, "hex digits");
const uris = z.array(uri).max(MAX_ITEMS);
const uniqueUris = uris.refine((list) => new Set(list).size === list.length, "each identifier once");

function isInstant(text: string): boolean {
  const day = INSTANT.exec(text)?.[1];
  if (day === undefined) return false;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

/** A bare word of the vocabulary, or a URI outside the namespace those words live in. */
function vocabulary(words: ReadonlySet<string>, name: string, namespace = CBV_NAMESPACE) {
  return z
    .string()
    .max(2000)
    .refine(
      (value) => words.has(value) || (URI.test(value) && !namespace.test(value)),
      `a ${name} of CBV 2.0 or a URI of your own vocabulary`,
    );
}

/** An object whose further members are extensions: each name is prefixed or a full URI. */
function extensible<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = new Set(Object.keys(shape));
  return z.looseObject(shape).superRefine((value, context) => {
    for (const key of Object.keys(value)) {
      if (known.has(key) || URI.test(key)) continue;
      context.addIssue({
        code: "custom",
        path: [key],
        message: "a known field, or an extension named by a URI",
      });
    }
  });
}

const bizStep = vocabulary(bizSteps, "business step");
const disposition = vocabulary(dispositions, "disposition");
const located = z.looseObject({ id: uri });
const quantityElement = z.strictObject({
  epcClass: uri,
  quantity: decimal.optional(),
  uom: z
    .string()
    .regex(/^[A-Z0-9]{2,3}$/, "a UN/ECE unit code")
    .optional(),
});
const quantityList = z.array(quantityElement).max(MAX_ITEMS);
const bizTransaction = z.strictObject({
  type: vocabulary(bizTransactionTypes, "business transaction type").optional(),
  bizTransaction: uri,
});
/** Events are public and stay: whoever has no GLN goes by a pseudonym. */
const partyUri = uri.refine(
  (value) => !/^(?:mailto|tel|sms|smsto|sip|sips|xmpp|weixin):/i.test(value),
  "a GLN or a pseudonym, no way to reach a person",
);
const partyRole = vocabulary(sourceDestinationTypes, "source or destination type");
const dispositionSet = z
  .array(disposition)
  .min(1)
  .refine((list) => new Set(list).size === list.length, "each disposition once");
const persistentDisposition = z
  .strictObject({ set: dispositionSet.optional(), unset: dispositionSet.optional() })
  .refine((value) => value.set !== undefined || value.unset !== undefined, "set or unset");

const sensorMetadata = extensible({
  time: time.optional(),
  startTime: time.optional(),
  endTime: time.optional(),
  deviceID: uri.optional(),
  deviceMetadata: uri.optional(),
  rawData: uri.optional(),
  dataProcessingMethod: uri.optional(),
  bizRules: uri.optional(),
});
const sensorReport = extensible({
  type: vocabulary(measurementTypes, "measurement type", VOC_NAMESPACE),
  exception: vocabulary(sensorAlertTypes, "sensor alert type", VOC_NAMESPACE).optional(),
  deviceID: uri.optional(),
  deviceMetadata: uri.optional(),
  rawData: uri.optional(),
  dataProcessingMethod: uri.optional(),
  bizRules: uri.optional(),
  time: time.optional(),
  microorganism: uri.optional(),
  chemicalSubstance: uri.optional(),
  coordinateReferenceSystem: uri.optional(),
  value: decimal.optional(),
  component: vocabulary(sensorComponents, "component").optional(),
  stringValue: z.string().optional(),
  booleanValue: z.boolean().optional(),
  hexBinaryValue: hexBinary.optional(),
  uriValue: uri.optional(),
  minValue: decimal.optional(),
  maxValue: decimal.optional(),
  meanValue: decimal.optional(),
  sDev: decimal.optional(),
  percRank: decimal.optional(),
  percValue: decimal.optional(),
  uom: z.string().optional(),
});
const sensorElement = extensible({
  sensorMetadata: sensorMetadata.optional(),
  sensorReport: z.array(sensorReport).min(1).max(MAX_ITEMS),
});
const ilmd = extensible({});

/** GS1's contexts by their published addresses. A pinned copy stands for them; nothing is ever fetched. */
const PINNED = [
  /^https:\/\/ref\.gs1\.org\/standards\/epcis\/(?:2\.\d(?:\.\d)?\/)?epcis-context\.jsonld$/,
  /^https:\/\/gs1\.github\.io\/EPCIS\/epcis-context\.jsonld$/,
  /^https:\/\/id\.gs1\.org\/epcis-context\.jsonld$/,
];
const contextEntry = z.union([
  z
    .string()
    .refine((value) => PINNED.some((known) => known.test(value)), "GS1's EPCIS context; no other is fetched"),
  z.record(z.string().max(200), z.unknown()),
]);
const context = z.union([contextEntry, z.array(contextEntry).max(50)]);

const errorDeclaration = extensible({
  declarationTime: time,
  reason: vocabulary(errorReasons, "error reason").optional(),
  correctiveEventIDs: uris.optional(),
});

const common = {
  "@context": context.optional(),
  eventTime: time,
  recordTime: time.optional(),
  eventTimeZoneOffset: z.string().regex(/^[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)$/, "an offset such as +08:00"),
  eventID: uri.optional(),
  certificationInfo: z.union([uri, uris]).optional(),
  errorDeclaration: errorDeclaration.optional(),
  bizStep: bizStep.optional(),
  disposition: disposition.optional(),
  readPoint: located,
  bizLocation: located.optional(),
  sourceList: z
    .array(z.strictObject({ type: partyRole, source: partyUri }))
    .max(100)
    .optional(),
  destinationList: z
    .array(z.strictObject({ type: partyRole, destination: partyUri }))
    .max(100)
    .optional(),
  sensorElementList: z.array(sensorElement).max(MAX_ITEMS).optional(),
} as const;
const bizTransactionList = z.array(bizTransaction).max(1000);
const action = z.enum(["OBSERVE", "ADD", "DELETE"]);
const filled = (list: readonly unknown[] | undefined) => list !== undefined && list.length > 0;

const objectEvent = extensible({
  type: z.literal("ObjectEvent"),
  action,
  epcList: uniqueUris.optional(),
  quantityList: quantityList.optional(),
  persistentDisposition: persistentDisposition.optional(),
  bizTransactionList: bizTransactionList.optional(),
  ilmd: ilmd.optional(),
  ...common,
})
  .refine(
    (event) => event.epcList !== undefined || filled(event.quantityList) || filled(event.sensorElementList),
    { path: ["epcList"], message: "epcList, quantityList or sensor data" },
  )
  .refine((event) => event.ilmd === undefined || event.action === "ADD", {
    path: ["ilmd"],
    message: "only where action is ADD",
  });

const parentAndChildren = {
  action,
  childEPCs: uris.optional(),
  childQuantityList: quantityList.optional(),
  bizTransactionList: bizTransactionList.optional(),
  ...common,
} as const;
const hasChildren = (event: {
  action: string;
  childEPCs?: unknown[] | undefined;
  childQuantityList?: unknown[] | undefined;
}) => filled(event.childEPCs) || filled(event.childQuantityList) || event.action === "DELETE";
const children = { path: ["childEPCs"], message: "childEPCs or childQuantityList, unless action is DELETE" };

const aggregationEvent = extensible({
  type: z.literal("AggregationEvent"),
  parentID: uri.optional(),
  ...parentAndChildren,
}).refine(hasChildren, children);
const associationEvent = extensible({
  type: z.literal("AssociationEvent"),
  parentID: uri,
  ...parentAndChildren,
}).refine(hasChildren, children);

const transactionEvent = extensible({
  type: z.literal("TransactionEvent"),
  action,
  bizTransactionList: bizTransactionList.min(1),
  parentID: uri.optional(),
  epcList: uris.optional(),
  quantityList: quantityList.optional(),
  ...common,
}).refine((event) => event.epcList !== undefined || filled(event.quantityList) || event.action === "DELETE", {
  path: ["epcList"],
  message: "epcList or quantityList, unless action is DELETE",
});

const transformationEvent = extensible({
  type: z.literal("TransformationEvent"),
  inputEPCList: uniqueUris.optional(),
  inputQuantityList: quantityList.optional(),
  outputEPCList: uniqueUris.optional(),
  outputQuantityList: quantityList.optional(),
  transformationID: uri.optional(),
  persistentDisposition: persistentDisposition.optional(),
  bizTransactionList: bizTransactionList.optional(),
  ilmd: ilmd.optional(),
  ...common,
}).refine(
  (event) => {
    const input = filled(event.inputEPCList) || filled(event.inputQuantityList);
    const output = filled(event.outputEPCList) || filled(event.outputQuantityList);
    return event.transformationID === undefined ? input && output : input || output;
  },
  { path: ["outputEPCList"], message: "inputs and outputs; with a transformationID one of them is enough" },
);

/** An event of a type of one's own: its type is a URI, the common fields are GS1's. */
const extensionEvent = z.looseObject({ type: uri, ...common });

export const eventShapes = {
  ObjectEvent: objectEvent,
  AggregationEvent: aggregationEvent,
  TransactionEvent: transactionEvent,
  TransformationEvent: transformationEvent,
  AssociationEvent: associationEvent,
} as const;

/** The shape an event of this type has to have. */
export function eventShape(type: unknown): z.ZodType {
  if (typeof type === "string" && Object.hasOwn(eventShapes, type))
    return eventShapes[type as keyof typeof eventShapes];
  return extensionEvent;
}

const attribute = z.looseObject({
  id: uri,
  attribute: z.union([z.number(), z.string(), z.record(z.string(), z.unknown())]).optional(),
});
const vocabularyElement = z.looseObject({
  id: uri,
  attributes: z.array(attribute).max(200).optional(),
  children: uris.optional(),
});
export const epcisHeader = extensible({
  epcisMasterData: z
    .looseObject({
      vocabularyList: z
        .array(
          z.looseObject({
            type: uri,
            vocabularyElementList: z.array(vocabularyElement).max(MAX_ITEMS).optional(),
          }),
        )
        .max(100)
        .optional(),
    })
    .optional(),
});
export type EpcisHeader = z.infer<typeof epcisHeader>;

const events = z.array(z.unknown());
const version = z.string().regex(/^\d+(\.\d+)*$/, "a version such as 2.0");

/** A capture document without its events, which are checked one by one so that an error names the event. */
export const epcisDocument = extensible({
  "@context": context,
  id: uri.optional(),
  type: z.literal("EPCISDocument"),
  schemaVersion: version,
  creationDate: time,
  instanceIdentifier: z.string().optional(),
  sender: z.string().optional(),
  receiver: z.string().optional(),
  epcisHeader: epcisHeader.optional(),
  epcisBody: z.looseObject({ eventList: events }),
}).meta({ id: "EPCISDocument" });

export const epcisQueryDocument = extensible({
  "@context": context,
  id: uri.optional(),
  type: z.literal("EPCISQueryDocument"),
  schemaVersion: version.optional(),
  creationDate: time.optional(),
  epcisBody: extensible({
    queryResults: extensible({
      queryName: z.string(),
      subscriptionID: z.string().optional(),
      resultsBody: extensible({ eventList: events, vocabularyList: z.array(z.unknown()).optional() }),
    }),
  }),
}).meta({ id: "EPCISQueryDocument" });

/** A single event sent alone carries its context itself. */
export const loneEventContext = z.looseObject({ "@context": context });

/** The namespaced envelope an event's signature rides in. */
export const signatureEnvelope = z.strictObject({
  gln: z.string().regex(/^\d{13}$/, "13 digits"),
  algorithm: z.literal("Ed25519"),
  publicKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "64 lower-case hex digits")
    .optional(),
  signature: z.string().regex(/^[0-9a-f]{128}$/, "128 lower-case hex digits"),
});
export type SignatureEnvelope = z.infer<typeof signatureEnvelope>;

export const registerEventKey = z.strictObject({
  publicKey: z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hex digits"),
});
export type RegisterEventKey = z.infer<typeof registerEventKey>;
