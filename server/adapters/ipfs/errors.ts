import { DomainError } from "../../domain/errors.ts";

/** What can be wrong with the blocks of a document. */
export type BlocksErrorCode =
  | "blocks.cid_unsupported"
  | "blocks.missing"
  | "blocks.altered"
  | "blocks.root_mismatch"
  | "blocks.not_pinned";

/** A document could not be stored, or what is stored is not what was stored. */
export class BlocksError extends DomainError<BlocksErrorCode> {}

/** The first of our own errors in a chain of causes: libraries wrap what a store throws. */
export function ownCause(error: unknown): BlocksError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof BlocksError) return at;
  }
  return undefined;
}
