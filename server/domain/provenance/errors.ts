import { DomainError } from "../errors.ts";

export type ProvenanceErrorCode =
  /** Not JSON as we take it: syntax, duplicate key, unsafe integer, lone surrogate, too deep. */
  | "provenance.json_invalid"
  /** Breaks GS1's schema of EPCIS 2.0 or the rules of this house on top of it. */
  | "provenance.event_invalid"
  /** The envelope names a key that is not the party's, or its signature does not check. */
  | "provenance.signature_invalid"
  | "provenance.too_many_events"
  | "provenance.digital_link_invalid"
  | "provenance.query_invalid"
  | "provenance.not_found"
  | "provenance.not_acceptable"
  | "provenance.event_exists"
  | "provenance.key_invalid"
  | "provenance.key_conflict";

export class ProvenanceError extends DomainError<ProvenanceErrorCode> {}
