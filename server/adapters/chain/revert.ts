import { isCallException } from "ethers";
import type { ContractBook, NamedRevert } from "./contract-book.ts";
import { ChainError } from "./errors.ts";

/** Reads a node's refusal; undefined when it is no revert at all. A revert without a known name is called `reverted`. */
export function revertOf(book: ContractBook, cause: unknown): NamedRevert | undefined {
  if (!isCallException(cause)) return undefined;
  const data = cause.data ?? "0x";
  return book.nameRevert(data) ?? { name: "reverted", detail: cause.reason ?? data };
}

/** Gives a revert as an error of the house, its original kept as the cause; passes on everything else. */
export function asChainError(book: ContractBook, cause: unknown): unknown {
  const revert = revertOf(book, cause);
  if (revert === undefined) return cause;
  return new ChainError("chain.reverted", `${revert.name}(${revert.detail})`, { rule: revert.name, cause });
}
