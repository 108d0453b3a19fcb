import { ApiError } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";
import type { PendingUpload } from "./store.ts";

const pieceBytes = 1024 * 1024;
const pieceType = "application/offset+octet-stream";

export interface Sending {
  readonly token: string | undefined;
  /** Hears of the share that has arrived, 0 to 1. */
  readonly onProgress: (share: number) => void;
  /** Keeps the upload's id beside the document, so that a page opened later goes on with it. */
  readonly keep: (uploadId: string) => Promise<void>;
}

/**
 * Uploads a document piece by piece (tus 1.0.0), going on from what an earlier try has brought there.
 * @returns The id to hand it in by.
 * @throws ApiError with the server's code; the next try goes on from the pieces that have arrived.
 */
export async function sendInPieces(upload: PendingUpload, sending: Sending): Promise<string> {
  const begun = await goOn(upload, sending.token);
  const uploadId = begun?.uploadId ?? (await begin(upload, sending));
  let offset = begun?.offset ?? 0;
  while (offset < upload.document.size) {
    sending.onProgress(offset / upload.document.size);
    offset = await sendPiece(upload, uploadId, offset, sending.token);
  }
  sending.onProgress(1);
  return uploadId;
}

/** Where an earlier try got to; null when there was none, or it is too long ago. */
async function goOn(
  { uploadId }: PendingUpload,
  token: string | undefined,
): Promise<{ uploadId: string; offset: number } | null> {
  if (uploadId === undefined) return null;
  try {
    return { uploadId, offset: offsetOf(await call("HEAD", api.upload(uploadId), token, {})) };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

async function begin({ document }: PendingUpload, { keep, token }: Sending): Promise<string> {
  const headers = { "upload-length": String(document.size) };
  const answer = await call("POST", api.uploads, token, headers);
  const uploadId = answer.headers.get("location")?.split("/").at(-1) ?? "";
  await keep(uploadId);
  return uploadId;
}

async function sendPiece(
  { document }: PendingUpload,
  uploadId: string,
  offset: number,
  token: string | undefined,
): Promise<number> {
  const headers = { "content-type": pieceType, "upload-offset": String(offset) };
  const piece = document.slice(offset, offset + pieceBytes);
  return offsetOf(await call("PATCH", api.upload(uploadId), token, headers, piece));
}

const offsetOf = (answer: Response): number => Number(answer.headers.get("upload-offset"));

async function call(
  method: string,
  path: string,
  token: string | undefined,
  more: Readonly<Record<string, string>>,
  body?: Blob,
): Promise<Response> {
  const headers = new Headers({ accept: "application/json", "tus-resumable": "1.0.0", ...more });
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  const answer = await fetch(path, { method, headers, body: body ?? null }).catch(() => {
    throw new ApiError(0, { code: "network.unreachable", title: "network.unreachable" });
  });
  if (answer.ok) return answer;
  throw new ApiError(answer.status, await answer.json().catch(() => ({})));
}
