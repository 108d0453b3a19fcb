/** An EPCIS 2.0 event as it comes over the wire, already validated by `schema/epcis.ts`. Names are GS1's. */

export type EventType =
  | "ObjectEvent"
  | "AggregationEvent"
  | "TransactionEvent"
  | "TransformationEvent"
  | "AssociationEvent";

export interface QuantityElement {
  readonly epcClass: string;
  readonly quantity?: number;
  readonly uom?: string;
}
export interface SourceDestination {
  readonly type: string;
  readonly source?: string;
  readonly destination?: string;
}
export interface SensorReport {
  readonly type: string;
  readonly exception?: string;
  readonly value?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly uom?: string;
  readonly time?: string;
  readonly [extension: string]: unknown;
}
export interface SensorElement {
  readonly sensorMetadata?: { readonly [key: string]: unknown };
  readonly sensorReport: readonly SensorReport[];
}
export interface ErrorDeclaration {
  readonly declarationTime: string;
  readonly reason?: string;
  readonly correctiveEventIDs?: readonly string[];
}

export interface EpcisEvent {
  readonly type: string;
  readonly eventTime: string;
  readonly eventTimeZoneOffset: string;
  readonly recordTime?: string;
  readonly eventID?: string;
  readonly action?: "OBSERVE" | "ADD" | "DELETE";
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly persistentDisposition?: { readonly set?: readonly string[]; readonly unset?: readonly string[] };
  readonly readPoint?: { readonly id: string };
  readonly bizLocation?: { readonly id: string };
  readonly parentID?: string;
  readonly epcList?: readonly string[];
  readonly childEPCs?: readonly string[];
  readonly inputEPCList?: readonly string[];
  readonly outputEPCList?: readonly string[];
  readonly quantityList?: readonly QuantityElement[];
  readonly childQuantityList?: readonly QuantityElement[];
  readonly inputQuantityList?: readonly QuantityElement[];
  readonly outputQuantityList?: readonly QuantityElement[];
  readonly bizTransactionList?: readonly { readonly type?: string; readonly bizTransaction: string }[];
  readonly sourceList?: readonly SourceDestination[];
  readonly destinationList?: readonly SourceDestination[];
  readonly sensorElementList?: readonly SensorElement[];
  readonly certificationInfo?: string | readonly string[];
  readonly errorDeclaration?: ErrorDeclaration;
  readonly ilmd?: { readonly [key: string]: unknown };
  readonly [extension: string]: unknown;
}

const CBV_VALUE = /^(?:https:\/\/ref\.gs1\.org\/cbv\/[A-Za-z]+-|urn:epcglobal:cbv:[a-z]+:|cbv:[A-Za-z]+-)/;

/** Gives the bare word of a CBV value in any of its spellings: `shipping` for `urn:epcglobal:cbv:bizstep:shipping`. */
export function bareWord(value: string | undefined): string | null {
  return value === undefined ? null : value.replace(CBV_VALUE, "");
}
