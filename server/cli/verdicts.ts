import type { Verdict } from "../domain/log/verify.ts";

/** What the process answers with. 2 is kept for wrong usage: it says nothing about the file. */
export const EXIT_CODES: Readonly<Record<Verdict, number>> = { valid: 0, invalid: 1, cannot_tell: 3 };
export const MARKS = { valid: "ok", invalid: "NO", cannot_tell: "??", absent: "--" } as const;
export const VERDICTS = { valid: "VALID", invalid: "INVALID", cannot_tell: "CANNOT TELL" } as const;
