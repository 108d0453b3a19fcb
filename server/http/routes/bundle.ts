import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadable } from "node:stream/web";
import { Router } from "express";
import type { Deps } from "../../app/deps.ts";
import { makeBundle } from "../../app/make-bundle.ts";
import type { EngineHash, ZipStream } from "../../app/ports-bundle.ts";
import { enter } from "./cases.ts";

export interface BundleDeps extends Deps {
  readonly zip: ZipStream;
  readonly engineHash: EngineHash;
}

/** A case to take away, as one zip archive. */
export function bundleRoutes(deps: BundleDeps): Router {
  const router = Router();
  router.get("/v1/cases/:caseId/bundle", async (request, response) => {
    const { caseId, standing } = await enter(deps, request);
    const { files, madeAt } = await makeBundle(deps, caseId, standing);
    response
      .set("content-disposition", `attachment; filename="redress-${caseId.slice(0, 16)}.zip"`)
      .set("cache-control", "no-store")
      .type("application/zip");
    await pipeline(Readable.fromWeb(deps.zip(files, madeAt) as NodeReadable<Uint8Array>), response);
  });
  return router;
}
