import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Request, type RequestHandler, Router } from "express";
import { addFact, disputeFact, withdrawFact } from "../../app/add-fact.ts";
import { addReader } from "../../app/add-reader.ts";
import { appealRuling } from "../../app/appeal-case.ts";
import {
  acceptProposal,
  answerClaim,
  objectToProposal,
  waiveAppeal,
  waiveEvidence,
  withdrawClaim,
} from "../../app/case-work.ts";
import { commitVote, panelOf, revealVote } from "../../app/cast-vote.ts";
import type { Deps } from "../../app/deps.ts";
import { requestErasure } from "../../app/erase-document.ts";
import { handInDocuments, handInEvidence } from "../../app/hand-in-evidence.ts";
import { handInUpload } from "../../app/hand-in-upload.ts";
import { openDocument } from "../../app/open-document.ts";
import type { CaseRecord } from "../../app/ports-cases.ts";
import { listCases, readCase, readWhatIf } from "../../app/read-case.ts";
import { CaseError } from "../../domain/case/errors.ts";
import { CLAIMANT } from "../../domain/case/types.ts";
import {
  answerClaim as answerBody,
  caseStep,
  objectStep,
  signedStep,
  whatIf as whatIfBody,
} from "../../schema/case.ts";
import { caseId as caseIdShape } from "../../schema/common.ts";
import { requestErasure as erasureBody } from "../../schema/erasure.ts";
import {
  handInBatch,
  handInMeta,
  handInUpload as handInUploadBody,
  MAX_BATCH,
} from "../../schema/evidence.ts";
import {
  addFact as addFactBody,
  disputeFact as disputeFactBody,
  withdrawFact as withdrawFactBody,
} from "../../schema/facts.ts";
import { commitVote as commitBody, revealVote as revealBody } from "../../schema/panel.ts";
import { addReader as readerBody } from "../../schema/reader.ts";
import { type Caller, requireParty } from "../caller.ts";
import { atOnce } from "../middleware/at-once.ts";
import { readDocument, readDocuments } from "../multipart.ts";
import { parseBody } from "../parse.ts";
import { RequestError } from "../request-error.ts";
import { ownerOf } from "./uploads.ts";

const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;
/** Documents and batches taken in at once. */
const MOST_HAND_INS = 64;
const MAX_BATCH_META_BYTES = 1024 * 1024;
/** Of answers made of hashes, which do not compress. */
const UNCHANGED = "no-store, no-transform";

/** What the caller is in this case. */
export interface Standing {
  /** Party id, or "claimant". */
  readonly partyId: string;
  readonly kind: string;
  readonly isParty: boolean;
  /** The case, where it had to be read to tell. */
  readonly record?: CaseRecord;
}

/** A case for everybody who may see it; to anybody else it reads exactly like one that does not exist. */
export function caseRoutes(deps: Deps): Router {
  const router = Router();
  router.get("/v1/cases", async (request, response) => {
    response.json({ cases: await listCases(deps, requireParty(request.caller)) });
  });
  router.get("/v1/cases/:caseId", async (request, response) => {
    const { caseId, standing } = await enter(deps, request);
    response.json(await readCase(deps, caseId, standing));
  });
  const handIns = atOnce(MOST_HAND_INS);
  router.post("/v1/cases/:caseId/evidence", handIns, async (request, response) => {
    const { caseId, standing } = await enterAsParty(deps, request);
    const { meta, document } = await readDocument(request, MAX_DOCUMENT_BYTES);
    const accepted = await handInEvidence(deps, {
      caseId,
      ...byOf(standing),
      meta: parseBody(handInMeta, readJson(meta)),
      document,
    });
    response.status(201).set("cache-control", UNCHANGED).json(accepted);
  });
  router.post("/v1/cases/:caseId/evidence/batch", handIns, async (request, response) => {
    const { caseId, standing } = await enterAsParty(deps, request);
    const { meta, documents } = await readDocuments(request, {
      maxBytes: MAX_DOCUMENT_BYTES,
      maxDocuments: MAX_BATCH,
      maxMetaBytes: MAX_BATCH_META_BYTES,
    });
    const { items } = parseBody(handInBatch, readJson(meta));
    requireDocumentEach(items.length, documents.length);
    const handedIn = items.map((item, at) => ({ meta: item, document: documents[at]! }));
    const accepted = await handInDocuments(deps, { caseId, ...byOf(standing) }, handedIn);
    response.status(201).set("cache-control", UNCHANGED).json({ accepted });
  });
  router.post("/v1/cases/:caseId/evidence/from-upload", async (request, response) => {
    const { caseId, standing } = await enterAsParty(deps, request);
    const { uploadId, ...meta } = parseBody(handInUploadBody, request.body);
    const from = { caseId, submitter: standing.partyId, meta, uploadId, owner: ownerOf(request) };
    response.status(201).json(await handInUpload(deps, from));
  });
  router.get("/v1/cases/:caseId/evidence/:evidenceId/document", async (request, response) => {
    const { caseId, standing } = await enterToRead(deps, request);
    const { bytes, name, mediaType, sizeBytes } = await openDocument(
      deps,
      caseId,
      String(request.params.evidenceId),
      standing,
    );
    response
      .setHeader("Content-Disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .setHeader("Cache-Control", "no-store, no-transform")
      .setHeader("Content-Length", String(sizeBytes))
      .type(mediaType);
    await pipeline(Readable.from(bytes), response);
  });
  router.post("/v1/cases/:caseId/evidence/:evidenceId/erasure", async (request, response) => {
    const { caseId, standing } = await enter(deps, request);
    const evidenceId = String(request.params.evidenceId);
    const { reason } = parseBody(erasureBody, request.body);
    const erasure = await requestErasure(deps, caseId, evidenceId, standing, reason);
    response.status(erasure.state === "held" ? 202 : 200).json(erasure);
  });
  router.post("/v1/cases/:caseId/evidence/:evidenceId/readers", async (request, response) => {
    const { caseId } = await enter(deps, request);
    const by = requireParty(request.caller, "platform").partyId;
    const { partyId } = parseBody(readerBody, request.body);
    response.json(await addReader(deps, caseId, String(request.params.evidenceId), by, partyId));
  });
  router.post("/v1/cases/:caseId/what-if", async (request, response) => {
    const { caseId } = await enter(deps, request);
    response.json(await readWhatIf(deps, caseId, parseBody(whatIfBody, request.body).set));
  });
  addSteps(router, deps);
  addPanel(router, deps);
  return router;
}

function addSteps(router: Router, deps: Deps): void {
  const step = (name: string, work: (caseId: string, by: string, body: unknown) => Promise<void>): void => {
    const handler: RequestHandler<{ caseId: string }> = async (request, response) => {
      const { caseId, standing } = await enterAsParty(deps, request);
      await work(caseId, standing.partyId, request.body);
      response.json(await readCase(deps, caseId, standing));
    };
    router.post(`/v1/cases/:caseId/${name}`, handler);
  };
  step("answer", (caseId, by, body) => answerClaim(deps, caseId, by, parseBody(answerBody, body)));
  step("facts", (caseId, by, body) => addFact(deps, caseId, by, parseBody(addFactBody, body)));
  step("facts/dispute", (caseId, by, body) =>
    disputeFact(deps, caseId, by, parseBody(disputeFactBody, body)),
  );
  step("facts/withdraw", (caseId, by, body) =>
    withdrawFact(deps, caseId, by, parseBody(withdrawFactBody, body)),
  );
  step("waive-evidence", (caseId, by, body) => {
    parseBody(caseStep, body ?? {});
    return waiveEvidence(deps, caseId, by);
  });
  step("withdraw", (caseId, by, body) =>
    withdrawClaim(deps, caseId, by, parseBody(caseStep, body ?? {}).reason),
  );
  step("accept-proposal", (caseId, by, body) =>
    acceptProposal(deps, caseId, by, parseBody(signedStep, body)),
  );
  step("object", (caseId, by, body) => objectToProposal(deps, caseId, by, parseBody(objectStep, body)));
  step("appeal", (caseId, by, body) => appealRuling(deps, caseId, by, parseBody(objectStep, body)));
  step("waive-appeal", (caseId, by, body) => waiveAppeal(deps, caseId, by, parseBody(signedStep, body)));
}

function addPanel(router: Router, deps: Deps): void {
  router.get("/v1/cases/:caseId/panel", async (request, response) => {
    const { caseId } = await enter(deps, request);
    const panel = await panelOf(deps, caseId);
    if (panel === null) throw new RequestError("request.not_found", "No panel sits on this case.");
    response.json(panel);
  });
  router.post("/v1/cases/:caseId/votes/commit", async (request, response) => {
    const { caseId } = await enter(deps, request);
    const { partyId } = requireParty(request.caller, "arbitrator");
    await commitVote(deps, caseId, partyId, parseBody(commitBody, request.body));
    response.status(202).json({ status: "queued" });
  });
  router.post("/v1/cases/:caseId/votes/reveal", async (request, response) => {
    const { caseId } = await enter(deps, request);
    const { partyId } = requireParty(request.caller, "arbitrator");
    await revealVote(deps, caseId, partyId, parseBody(revealBody, request.body));
    response.status(202).json({ status: "queued" });
  });
}

const SEES_ALL = new Set(["platform", "arbitrator", "auditor"]);

/** Lets in who may see the case. @throws CaseError `case.not_found` for everybody else. */
export async function enter(
  deps: Pick<Deps, "cases">,
  request: Request,
): Promise<{ caseId: string; standing: Standing }> {
  const caseId = String(request.params.caseId);
  const standing = caseIdShape.safeParse(caseId).success
    ? await standingIn(deps, caseId, request.caller)
    : null;
  if (standing === null) throw new CaseError("case.not_found", "There is no such case.");
  return { caseId, standing };
}

/** A party that was let read a document sees nothing else of its case; who holds no key to it finds nothing. */
async function enterToRead(deps: Deps, request: Request): Promise<{ caseId: string; standing: Standing }> {
  const { caller, params } = request;
  if (caller.kind !== "party") return await enter(deps, request);
  const { partyId, partyKind: kind } = caller;
  if ((await deps.cases.evidenceKey(String(params.evidenceId), partyId)) === null)
    return await enter(deps, request);
  const caseId = String(params.caseId);
  const standing = await standingIn(deps, caseId, caller);
  return { caseId, standing: standing ?? { partyId, kind, isParty: false } };
}

async function enterAsParty(deps: Deps, request: Request) {
  const entered = await enter(deps, request);
  if (entered.standing.isParty) return entered;
  throw new CaseError("case.not_your_turn", "Only the parties of a case do this.");
}

async function standingIn(
  deps: Pick<Deps, "cases">,
  caseId: string,
  caller: Caller,
): Promise<Standing | null> {
  if (caller.kind === "anonymous") return null;
  if (caller.kind === "claimant") {
    return caller.caseId === caseId ? { partyId: CLAIMANT, kind: "consumer", isParty: true } : null;
  }
  const record = await deps.cases.get(caseId);
  if (record === null) return null;
  // Among the parties of a case the consumer goes by a name, which is nobody's id.
  const isParty = record.parties.some(
    ({ partyId, role }) => role !== "claimant" && partyId === caller.partyId,
  );
  if (!isParty && !SEES_ALL.has(caller.partyKind)) return null;
  return { partyId: caller.partyId, kind: caller.partyKind, isParty, record };
}

function byOf({ partyId, record }: Standing): { submitter: string; record?: CaseRecord } {
  return { submitter: partyId, ...(record !== undefined && { record }) };
}

function requireDocumentEach(items: number, documents: number): void {
  if (items === documents) return;
  throw new RequestError("request.invalid", "Each item needs its document, in the same order.", [
    { field: "/document", rule: `${items} parts, as many as items` },
  ]);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError("request.malformed", "The part meta is not JSON.", [
      { field: "/meta", rule: "JSON" },
    ]);
  }
}
