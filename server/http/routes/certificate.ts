import { Router } from "express";
import { type CertificateDeps, makeCertificate } from "../../app/make-certificate.ts";
import { certificateQuery } from "../../schema/log.ts";
import { parseBody } from "../parse.ts";

/** The certificate of a receipt, to print or to keep. */
export function certificateRoutes(deps: CertificateDeps): Router {
  const router = Router();
  router.get("/v1/receipts/:leafHash/certificate", async (request, response) => {
    const { language } = parseBody(certificateQuery, request.query);
    const { leafHash } = request.params;
    const bytes = await makeCertificate(deps, leafHash, language, request.caller);
    response
      .set("cache-control", "no-store")
      .set("content-disposition", `attachment; filename="certificate-${leafHash.slice(0, 16)}.pdf"`)
      .type("application/pdf")
      .send(Buffer.from(bytes));
  });
  return router;
}
