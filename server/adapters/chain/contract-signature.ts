import { dataLength, dataSlice, Interface, zeroPadBytes } from "ethers";
import { ChainError } from "./errors.ts";
import { type ChainNode, reach } from "./node.ts";

const WALLET = new Interface([
  "function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)",
]);
const VERIFIER = new Interface([
  "function verify(bytes key, bytes32 hash, bytes signature) view returns (bytes4)",
]);
const ADDRESS_BYTES = 20;
const WORD_BYTES = 32;

/** What signers ask the contracts behind them: wallets answer ERC-1271, verifiers of other keys ERC-7913. */
function questionOf(signer: string, digest: string, signature: string) {
  const isWallet = dataLength(signer) === ADDRESS_BYTES;
  const [book, method] = isWallet ? ([WALLET, "isValidSignature"] as const) : ([VERIFIER, "verify"] as const);
  const words = [digest, signature];
  const args = isWallet ? words : [dataSlice(signer, ADDRESS_BYTES), ...words];
  const selector = book.getFunction(method)?.selector ?? "0x";
  return {
    to: dataSlice(signer, 0, ADDRESS_BYTES),
    data: book.encodeFunctionData(method, args),
    // Both standards answer yes with the selector of the function itself.
    yes: zeroPadBytes(selector, WORD_BYTES),
  };
}

/**
 * Asks the contract of a signer, at the newest block, as our contracts would. Whatever it answers besides yes is no:
 * a revert, an answer of another kind, no contract at all.
 * @throws ChainError `chain.unreachable`.
 */
export async function signedByContract(
  node: ChainNode,
  signer: string,
  digest: string,
  signature: string,
): Promise<boolean> {
  if (dataLength(signer) < ADDRESS_BYTES) return false;
  const { yes, ...call } = questionOf(signer, digest, signature);
  try {
    const answer = await reach(() => node.provider.call({ ...call, blockTag: "latest" }));
    return dataLength(answer) >= WORD_BYTES && dataSlice(answer, 0, WORD_BYTES) === yes;
  } catch (cause) {
    if (cause instanceof ChainError) throw cause;
    return false;
  }
}
