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
  /** More events match than the caller wants to hear of. */
  | "provenance.query_too_large"
  /** Would keep the database busy for longer than one caller may. */
  | "provenance.query_too_complex"
  | "provenance.uri_too_long"
  /** The named query exists already. */
  | "provenance.query_exists"
  | "provenance.too_many_queries"
  | "provenance.subscription_invalid"
  /** An address this server does not call. */
  | "provenance.dest_refused"
  | "provenance.not_found"
  | "provenance.not_acceptable"
  | "provenance.event_exists"
  | "provenance.key_invalid"
  | "provenance.labels_invalid"
  | "provenance.inner_code_wrong"
  | "provenance.tag_conflict"
  /** A table of steps with rows that cannot be taken; nothing of it was. */
  | "provenance.import_invalid"
  | "provenance.key_conflict";

export class ProvenanceError extends DomainError<ProvenanceErrorCode> {}
