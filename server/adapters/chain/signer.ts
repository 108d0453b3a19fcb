import { Transaction, Wallet } from "ethers";
import type { SignedAttempt } from "../postgres/chain-calls.ts";
import type { Fees } from "./fees.ts";

/** What is to be signed; everything but the account. */
export interface Unsigned {
  readonly to: string;
  readonly data: string;
  readonly valueWei: bigint;
  readonly nonce: number;
  readonly gasLimit: bigint;
  readonly fees: Fees;
  /** Number of the newest block when it is signed. */
  readonly head: number;
}

/** The account that sends our calls. It may send, and decides nothing: the contracts check what is sent. */
export interface CallSigner {
  /** Lower-case address. */
  readonly address: string;
  sign(chainId: number, call: Unsigned): SignedAttempt;
}

/** Opens the account of a private key: 0x and 64 hex digits. */
export function openSigner(privateKey: string): CallSigner {
  const wallet = new Wallet(privateKey);
  const address = wallet.address.toLowerCase();
  return {
    address,
    sign: (chainId, call) => {
      const transaction = Transaction.from({ ...envelope(call), chainId });
      transaction.signature = wallet.signingKey.sign(transaction.unsignedHash);
      return {
        sender: address,
        nonce: call.nonce,
        hash: transaction.hash!,
        raw: transaction.serialized,
        gasLimit: call.gasLimit,
        ...call.fees,
        signedAtBlock: call.head,
      };
    },
  };
}

function envelope({ to, data, valueWei, nonce, gasLimit, fees }: Unsigned) {
  const { maxFeePerGas, maxPriorityFeePerGas } = fees;
  const common = { to, data, value: valueWei, nonce, gasLimit };
  if (maxPriorityFeePerGas === null) return { ...common, type: 0, gasPrice: maxFeePerGas };
  return { ...common, type: 2, maxFeePerGas, maxPriorityFeePerGas };
}
