import { DomainError } from "../errors.ts";

export type PartyErrorCode =
  | "party.not_found"
  | "party.exists"
  | "party.reserved"
  | "party.kind"
  | "party.no_agreement"
  | "order.exists"
  | "order.link_invalid"
  | "order.link_expired"
  | "order.line_unknown"
  | "claim.over_refundable"
  | "claim.remedy_closed"
  | "claim.no_rules";

/** A broken rule about parties, orders or what may be claimed of them. */
export class PartyError extends DomainError<PartyErrorCode> {}
