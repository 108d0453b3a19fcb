import type { Mark } from "../transcript/marks.ts";
import type { PendingUpload } from "./store.ts";

/** Prepares a chosen or photographed file for hand-in; with marks, even none, it is a chat. */
export function pendingUpload(
  caseId: string,
  file: File,
  method: "live" | "upload",
  marks?: readonly Mark[],
): PendingUpload {
  const mediaType = (file.type.split(";")[0] || "application/octet-stream").toLowerCase();
  const isMedia = /^(image|video|audio)\//.test(mediaType);
  return {
    idempotencyKey: crypto.randomUUID(),
    caseId,
    name: file.name.slice(0, 200) || "document",
    mediaType,
    method,
    type: marks !== undefined ? "chat.transcript" : isMedia ? "media" : "document",
    ...(marks === undefined ? {} : { statements: marks }),
    capturedAt: file.lastModified > 0 ? new Date(file.lastModified).toISOString() : null,
    document: file,
  };
}
