import { DomainError } from "../errors.ts";

export type BundleErrorCode =
  | "bundle.not_a_zip"
  | "bundle.unsafe"
  | "bundle.too_large"
  | "bundle.bad_manifest"
  | "bundle.no_receipt";

/** A bundle or certificate that is refused before anything in it is believed. */
export class BundleError extends DomainError<BundleErrorCode> {}
