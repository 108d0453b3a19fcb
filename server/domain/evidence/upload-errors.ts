import { DomainError } from "../errors.ts";

/** What can be wrong with a document that arrives in pieces. */
export type UploadErrorCode =
  | "upload.not_found"
  | "upload.too_large"
  | "upload.too_many"
  | "upload.conflict"
  | "upload.incomplete"
  | "upload.protocol";

/** Thrown by uploads and their store. */
export class UploadError extends DomainError<UploadErrorCode> {}
