import type { Request, RequestHandler } from "express";
import { RequestError } from "../request-error.ts";

export const JSON_TYPE = "application/json";

/** No name or id holds a zero character, and the database takes none. */
export const requireReadableUrl: RequestHandler = (request, _response, next) => {
  const isReadable = !/%00/.test(request.url);
  next(isReadable ? undefined : new RequestError("request.malformed", "The address holds a zero character."));
};

/** Whether the body, if there is one, is of a kind some route reads. */
export const hasKnownContent = (request: Request): boolean =>
  request.is([JSON_TYPE, "multipart/form-data"]) !== false;

/** Bodies are JSON, or multipart where a document rides along; anything else would read as an empty one. */
export const requireKnownContent: RequestHandler = (request, _response, next) => {
  next(
    hasKnownContent(request)
      ? undefined
      : new RequestError("request.unsupported_media_type", `Send ${JSON_TYPE}.`, [
          { field: "Content-Type", rule: JSON_TYPE },
        ]),
  );
};
