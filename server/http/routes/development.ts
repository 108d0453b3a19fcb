import { Router } from "express";
import { z } from "zod";
import type { Deps } from "../../app/deps.ts";
import { hashHex } from "../../schema/common.ts";
import { requireParty } from "../caller.ts";
import { parseBody } from "../parse.ts";
import { RequestError } from "../request-error.ts";

export interface DevelopmentDeps {
  readonly deps: Deps;
  /** Signs the service account of a party in; returns the cookies to set. */
  readonly signIn: (partyId: string) => Promise<string[]>;
  /** What `redress demo` noted down of the sample. */
  readonly sample: () => Promise<Sample | null>;
  readonly keepSample: (sample: Sample) => Promise<void>;
}

const ROLES = [
  { kind: "merchant", title: "claims, answers, bond and recourse" },
  { kind: "carrier", title: "custody legs it answers for" },
  { kind: "arbitrator", title: "cases to rule on" },
  { kind: "auditor", title: "anchors, consistency, replay" },
  { kind: "platform", title: "queue, fund, parties and bonds" },
] as const;

const signature = z.strictObject({ digest: hashHex });
const sampleBody = z.strictObject({
  gtin: z.string(),
  serial: z.string(),
  caseId: z.string(),
  caseToken: z.string(),
  claimUrl: z.string(),
});
/** What the sample run leaves behind. */
export type Sample = z.infer<typeof sampleBody>;

/** One-click sign-in and signing keys of the embedded set-up. These routes exist on no other. */
export function developmentRoutes({ deps, signIn, sample, keepSample }: DevelopmentDeps): Router {
  const router = Router();
  router.get("/dev/sample", async (request, response) => {
    requireParty(request.caller, "platform");
    response.json(await sample());
  });
  router.post("/dev/sample", async (request, response) => {
    requireParty(request.caller, "platform");
    await keepSample(parseBody(sampleBody, request.body));
    response.status(204).end();
  });
  router.get("/dev/links", async (_request, response) => {
    const known = await sample();
    const parties = await deps.parties.list();
    const links = ROLES.flatMap(({ kind, title }) => {
      const party = parties.find((one) => one.kind === kind);
      const role = kind === "carrier" ? "logistics" : kind === "platform" ? "operator" : kind;
      return party === undefined
        ? []
        : [{ role, title: `${party.name}: ${title}`, url: `${deps.publicUrl}/dev/sign-in/${party.partyId}` }];
    });
    const consumer =
      known === null
        ? []
        : [
            {
              role: "consumer",
              title: "scan page of the sample item",
              url: `${deps.publicUrl}/01/${known.gtin}/21/${known.serial}`,
            },
            {
              role: "consumer",
              title: "progress of the sample case",
              url: `${deps.publicUrl}/c/${known.caseId}#${known.caseToken}`,
            },
            { role: "consumer", title: "the shop's order link: file a claim", url: known.claimUrl },
          ];
    response.json([...consumer, ...links]);
  });
  router.get("/dev/sign-in/:partyId", async (request, response) => {
    const party = await deps.parties.get(request.params.partyId);
    if (party === null) throw new RequestError("request.not_found", "There is nothing at this address.");
    response.setHeader("Set-Cookie", await signIn(party.partyId));
    response.redirect(303, "/w/");
  });
  router.post("/v1/cases/:caseId/development-signature", (request, response) => {
    const { partyId } = requireParty(request.caller);
    const { digest } = parseBody(signature, request.body);
    const signers = deps.developmentSigners;
    if (signers === null) throw new RequestError("request.not_found", "There is nothing at this address.");
    const signed = signers.sign(partyId, Buffer.from(digest, "hex"));
    response.json({
      signer: signers.signerOf(partyId),
      signature: `0x${Buffer.from(signed).toString("hex")}`,
    });
  });
  return router;
}
