import { UploadError } from "../domain/evidence/upload-errors.ts";
import type { HandInAccepted } from "../schema/evidence.ts";
import type { Deps } from "./deps.ts";
import { type HandIn, handedInBefore, handInEvidence } from "./hand-in-evidence.ts";

export interface UploadHandIn extends Omit<HandIn, "document"> {
  readonly uploadId: string;
  /** Whose the upload is. */
  readonly owner: string;
}

/**
 * Hands in a document that arrived in pieces, and lets go of the pieces once it is stored. A repeat after that is
 * answered from what was said of the document then.
 *
 * @throws UploadError `upload.not_found`, `upload.incomplete`; and as {@link handInEvidence}.
 */
export async function handInUpload(
  deps: Deps,
  { uploadId, owner, ...input }: UploadHandIn,
): Promise<HandInAccepted> {
  const document = await deps.uploads.open(owner, uploadId);
  if (document === null) {
    const before = await handedInBefore(deps, input);
    if (before !== null) return before;
    throw new UploadError("upload.not_found", "There is no such upload.", {
      field: "/uploadId",
      rule: "an upload of yours that has not expired",
    });
  }
  const accepted = await handInEvidence(deps, { ...input, document });
  await deps.uploads.remove(owner, uploadId);
  return accepted;
}
