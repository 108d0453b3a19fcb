import { DomainError } from "../../domain/errors.ts";

/** What can be wrong with a sealed document. */
export type SealingErrorCode = "sealing.no_readers" | "sealing.reader_unknown" | "sealing.cannot_open";

/** A document could not be sealed or opened. */
export class SealingError extends DomainError<SealingErrorCode> {}
