/**
 * Resumable uploads by the tus protocol 1.0.0 (core, creation, expiration, termination): a document arrives in as many
 * pieces as the connection breaks it into, and is handed in by the id of its upload afterwards.
 */
import { type Request, type RequestHandler, type Response, Router } from "express";
import type { UploadState, UploadStore } from "../../app/ports-uploads.ts";
import { UploadError } from "../../domain/evidence/upload-errors.ts";
import { registerProblems } from "../problems.ts";
import { RequestError } from "../request-error.ts";

registerProblems({
  "upload.not_found": { status: 404, title: "Nothing here" },
  "upload.too_large": { status: 413, title: "The document is too large" },
  "upload.too_many": { status: 409, title: "Too many uploads under way" },
  "upload.conflict": { status: 409, title: "The upload stands at another offset" },
  "upload.incomplete": { status: 409, title: "The upload is not complete" },
  "upload.protocol": { status: 412, title: "Another version of the upload protocol" },
});

const VERSION = "1.0.0";
const MAX_SIZE_BYTES = 2 * 1024 ** 3;
const PIECE_TYPE = "application/offset+octet-stream";

/** Mounted before bodies are parsed: pieces are streamed to disk. */
export function uploadRoutes(uploads: UploadStore): Router {
  const router = Router();
  router.use("/v1/uploads", requireVersion);
  router.options("/v1/uploads", (_request, response) => {
    response
      .set({
        "tus-version": VERSION,
        "tus-extension": "creation,expiration,termination",
        "tus-max-size": String(MAX_SIZE_BYTES),
      })
      .status(204)
      .end();
  });
  router.post("/v1/uploads", async (request, response) => {
    const state = await uploads.create(ownerOf(request), lengthOf(request));
    response.location(`/v1/uploads/${state.uploadId}`);
    show(response, state).status(201).end();
  });
  router.head("/v1/uploads/:uploadId", async (request, response) => {
    show(response, await find(uploads, request))
      .status(200)
      .end();
  });
  router.patch("/v1/uploads/:uploadId", async (request, response) => {
    if (request.headers["content-type"] !== PIECE_TYPE)
      throw new RequestError("request.unsupported_media_type", `Send ${PIECE_TYPE}.`, [
        { field: "Content-Type", rule: PIECE_TYPE },
      ]);
    const state = await find(uploads, request);
    // Not destroyed when reading ends early: the sender is still to hear why.
    const bytes = request.iterator({ destroyOnReturn: false });
    const offset = await uploads.append(ownerOf(request), state.uploadId, offsetOf(request), bytes);
    show(response, { ...state, offset })
      .status(204)
      .end();
  });
  router.delete("/v1/uploads/:uploadId", async (request, response) => {
    const { uploadId } = await find(uploads, request);
    await uploads.remove(ownerOf(request), uploadId);
    response.status(204).end();
  });
  return router;
}

/** Whose an upload is: a party's, or the claimant's of one case. */
export function ownerOf({ caller }: Request): string {
  if (caller.kind === "party") return caller.partyId;
  if (caller.kind === "claimant") return `${caller.caseId}/claimant`;
  throw new RequestError("request.unauthenticated", "Sign in, or send a key or token, to upload.");
}

const requireVersion: RequestHandler = (request, response, next) => {
  response.set("tus-resumable", VERSION);
  if (request.method !== "OPTIONS") ownerOf(request);
  if (request.method === "OPTIONS" || request.header("tus-resumable") === VERSION) return next();
  response.set("tus-version", VERSION);
  next(
    new UploadError("upload.protocol", `Uploads speak tus ${VERSION}.`, {
      field: "Tus-Resumable",
      rule: VERSION,
    }),
  );
};

function show(response: Response, { offset, sizeBytes, expiresAt }: UploadState): Response {
  return response.set({
    "upload-offset": String(offset),
    "upload-length": String(sizeBytes),
    "upload-expires": expiresAt.toUTCString(),
    "cache-control": "no-store",
  });
}

async function find(uploads: UploadStore, request: Request): Promise<UploadState> {
  const state = await uploads.get(ownerOf(request), String(request.params.uploadId));
  if (state === null) throw new UploadError("upload.not_found", "There is no such upload.");
  return state;
}

function lengthOf(request: Request): number {
  const length = wholeNumber(request, "Upload-Length", 1);
  if (length <= MAX_SIZE_BYTES) return length;
  throw new UploadError("upload.too_large", `A document has at most ${MAX_SIZE_BYTES} bytes.`, {
    field: "Upload-Length",
    rule: `at most ${MAX_SIZE_BYTES}`,
  });
}

const offsetOf = (request: Request): number => wholeNumber(request, "Upload-Offset", 0);

function wholeNumber(request: Request, name: string, least: number): number {
  const text = request.header(name) ?? "";
  const value = /^[0-9]{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least) return value;
  throw new RequestError("request.invalid", `${name} is missing or no whole number.`, [
    { field: name, rule: `a whole number from ${least}` },
  ]);
}
