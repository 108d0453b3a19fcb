import { send } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

export interface OpenedDocument {
  /** Object URL; the caller revokes it. */
  readonly url: string;
  readonly mediaType: string;
}

/** Media a page may show in place; everything else is only offered for saving, since it could be active content. */
const shown = /^(image\/(jpeg|png|webp|gif)|text\/plain|application\/json)$/;

/** Fetches a document the reader may see. The opening is itself logged by the server. */
export async function openDocument(
  caseId: string,
  evidenceId: string,
  mediaType: string,
): Promise<OpenedDocument> {
  const response = await send(api.document(caseId, evidenceId));
  const safeType = shown.test(mediaType) ? mediaType : "application/octet-stream";
  const blob = new Blob([await response.arrayBuffer()], { type: safeType });
  return { url: URL.createObjectURL(blob), mediaType: safeType };
}
