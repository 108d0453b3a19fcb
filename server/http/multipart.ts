import busboy from "busboy";
import type { Request } from "express";
import { RequestError } from "./request-error.ts";

export interface MultipartDocument {
  /** The part `meta`, as text. */
  readonly meta: string;
  /** The part `document`, as bytes. */
  readonly document: Uint8Array;
}

const MAX_META_BYTES = 64 * 1024;

/**
 * Reads a hand-in of two parts, `meta` (JSON) and `document` (bytes), and nothing else. Bounded while it streams:
 * a part over its limit ends the request before it is held whole.
 * @throws RequestError `request.unsupported_media_type`, `request.too_large`, `request.invalid`, `request.malformed`.
 */
export function readDocument(request: Request, maxBytes: number): Promise<MultipartDocument> {
  if (!/^multipart\/form-data\b/.test(request.headers["content-type"] ?? "")) {
    throw new RequestError(
      "request.unsupported_media_type",
      "Send multipart/form-data with the parts meta and document.",
    );
  }
  return new Promise((resolve, reject) => {
    const parts: { meta?: string; document?: Uint8Array } = {};
    const fail = (error: RequestError) => {
      request.unpipe(parser);
      request.resume();
      reject(error);
    };
    const parser = openParser(request, maxBytes);
    let isDocumentSeen = false;
    parser.on("field", (name, value, info) => {
      if (info.valueTruncated) return fail(tooLarge("/meta", MAX_META_BYTES));
      if (name !== "meta" || parts.meta !== undefined) return fail(unknownPart(name));
      parts.meta = value;
    });
    parser.on("file", (name, stream) => {
      if (name !== "document" || isDocumentSeen) {
        stream.resume();
        return fail(unknownPart(name));
      }
      isDocumentSeen = true;
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.once("limit", () => fail(tooLarge("/document", maxBytes)));
      stream.once("end", () => {
        parts.document = Buffer.concat(pieces);
        if (parts.document.length === 0) fail(emptyDocument());
      });
    });
    parser.once("error", () =>
      fail(new RequestError("request.malformed", "The multipart body cannot be read.")),
    );
    parser.once("close", () => {
      const missing = (["meta", "document"] as const).filter((name) => parts[name] === undefined);
      if (missing.length === 0) return resolve(parts as MultipartDocument);
      fail(
        new RequestError(
          "request.invalid",
          "A part is missing.",
          missing.map((name) => ({ field: `/${name}`, rule: "required" })),
        ),
      );
    });
    // A sender that goes away in the middle ends neither part; without this the request would be kept for ever.
    request.once("close", () => {
      if (!request.complete) fail(new RequestError("request.malformed", "The multipart body is cut short."));
    });
    request.pipe(parser);
  });
}

function openParser(request: Request, maxBytes: number): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      limits: { fileSize: maxBytes, files: 2, fields: 2, fieldSize: MAX_META_BYTES, parts: 4 },
    });
  } catch {
    throw new RequestError("request.malformed", "The multipart header names no boundary.");
  }
}

const tooLarge = (field: string, bytes: number): RequestError =>
  new RequestError("request.too_large", `This part is larger than ${bytes} bytes.`, [
    { field, rule: `at most ${bytes} bytes` },
  ]);

const emptyDocument = (): RequestError =>
  new RequestError("request.invalid", "The document is empty.", [
    { field: "/document", rule: "at least 1 byte" },
  ]);

const unknownPart = (name: string): RequestError =>
  new RequestError("request.invalid", "Only the parts meta and document are taken, each once.", [
    { field: `/${name}`, rule: "not taken" },
  ]);
