import busboy from "busboy";
import type { Request } from "express";
import { RequestError } from "./request-error.ts";

export interface MultipartDocuments {
  /** The part `meta`, as text. */
  readonly meta: string;
  /** The parts `document`, as bytes, in their order. */
  readonly documents: readonly Uint8Array[];
}

export interface MultipartLimits {
  /** Of all documents together. */
  readonly maxBytes: number;
  readonly maxDocuments: number;
  readonly maxMetaBytes: number;
}

const MAX_META_BYTES = 64 * 1024;

/**
 * Reads a hand-in of one document; see {@link readDocuments}.
 * @throws RequestError as {@link readDocuments}.
 */
export async function readDocument(
  request: Request,
  maxBytes: number,
): Promise<{ meta: string; document: Uint8Array }> {
  const limits = { maxBytes, maxDocuments: 1, maxMetaBytes: MAX_META_BYTES };
  const { meta, documents } = await readDocuments(request, limits);
  return { meta, document: documents[0]! };
}

/**
 * Reads a hand-in of the part `meta` (JSON) and parts `document` (bytes), and nothing else. Bounded while it streams:
 * what goes over its limit ends the request before it is held whole.
 * @throws RequestError `request.unsupported_media_type`, `request.too_large`, `request.invalid`, `request.malformed`.
 */
export function readDocuments(request: Request, limits: MultipartLimits): Promise<MultipartDocuments> {
  if (!/^multipart\/form-data\b/.test(request.headers["content-type"] ?? "")) {
    throw new RequestError(
      "request.unsupported_media_type",
      "Send multipart/form-data with the parts meta and document.",
    );
  }
  return new Promise((resolve, reject) => {
    const parser = openParser(request, limits);
    const fail = (error: RequestError) => {
      request.unpipe(parser);
      request.resume();
      reject(error);
    };
    const parts = collect(parser, limits, fail);
    parser.once("error", () =>
      fail(new RequestError("request.malformed", "The multipart body cannot be read.")),
    );
    parser.once("close", () => {
      const { documents, meta } = parts;
      if (meta !== undefined && documents.length > 0) return resolve({ meta, documents });
      fail(
        missing([...(meta === undefined ? ["meta"] : []), ...(documents.length === 0 ? ["document"] : [])]),
      );
    });
    // A sender that goes away in the middle ends neither part; without this the request would be kept for ever.
    request.once("close", () => {
      if (!request.complete) fail(new RequestError("request.malformed", "The multipart body is cut short."));
    });
    request.pipe(parser);
  });
}

interface Parts {
  meta?: string;
  readonly documents: Uint8Array[];
}

function collect(
  parser: busboy.Busboy,
  { maxBytes, maxDocuments, maxMetaBytes }: MultipartLimits,
  fail: (error: RequestError) => void,
): Parts {
  const parts: Parts = { documents: [] };
  let begun = 0;
  let total = 0;
  parser.on("field", (name, value, info) => {
    if (info.valueTruncated) return fail(tooLarge("/meta", maxMetaBytes));
    if (name !== "meta" || parts.meta !== undefined) return fail(unknownPart(name));
    parts.meta = value;
  });
  parser.on("file", (name, stream) => {
    const at = begun++;
    if (name !== "document" || at >= maxDocuments) {
      stream.resume();
      return fail(unknownPart(name));
    }
    const pieces: Buffer[] = [];
    stream.on("data", (piece: Buffer) => {
      total += piece.length;
      if (total > maxBytes) fail(tooLarge("/document", maxBytes));
      else pieces.push(piece);
    });
    stream.once("end", () => {
      parts.documents[at] = Buffer.concat(pieces);
      if (parts.documents[at].length === 0) fail(emptyDocument());
    });
  });
  return parts;
}

function openParser(
  request: Request,
  { maxBytes, maxDocuments, maxMetaBytes }: MultipartLimits,
): busboy.Busboy {
  const counts = { files: maxDocuments + 1, fields: 2, parts: maxDocuments + 3 };
  try {
    return busboy({
      headers: request.headers,
      limits: { fileSize: maxBytes + 1, fieldSize: maxMetaBytes, ...counts },
    });
  } catch {
    throw new RequestError("request.malformed", "The multipart header names no boundary.");
  }
}

const tooLarge = (field: string, bytes: number): RequestError =>
  new RequestError(
    "request.too_large",
    `This is larger than ${bytes} bytes. Larger ones go to /v1/uploads.`,
    [{ field, rule: `at most ${bytes} bytes` }],
  );

const emptyDocument = (): RequestError =>
  new RequestError("request.invalid", "The document is empty.", [
    { field: "/document", rule: "at least 1 byte" },
  ]);

const unknownPart = (name: string): RequestError =>
  new RequestError(
    "request.invalid",
    "Only the part meta and as many parts document as asked for are taken.",
    [{ field: `/${name}`, rule: "not taken" }],
  );

const missing = (names: readonly string[]): RequestError =>
  new RequestError(
    "request.invalid",
    "A part is missing.",
    names.map((name) => ({ field: `/${name}`, rule: "required" })),
  );
