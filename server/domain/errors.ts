/**
 * What every rule of the house throws when a rule is broken: a code from its area's closed union, the field
 * and the rule it breaks, and the cause. It knows nothing of HTTP; one table there maps codes to problems.
 */
export abstract class DomainError<Code extends string = string> extends Error {
  readonly code: Code;
  /** JSON pointer or name of the field at fault, when one is. */
  readonly field: string | undefined;
  /** The rule broken, in words a caller can act on. */
  readonly rule: string | undefined;

  constructor(
    code: Code,
    message: string,
    at: { field?: string | undefined; rule?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, at.cause === undefined ? undefined : { cause: at.cause });
    this.name = new.target.name;
    this.code = code;
    this.field = at.field;
    this.rule = at.rule;
  }
}
