import type { HandInAccepted } from "../../../../server/schema/evidence.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";
import type { PendingUpload } from "../uploads/store.ts";

function metaOf(upload: PendingUpload) {
  const { type, name, mediaType, method, capturedAt, idempotencyKey, signed, statements } = upload;
  const captured = capturedAt === null ? {} : { capturedAt };
  const said = statements === undefined ? {} : { statements };
  return { type, name, mediaType, method, idempotencyKey, ...captured, ...said, ...signed };
}

/** Hands in one document by the id of its upload; the same idempotency key gives the same entry again. */
export function handInUpload(
  upload: PendingUpload,
  uploadId: string,
  token?: string,
): Promise<HandInAccepted> {
  const body = { ...metaOf(upload), uploadId };
  return request(api.fromUpload(upload.caseId), { body, token });
}

/** Hands in one document; the same idempotency key gives the same entry again. */
export function handInEvidence(
  upload: PendingUpload,
  token?: string,
  signal?: AbortSignal,
): Promise<HandInAccepted> {
  const meta = metaOf(upload);
  const { document, name } = upload;
  const form = new FormData();
  // `meta` goes first: the server learns what the bytes are before it reads them.
  form.append("meta", JSON.stringify(meta));
  form.append("document", document, name);
  return request(api.caseStep(upload.caseId, "evidence"), { form, token, signal });
}
