/** The API as OpenAPI 3.1, made from the very objects that handlers parse by and clients are typed with. */
import type { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import {
  answerClaim,
  caseList,
  caseStep,
  caseView,
  objectStep,
  signedStep,
  whatIf,
  whatIfResult,
} from "./case.ts";
import { claimContext, claimContextRequest, claimFiled, fileClaim } from "./claim.ts";
import { commitmentsAccepted, handInCommitments } from "./commitment.ts";
import { problem } from "./common.ts";
import { erasureView, requestErasure } from "./erasure.ts";
import { handInAccepted, handInBatch, handInBatchAccepted, handInMeta, handInUpload } from "./evidence.ts";
import { addFact, disputeFact, withdrawFact } from "./facts.ts";
import { importPlan, importProgress } from "./import.ts";
import { itemView } from "./item.ts";
import {
  codeMisuse,
  createLabels,
  labelBatch,
  labelBatches,
  openCode,
  openedCode,
  printLabels,
  registerTags,
  scanPlace,
} from "./label.ts";
import { consistencyView, logView, pagesView, witnessesView } from "./log.ts";
import { fundView, reconciliation } from "./money.ts";
import { createOrder, order } from "./order.ts";
import { commitVote, panelView, revealVote } from "./panel.ts";
import {
  addSigner,
  apiKey,
  createApiKey,
  createParty,
  deposit,
  party,
  partyList,
  registerShopKey,
} from "./party.ts";
import { addReader, readerAdded } from "./reader.ts";
import { receipt } from "./receipt.ts";

type Method = "get" | "post";
type Who = "anybody" | "party" | "case" | "operator";

interface Operation {
  readonly summary: string;
  readonly who: Who;
  readonly body?: z.ZodType;
  readonly multipart?: z.ZodType;
  /** Success status and what it answers; null: no body. */
  readonly answers: readonly [status: 200 | 201 | 202 | 204, shape: z.ZodType | null];
}

const operations: Readonly<Record<string, Operation>> = {
  "get /v1/me": { summary: "Who the session or key is", who: "party", answers: [200, null] },
  "get /v1/parties": { summary: "All parties with their bonds", who: "operator", answers: [200, partyList] },
  "post /v1/parties": {
    summary: "Register a party",
    who: "operator",
    body: createParty,
    answers: [201, party],
  },
  "post /v1/parties/{partyId}/api-keys": {
    summary: "Make an API key",
    who: "party",
    body: createApiKey,
    answers: [201, apiKey],
  },
  "post /v1/parties/{partyId}/signers": {
    summary: "Add a signer (ERC-7913)",
    who: "party",
    body: addSigner,
    answers: [204, null],
  },
  "post /v1/parties/{partyId}/shop-keys": {
    summary: "Register the key a shop signs order links with",
    who: "party",
    body: registerShopKey,
    answers: [204, null],
  },
  "post /v1/parties/{partyId}/bond-deposits": {
    summary: "Record a bond paid in",
    who: "operator",
    body: deposit,
    answers: [202, null],
  },
  "post /v1/fund/deposits": {
    summary: "Record money paid into the fund",
    who: "operator",
    body: deposit,
    answers: [202, null],
  },
  "get /v1/fund": {
    summary: "The fund's position and newest journals",
    who: "operator",
    answers: [200, fundView],
  },
  "get /v1/reconciliation": {
    summary: "Ledger held against chain",
    who: "operator",
    answers: [200, reconciliation],
  },
  "post /v1/orders": { summary: "Report an order", who: "party", body: createOrder, answers: [201, order] },
  "get /v1/items/{gtin}/{serial}": {
    summary: "An item's life with proofs",
    who: "anybody",
    answers: [200, itemView],
  },
  "post /01/{gtin}/21/{serial}/open": {
    summary: "Open the inner code of an item; good once",
    who: "anybody",
    body: openCode,
    answers: [200, openedCode],
  },
  "post /01/{gtin}/21/{serial}/place": {
    summary: "Add the phone's place to its scan; kept by city",
    who: "anybody",
    body: scanPlace,
    answers: [204, null],
  },
  "get /v1/labels": { summary: "The caller's batches of labels", who: "party", answers: [200, labelBatches] },
  "post /v1/labels": {
    summary: "Make serials for labels",
    who: "party",
    body: createLabels,
    answers: [201, labelBatch],
  },
  "post /v1/labels/print": {
    summary: "One file of labels: PDF sheet, PNG or SVG files in a ZIP, or CSV",
    who: "party",
    body: printLabels,
    answers: [200, null],
  },
  "post /v1/nfc-tags": {
    summary: "Bind NFC tags to items",
    who: "party",
    body: registerTags,
    answers: [204, null],
  },
  "get /v1/imports/template.csv": {
    summary: "Template of the table of steps",
    who: "anybody",
    answers: [200, null],
  },
  "post /v1/imports/check": {
    summary: "What importing a table would do, with every fault; sent as CSV or XLSX; stores nothing",
    who: "party",
    answers: [200, importPlan],
  },
  "post /v1/imports": {
    summary: "Import a table of steps; answers a line of progress after each piece",
    who: "party",
    answers: [200, importProgress],
  },
  "get /v1/code-misuse": {
    summary: "Replayed and wrong codes, floods of scans",
    who: "party",
    answers: [200, codeMisuse],
  },
  "post /v1/claims/context": {
    summary: "First request of a claim: what is known and may be asked",
    who: "anybody",
    body: claimContextRequest,
    answers: [200, claimContext],
  },
  "post /v1/claims": {
    summary: "Second request of a claim: file it",
    who: "anybody",
    body: fileClaim,
    answers: [201, claimFiled],
  },
  "post /v1/commitments": {
    summary: "Hand in commitments to what their owner keeps, up to 2048 at once, with one promise for all",
    who: "party",
    body: handInCommitments,
    answers: [201, commitmentsAccepted],
  },
  "get /v1/cases": { summary: "Cases the caller may see", who: "party", answers: [200, caseList] },
  "get /v1/cases/{caseId}": { summary: "One case", who: "case", answers: [200, caseView] },
  "get /v1/cases/{caseId}/bundle": {
    summary: "The case to take away (zip): receipts, documents, facts, findings, rule pack, manifest",
    who: "case",
    answers: [200, null],
  },
  "post /v1/cases/{caseId}/evidence": {
    summary: "Hand in a document",
    who: "case",
    multipart: handInMeta,
    answers: [201, handInAccepted],
  },
  "post /v1/cases/{caseId}/evidence/batch": {
    summary: "Hand in up to 256 documents at once: all are taken, with one promise, or none is",
    who: "case",
    multipart: handInBatch,
    answers: [201, handInBatchAccepted],
  },
  "post /v1/cases/{caseId}/evidence/from-upload": {
    summary: "Hand in a document that was uploaded in pieces (tus 1.0.0 at /v1/uploads)",
    who: "case",
    body: handInUpload,
    answers: [201, handInAccepted],
  },
  "post /v1/cases/{caseId}/evidence/{evidenceId}/erasure": {
    summary: "Ask for a document to be erased; 202 with reason and date while the law wants it kept",
    who: "case",
    body: requestErasure,
    answers: [200, erasureView],
  },
  "post /v1/cases/{caseId}/evidence/{evidenceId}/readers": {
    summary:
      "Let another party read a document handed in before; its key is wrapped once more, the sealed bytes stay",
    who: "operator",
    body: addReader,
    answers: [200, readerAdded],
  },
  "get /v1/cases/{caseId}/evidence/{evidenceId}/document": {
    summary: "Open a document",
    who: "case",
    answers: [200, null],
  },
  "post /v1/cases/{caseId}/answer": {
    summary: "Accept or contest the claim",
    who: "case",
    body: answerClaim,
    answers: [200, caseView],
  },
  "post /v1/cases/{caseId}/facts": {
    summary: "Add a fact under one's own name",
    who: "case",
    body: addFact,
    answers: [200, caseView],
  },
  "post /v1/cases/{caseId}/facts/dispute": {
    summary: "Dispute a fact under one's own name; its grade stays",
    who: "case",
    body: disputeFact,
    answers: [200, caseView],
  },
  "post /v1/cases/{caseId}/facts/withdraw": {
    summary: "Take back what one stated or disputed; it stays in sight",
    who: "case",
    body: withdrawFact,
    answers: [200, caseView],
  },
  "post /v1/cases/{caseId}/waive-evidence": {
    summary: "Hand in nothing more",
    who: "case",
    body: caseStep,
    answers: [200, caseView],
  },
  "post /v1/cases/{caseId}/withdraw": {
    summary: "Withdraw the claim",
    who: "case",
    body: caseStep,
    answers: [200, caseView],
  },
  "post /v1/cases/{caseId}/accept-proposal": {
    summary: "Accept the proposed finding, signed",
    who: "case",
    body: signedStep,
    answers: [200, caseView],
  },
  "post /v1/cases/{caseId}/object": {
    summary: "Ask for a person, signed",
    who: "case",
    body: objectStep,
    answers: [200, caseView],
  },
  "post /v1/cases/{caseId}/appeal": {
    summary: "Appeal to another and larger panel, signed",
    who: "case",
    body: objectStep,
    answers: [200, caseView],
  },
  "post /v1/cases/{caseId}/waive-appeal": {
    summary: "Give up the appeal, signed",
    who: "case",
    body: signedStep,
    answers: [200, caseView],
  },
  "post /v1/cases/{caseId}/what-if": {
    summary: "Run the engine on changed facts; stores nothing",
    who: "case",
    body: whatIf,
    answers: [200, whatIfResult],
  },
  "get /v1/cases/{caseId}/panel": {
    summary: "Where the panel stands",
    who: "case",
    answers: [200, panelView],
  },
  "post /v1/cases/{caseId}/votes/commit": {
    summary: "Commit to a ruling, signed",
    who: "case",
    body: commitVote,
    answers: [202, null],
  },
  "post /v1/cases/{caseId}/votes/reveal": {
    summary: "Reveal the ruling, signed",
    who: "case",
    body: revealVote,
    answers: [202, null],
  },
  "get /v1/log": { summary: "Head of the log, anchors, promises", who: "anybody", answers: [200, logView] },
  "get /v1/log/pages": {
    summary: "Hash of the pages served, and its entry in the log",
    who: "anybody",
    answers: [200, pagesView],
  },
  "get /v1/log/witnesses": {
    summary: "Witnesses of the log's policy, whether each counts, and how far each has signed",
    who: "anybody",
    answers: [200, witnessesView],
  },
  "get /v1/log/consistency": {
    summary: "RFC 9162 consistency proof between two sizes",
    who: "anybody",
    answers: [200, consistencyView],
  },
  "get /v1/receipts/{leafHash}/certificate": {
    summary: "The receipt as a certificate (PDF), Chinese or English (?language=en)",
    who: "anybody",
    answers: [200, null],
  },
  "get /v1/receipts/{leafHash}": {
    summary: "Receipt of an entry, canonical JSON",
    who: "anybody",
    answers: [200, receipt],
  },
};

const security: Readonly<Record<Who, { [scheme: string]: string[] }[]>> = {
  anybody: [],
  party: [{ apiKey: [] }, { session: [] }],
  operator: [{ apiKey: [] }, { session: [] }],
  case: [{ caseToken: [] }, { apiKey: [] }, { session: [] }],
};

const LICENCE = "Apache-2.0";

/** Makes the document; its bytes are compared with the committed file by a check. EPCIS routes follow GS1's own. */
export function openApiDocument() {
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Redress",
      version: "0.1.0",
      summary: "After-sales disputes settled by evidence nobody can alter or hide",
      description:
        "Money is a decimal string of integer minor units, times are RFC 3339, hashes lower-case hex. Errors are problem documents (RFC 9457). Routes under /epcis follow GS1's EPCIS 2.0 REST bindings, those under /log C2SP tlog-tiles.",
      license: { name: LICENCE, identifier: LICENCE },
    },
    paths: Object.entries(operations).reduce(addOperation, {} as ZodOpenApiPathsObject),
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "API key of a party, rdr_…" },
        caseToken: { type: "http", scheme: "bearer", description: "Token of one case, rct_…" },
        session: { type: "apiKey", in: "cookie", name: "redress.session_token" },
      },
    },
  });
}

function addOperation(
  paths: ZodOpenApiPathsObject,
  [name, operation]: [string, Operation],
): ZodOpenApiPathsObject {
  const [method, path] = name.split(" ") as [Method, string];
  return { ...paths, [path]: { ...paths[path], [method]: toOperation(path, operation) } };
}

function toOperation(
  path: string,
  { summary, who, body, multipart, answers }: Operation,
): ZodOpenApiOperationObject {
  const [status, shape] = answers;
  return {
    summary,
    security: security[who],
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name: name ?? "",
      in: "path",
      required: true,
      schema: { type: "string" },
    })),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    ...(multipart === undefined ? {} : { requestBody: multipartBody(multipart) }),
    responses: {
      [status]: {
        description: summary,
        ...(shape === null ? {} : { content: { "application/json": { schema: shape } } }),
      },
      default: {
        description: "A problem document",
        content: { "application/problem+json": { schema: problem } },
      },
    },
  };
}

function multipartBody(meta: z.ZodType) {
  return {
    required: true,
    content: {
      "multipart/form-data": {
        schema: {
          type: "object" as const,
          required: ["meta", "document"],
          properties: { meta: meta as never, document: { type: "string" as const, format: "binary" } },
        },
      },
    },
  };
}
