import type { CustodyInterval } from "../../provenance/custody-types.ts";
import type { FactsInput } from "../facts.ts";
import type { Capture } from "../grade.ts";

/** Who made an evidence item and how; its grade follows from this and from whom the fact speaks against. */
export interface EvidenceOrigin
  extends Pick<Capture, "intact" | "signed" | "instrument" | "capturedAt" | "anchoredAt" | "corroboratedBy"> {
  readonly evidenceId: string;
  /** Party id of its maker; an inspector or a device of nobody in the case has no interest. */
  readonly maker: string | null;
}

/** What the order and the people of the case say, and no document has to prove here. */
export type CaseFrame = Pick<
  FactsInput,
  | "claim"
  | "loss"
  | "price"
  | "seller"
  | "courierChosenBy"
  | "parties"
  | "contractingCarrier"
  | "discovery"
  | "extentUndeterminable"
  | "durable"
  | "daysSinceReceipt"
  | "food"
  | "platform"
  | "cap"
  | "penal"
  | "consumerFraud"
>;

/** A carrier's or aggregator's tracking record in its published format. */
export interface TrackingDocument {
  readonly origin: EvidenceOrigin;
  /** Leg that the record is about, `logistics:<id>`. */
  readonly leg: string;
  readonly format: string;
  /** The parsed JSON body as received. */
  readonly body: unknown;
  /** Offset of the record's local times, such as `+08:00`, for formats that document none. */
  readonly utcOffset?: string;
  /** RFC 3339; delivery was promised by then, when a promise was made. */
  readonly promisedBy?: string;
  /** Whether the consignee agreed to a station or locker; absent is unknown. */
  readonly stationConsent?: boolean;
}

/** The structured statements of an inspection report. */
export interface InspectionReport {
  readonly origin: EvidenceOrigin;
  readonly defect?: "yes" | "no" | "unknown";
  /** Causes that the inspector names, each with whose it is. */
  readonly causes: readonly FactorStatement[];
}

/** A fault somebody states: whose, what, and how much it weighs. */
export interface FactorStatement {
  readonly party: string;
  readonly leg?: string;
  readonly kind: string;
  readonly severity: 1 | 2 | 4;
  readonly causal: 1 | 2;
  readonly latent?: boolean;
}

/** A chat transcript with the passages that a person marked as saying something. */
export interface ChatTranscript {
  readonly origin: EvidenceOrigin;
  readonly passages: readonly MarkedPassage[];
}

export interface MarkedPassage {
  readonly messageId: string;
  /** Party that wrote the passage. */
  readonly speaker: string;
  /** Person who marked it and answers for the reading. */
  readonly markedBy: string;
  readonly states:
    | ({ readonly as: "factor" } & FactorStatement)
    | { readonly as: "gap"; readonly party: string; readonly kind: string }
    | { readonly as: "defect"; readonly state: "yes" | "no" };
}

/** A device's reading against the limit that the maker of the goods declared. */
export interface DeviceReading {
  readonly origin: EvidenceOrigin;
  /** Such as `shock` or `temperature`. */
  readonly kind: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  /** RFC 3339 instant of the reading. */
  readonly at: string;
}

/** A fact that a person adds under their own name; it is graded like any other, never edited. */
export interface StatedFact {
  readonly origin: EvidenceOrigin;
  readonly addedBy: string;
  readonly disputedBy?: string;
  readonly states:
    | MarkedPassage["states"]
    | {
        readonly as: "exoneration";
        readonly party: string;
        readonly kind: string;
        readonly timelyNotice?: boolean;
      }
    | { readonly as: "withheld"; readonly party: string; readonly id: string };
}

/** All that facts are compiled from. */
export interface CaseEvidence {
  readonly frame: CaseFrame;
  /** Custody in the order of the goods' way, as read from provenance events. */
  readonly custody: readonly CustodyInterval[];
  readonly tracking: readonly TrackingDocument[];
  readonly inspections: readonly InspectionReport[];
  readonly chats: readonly ChatTranscript[];
  readonly readings: readonly DeviceReading[];
  readonly stated: readonly StatedFact[];
}

export type ExtractorName = "custody" | "tracking" | "inspection" | "chat" | "reading" | "person";

/** Where one fact comes from. */
export interface FactProvenance {
  /** JSON pointer into the compiled facts. */
  readonly path: string;
  readonly extractor: ExtractorName;
  readonly evidenceIds: readonly string[];
  readonly grade: number;
  /** Rules of the pack that gave the grade. */
  readonly gradeRules: readonly string[];
  readonly addedBy?: string;
}

/** Something an extractor read and could not use, and why. */
export interface ExtractNote {
  readonly extractor: ExtractorName;
  readonly evidenceIds: readonly string[];
  readonly note: string;
}
