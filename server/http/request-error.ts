import { DomainError } from "../domain/errors.ts";

export type RequestErrorCode =
  | "request.invalid"
  | "request.too_large"
  | "request.unsupported_media_type"
  | "request.unauthenticated"
  | "request.forbidden"
  | "request.not_found"
  | "request.method_not_allowed"
  | "request.not_acceptable"
  | "request.not_cached"
  | "request.rate_limited"
  | "request.malformed";

/** What is wrong with a request before any rule of the domain is asked. */
export class RequestError extends DomainError<RequestErrorCode> {
  readonly errors: readonly { field: string; rule: string }[];

  constructor(
    code: RequestErrorCode,
    message: string,
    errors: readonly { field: string; rule: string }[] = [],
    cause?: unknown,
  ) {
    super(code, message, { field: errors[0]?.field, rule: errors[0]?.rule, cause });
    this.errors = errors;
  }
}
