import { DomainError } from "../errors.ts";

export type CaseErrorCode =
  | "case.not_found"
  | "case.forbidden_transition"
  | "case.not_your_turn"
  | "case.evidence_frozen"
  | "case.evidence_erased"
  | "case.document_differs"
  | "case.fact_invalid"
  | "case.idempotency_conflict"
  | "case.bad_signature"
  | "case.appeal_refused"
  | "case.appeal_forfeited"
  | "case.no_appeal_panel"
  | "case.signer_pending";

/** A broken rule of a case: its code says which, its message what to do instead. */
export class CaseError extends DomainError<CaseErrorCode> {}
