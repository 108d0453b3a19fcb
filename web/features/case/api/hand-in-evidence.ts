import type { HandInAccepted } from "../../../../server/schema/evidence.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";
import type { PendingUpload } from "../uploads/store.ts";

/** Hands in one document; the same idempotency key gives the same entry again. */
export function handInEvidence(
  upload: PendingUpload,
  token?: string,
  signal?: AbortSignal,
): Promise<HandInAccepted> {
  const { type, name, mediaType, method, capturedAt, idempotencyKey } = upload;
  const meta = {
    type,
    name,
    mediaType,
    method,
    idempotencyKey,
    ...(capturedAt === null ? {} : { capturedAt }),
  };
  const form = new FormData();
  // `meta` goes first: the server learns what the bytes are before it reads them.
  form.append("meta", JSON.stringify(meta));
  form.append("document", upload.document, name);
  return request(api.caseStep(upload.caseId, "evidence"), { form, token, signal });
}
