import { DomainError } from "../errors.ts";

/** What can be wrong with something handed to, or read from, the evidence log. */
export type LogErrorCode =
  | "log.bad_encoding"
  | "log.bad_entry"
  | "log.bad_statement"
  | "log.entry_too_large"
  | "log.statement_too_large"
  | "log.batch_too_large"
  | "log.idempotency_conflict"
  | "log.busy"
  | "log.clock_ahead"
  | "log.not_found"
  | "log.not_registered"
  | "log.bad_range"
  | "log.bad_proof"
  | "log.bad_tile"
  | "log.bad_note"
  | "log.bad_checkpoint"
  | "log.bad_promise"
  | "log.bad_receipt"
  | "log.bad_signature"
  | "log.fork_refused"
  | "log.bad_policy"
  | "log.bad_header"
  | "log.rotation_refused";

/** Thrown by everything under `domain/log` and by its stores. */
export class LogError extends DomainError<LogErrorCode> {}
