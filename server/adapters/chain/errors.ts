import { DomainError } from "../../domain/errors.ts";

export type ChainErrorCode =
  | "chain.reverted"
  | "chain.unreachable"
  | "chain.wrong_chain"
  | "chain.unknown_contract"
  | "chain.bad_call"
  | "chain.call_conflict";

/** What goes wrong between us and the chain. A revert carries the name of the contract's own error in `rule`. */
export class ChainError extends DomainError<ChainErrorCode> {}
