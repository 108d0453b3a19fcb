/**
 * What each route answers each role that knocks with a body no route takes: 400 (415 for a document) means let in, 401 sign in
 * first, 403 not yours to do, 404 nothing here.
 */
const EVERYBODY = "200 200 200 200 200 200 200 200 200";
const LETS_ALL_IN = "400 400 400 400 400 400 400 400 400";
const ANY_PARTY = "401 403 403 200 200 200 200 200 200";
const OPERATOR_DOES = "401 403 403 403 403 403 403 403 400";
const OVERSEERS_READ = "401 403 403 403 403 403 403 200 200";
const THE_PARTY_OR_OPERATOR = "401 403 403 400 404 404 404 404 400";
const READS_CASE = "404 200 404 200 404 200 200 200 200";
const ASKS_OF_CASE = "404 400 404 400 404 400 400 400 400";
const PARTIES_OF_CASE_DO = "404 400 404 400 404 400 403 403 403";
const ARBITRATORS_DO = "404 403 404 403 404 403 400 403 403";

/** Roles in the order of `ROLES`: anonymous, claimant, otherClaimant, merchant, otherMerchant, carrier, arbitrator, auditor, operator. */
export const access: Readonly<Record<string, string>> = {
  "get /v1/me": ANY_PARTY,
  "get /v1/parties": "401 403 403 403 403 403 200 200 200",
  "post /v1/parties": OPERATOR_DOES,
  "post /v1/parties/:partyId/api-keys": THE_PARTY_OR_OPERATOR,
  "post /v1/parties/:partyId/signers": THE_PARTY_OR_OPERATOR,
  "post /v1/parties/:partyId/shop-keys": THE_PARTY_OR_OPERATOR,
  "post /v1/parties/:partyId/bond-deposits": OPERATOR_DOES,
  "post /v1/fund/deposits": OPERATOR_DOES,
  "get /v1/fund": OVERSEERS_READ,
  "get /v1/reconciliation": OVERSEERS_READ,
  "post /v1/event-keys": "401 403 403 400 400 400 400 400 400",
  "post /v1/orders": "401 403 403 400 400 403 403 403 400",
  "get /v1/items/:gtin/:serial": "404 404 404 404 404 404 404 404 404",
  "get /v1/items/:gtin/:serial/label.svg": EVERYBODY,
  "get /v1/items/:gtin/:serial/label.png": EVERYBODY,
  "get /v1/labels": "401 403 403 200 200 403 403 403 200",
  "post /v1/labels": "401 403 403 400 400 403 403 403 400",
  "post /v1/labels/print": "401 403 403 400 400 403 403 403 400",
  "post /v1/nfc-tags": "401 403 403 400 400 403 403 403 400",
  "get /v1/imports/template.csv": EVERYBODY,
  "post /v1/imports/check": "401 403 403 415 415 415 415 415 415",
  "post /v1/imports": "401 403 403 415 415 415 415 415 415",
  "get /v1/code-misuse": "401 403 403 200 200 403 403 200 200",
  "post /v1/claims/context": LETS_ALL_IN,
  "post /v1/claims": LETS_ALL_IN,
  "post /v1/commitments": "401 403 403 400 400 400 400 400 400",
  "get /v1/cases": ANY_PARTY,
  "get /v1/cases/:caseId": READS_CASE,
  "get /v1/cases/:caseId/bundle": READS_CASE,
  "post /v1/cases/:caseId/evidence": "404 415 404 415 404 415 403 403 403",
  "get /v1/cases/:caseId/evidence/:evidenceId/document": READS_CASE,
  "post /v1/cases/:caseId/evidence/:evidenceId/erasure": ASKS_OF_CASE,
  "post /v1/cases/:caseId/evidence/:evidenceId/readers": "404 403 404 403 404 403 403 403 400",
  "post /v1/cases/:caseId/evidence/batch": "404 415 404 415 404 415 403 403 403",
  "post /v1/cases/:caseId/evidence/from-upload": PARTIES_OF_CASE_DO,
  // Another version of the upload protocol than any.
  "post /v1/uploads": "401 412 412 412 412 412 412 412 412",
  "post /v1/cases/:caseId/answer": PARTIES_OF_CASE_DO,
  "post /v1/cases/:caseId/facts": PARTIES_OF_CASE_DO,
  "post /v1/cases/:caseId/facts/dispute": PARTIES_OF_CASE_DO,
  "post /v1/cases/:caseId/facts/withdraw": PARTIES_OF_CASE_DO,
  "post /v1/cases/:caseId/waive-evidence": PARTIES_OF_CASE_DO,
  "post /v1/cases/:caseId/withdraw": PARTIES_OF_CASE_DO,
  "post /v1/cases/:caseId/accept-proposal": PARTIES_OF_CASE_DO,
  "post /v1/cases/:caseId/object": PARTIES_OF_CASE_DO,
  "post /v1/cases/:caseId/appeal": PARTIES_OF_CASE_DO,
  "post /v1/cases/:caseId/waive-appeal": PARTIES_OF_CASE_DO,
  "post /v1/cases/:caseId/what-if": ASKS_OF_CASE,
  // No panel sits on the case: those who may see the case are told that, in the same status.
  "get /v1/cases/:caseId/panel": "404 404 404 404 404 404 404 404 404",
  "post /v1/cases/:caseId/votes/commit": ARBITRATORS_DO,
  "post /v1/cases/:caseId/votes/reveal": ARBITRATORS_DO,
  "post /v1/cases/:caseId/development-signature": "401 403 403 400 400 400 400 400 400",
  "get /v1/log": EVERYBODY,
  "get /v1/log/pages": EVERYBODY,
  "get /v1/log/witnesses": EVERYBODY,
  "get /v1/log/consistency": LETS_ALL_IN,
  "get /v1/receipts/:leafHash/certificate": "404 404 404 404 404 404 404 404 404",
  "get /v1/receipts/:leafHash": "404 404 404 404 404 404 404 404 404",
  "get /dev/sample": "401 403 403 403 403 403 403 403 200",
  "post /dev/sample": OPERATOR_DOES,
  "get /dev/links": EVERYBODY,
  "get /dev/sign-in/:partyId": "303 303 303 303 303 303 303 303 303",
};
