/**
 * The one table from error code to problem document (RFC 9457), and the middleware that writes it. A code
 * without a row is a 500 whose detail stays inside; so is every error that is not ours.
 */
import type { ErrorRequestHandler } from "express";
import type {} from "pino-http";
import { isOutage } from "../app/outages.ts";
import { DomainError } from "../domain/errors.ts";
import { ResponsibilityError } from "../domain/responsibility/index.ts";
import type { Problem } from "../schema/common.ts";
import { RequestError } from "./request-error.ts";

interface Row {
  readonly status: number;
  readonly title: string;
}

const rows: Record<string, Row> = {
  "request.invalid": { status: 400, title: "The request is not valid" },
  "request.malformed": { status: 400, title: "The request cannot be read" },
  "request.too_large": { status: 413, title: "The request is too large" },
  "request.unsupported_media_type": { status: 415, title: "This kind of content is not taken here" },
  "request.unauthenticated": { status: 401, title: "Sign in first" },
  "request.forbidden": { status: 403, title: "Not yours to do" },
  "request.not_found": { status: 404, title: "Nothing here" },
  "request.method_not_allowed": { status: 405, title: "This method is not taken here" },
  "request.not_acceptable": { status: 406, title: "Nothing here is in a form you take" },
  "request.not_cached": { status: 412, title: "This is not kept here" },
  "request.rate_limited": { status: 429, title: "Too many requests" },
  "party.not_found": { status: 404, title: "No such party" },
  "party.exists": { status: 409, title: "This party exists already" },
  "party.reserved": { status: 409, title: "No party may have this id" },
  "party.no_agreement": { status: 409, title: "The party has signed no agreement" },
  "party.kind": { status: 409, title: "The party is of another kind" },
  "order.exists": { status: 409, title: "This order was reported differently before" },
  "order.link_invalid": { status: 403, title: "The order link does not prove the purchase" },
  "order.link_expired": { status: 403, title: "The order link has expired" },
  "order.line_unknown": { status: 400, title: "The order has no such line" },
  "claim.over_refundable": { status: 409, title: "More is asked than is left to refund" },
  "claim.no_rules": { status: 409, title: "No rules cover the day of this order" },
  "claim.remedy_closed": { status: 409, title: "This remedy is not open for this order" },
  "case.not_found": { status: 404, title: "Nothing here" },
  "case.forbidden_transition": { status: 409, title: "The case is not in a state for this" },
  "case.not_your_turn": { status: 403, title: "Not yours to do in this case" },
  "case.evidence_frozen": { status: 409, title: "Evidence for this case is closed" },
  "case.evidence_erased": { status: 410, title: "This document was erased" },
  "case.document_differs": { status: 422, title: "The document is not the one described" },
  "case.idempotency_conflict": { status: 409, title: "This idempotency key was used for something else" },
  "case.fact_invalid": { status: 422, title: "This fact cannot be added" },
  "case.signer_pending": { status: 409, title: "The key is not on chain yet" },
  "case.appeal_refused": { status: 409, title: "The contract does not take this appeal" },
  "case.appeal_forfeited": { status: 403, title: "This party forfeited its appeal" },
  "case.no_appeal_panel": { status: 409, title: "Nobody is left to hear an appeal" },
  "case.bad_signature": { status: 422, title: "The signature does not check" },
  "chain.unreachable": { status: 503, title: "The chain does not answer; nothing was stored" },
  "chain.wrong_chain": { status: 503, title: "The node serves another chain; nothing was stored" },
  "chain.reverted": { status: 409, title: "The contract refuses this" },
  "chain.unknown_contract": { status: 500, title: "A contract is not set up here" },
  "chain.bad_call": { status: 500, title: "A call to a contract was made wrongly here" },
  "chain.call_conflict": { status: 409, title: "This reference was used for something else" },
  "money.journal_conflict": { status: 409, title: "This was booked differently before" },
  "log.idempotency_conflict": { status: 409, title: "This idempotency key was used for something else" },
  "log.entry_too_large": { status: 413, title: "The entry is too large" },
  "log.fork_refused": { status: 503, title: "The log may not go on; nothing was stored" },
  "log.not_found": { status: 404, title: "Nothing here" },
  "blocks.missing": { status: 503, title: "The document cannot be had at the moment" },
  "blocks.not_pinned": { status: 503, title: "The document is not kept at the moment" },
  "blocks.root_mismatch": { status: 503, title: "The document was not stored as it was sent" },
  "blocks.altered": { status: 500, title: "The stored document is not what was stored" },
  "blocks.cid_unsupported": { status: 500, title: "The document's address is not one of ours" },
  "sealing.no_readers": { status: 500, title: "Nobody could read this document" },
  "sealing.reader_unknown": { status: 500, title: "A reader has no usable key" },
  "sealing.cannot_open": { status: 500, title: "The stored document does not open" },
  "storage.unavailable": { status: 503, title: "A part is down; nothing was stored" },
};

/** Adds the rows of a part, so that each part keeps its codes beside its routes. */
export function registerProblems(more: Record<string, Row>): void {
  Object.assign(rows, more);
}

/** All codes with their status, for the documentation pages of problems. */
export function problemTable(): readonly (Row & { code: string })[] {
  return Object.entries(rows).map(([code, row]) => ({ code, ...row }));
}

interface HttpLike {
  readonly status?: number;
  readonly type?: string;
}

/** What the responsibility engine refuses to read, with the path and rule of each fault. */
function fromEngine(error: unknown): RequestError | null {
  if (!(error instanceof ResponsibilityError)) return null;
  const errors = error.issues.map(({ path, rule }) => ({ field: path || "/", rule }));
  return new RequestError("request.invalid", "The engine cannot read these facts.", errors, error);
}

/** What body parsers and the router throw, said in our codes. */
function fromFramework(error: HttpLike): RequestError | null {
  if (error.type === "entity.too.large")
    return new RequestError("request.too_large", "The body is larger than this route takes.");
  if (error.type === "entity.parse.failed")
    return new RequestError("request.malformed", "The body is not valid JSON.");
  if (error.type === "charset.unsupported" || error.type === "encoding.unsupported")
    return new RequestError("request.unsupported_media_type", "This encoding is not taken here.");
  if (error.status === 404) return new RequestError("request.not_found", "There is nothing at this address.");
  if (error.status === 400 || error instanceof URIError)
    return new RequestError("request.malformed", "The request cannot be read.");
  return null;
}

export function problemOf(
  error: unknown,
  requestId: string,
): { problem: Problem; retryAfterSeconds: number | null } {
  const known =
    error instanceof DomainError ? error : (fromEngine(error) ?? fromFramework(error as HttpLike));
  const row = known === null ? undefined : rows[known.code];
  if (known !== null && row !== undefined) {
    return {
      problem: domainProblem(known, row, requestId),
      retryAfterSeconds: row.status === 503 ? 2 : null,
    };
  }
  const outage = isOutage(error);
  const problem = {
    type: outage ? "/problems/storage.unavailable" : "/problems/internal",
    title: outage ? "A part is down; nothing was stored" : "Something went wrong here",
    status: outage ? 503 : 500,
    code: outage ? "storage.unavailable" : "internal",
    requestId,
  };
  return { problem, retryAfterSeconds: outage ? 2 : null };
}

function domainProblem(error: DomainError, row: Row, requestId: string): Problem {
  const errors =
    error instanceof RequestError && error.errors.length > 0
      ? [...error.errors]
      : error.field === undefined
        ? undefined
        : [{ field: error.field, rule: error.rule ?? error.message }];
  return {
    type: `/problems/${error.code}`,
    title: row.title,
    status: row.status,
    ...(row.status < 500 ? { detail: error.message } : {}),
    code: error.code,
    requestId,
    ...(errors === undefined ? {} : { errors }),
  };
}

/** Answers every thrown error as `application/problem+json`; logs what is not the caller's fault. */
export const problemMiddleware: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent) return next(error);
  const { problem, retryAfterSeconds } = problemOf(error, String(request.id));
  if (problem.status >= 500) request.log?.error({ err: error }, "request failed");
  if (retryAfterSeconds !== null) response.setHeader("Retry-After", String(retryAfterSeconds));
  // A cache may keep what is not there of its own accord, and would go on saying so after it has come.
  response.setHeader("Cache-Control", "no-store");
  response.status(problem.status).type("application/problem+json").send(JSON.stringify(problem));
};
