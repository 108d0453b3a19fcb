/** What can be wrong with the input of the responsibility engine. */
export type ResponsibilityErrorCode =
  | "facts_invalid"
  | "facts_contradictory"
  | "pack_invalid"
  | "pack_unimplemented_rule"
  | "pack_not_in_force"
  | "pointer_invalid"
  | "evidence_invalid";

/** One fault in the input: where it is (JSON pointer) and the rule that it breaks. */
export interface InputIssue {
  readonly path: string;
  readonly rule: string;
}

/** Refuses bad input, naming each path and the rule broken there; nothing is decided on a guess. */
export class ResponsibilityError extends Error {
  readonly code: ResponsibilityErrorCode;
  readonly issues: readonly InputIssue[];

  constructor(code: ResponsibilityErrorCode, issues: readonly InputIssue[], options?: ErrorOptions) {
    super(`${code}: ${issues.map((issue) => `${issue.path || "/"} ${issue.rule}`).join("; ")}`, options);
    this.name = "ResponsibilityError";
    this.code = code;
    this.issues = issues;
  }
}
