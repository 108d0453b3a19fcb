import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

export type CaseStepName =
  | "answer"
  | "withdraw"
  | "waive-evidence"
  | "accept-proposal"
  | "object"
  | "appeal"
  | "waive-appeal"
  | "facts"
  | "facts/dispute"
  | "facts/withdraw";

/** Takes one step of a case; the body is what `server/schema/case.ts` says of that step. */
export function takeStep(caseId: string, step: CaseStepName, body: object, token?: string): Promise<unknown> {
  return request(api.caseStep(caseId, step), { body, token });
}
