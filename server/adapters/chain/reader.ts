import { AbiCoder, hexlify } from "ethers";
import type { ChainCall, ChainReader, ContractName } from "../../app/ports.ts";
import type { ChainAt } from "../../app/reconcile.ts";
import { readCursor } from "../postgres/chain-blocks.ts";
import type { Database } from "../postgres/database.ts";
import type { ContractBook } from "./contract-book.ts";
import { signedByContract } from "./contract-signature.ts";
import { ChainError } from "./errors.ts";
import { type FinalityPolicy, finalisedBlock } from "./finality.ts";
import { type ChainNode, reach } from "./node.ts";
import { proveState } from "./prove-state.ts";
import { asChainError, revertOf } from "./revert.ts";

export interface ReaderOptions {
  readonly finality: FinalityPolicy;
  /** Whether everything read from this chain is to be labelled as a development chain's. */
  readonly development: boolean;
  /** Account in whose name a call is tried. */
  readonly sender: string;
}

/** Reads contracts at the latest block. A revert becomes `chain.reverted` with the contract's own name for it. */
export function openReader(node: ChainNode, book: ContractBook, options: ReaderOptions): ChainReader {
  return {
    chainId: node.chainId,
    development: options.development,
    address: book.address,
    read: (contract, method, args) => read(node, book, "latest", { contract, method, args }),
    refusalOf: (call) => refusalOf(node, book, options.sender, call),
    signedByContract: (signer, digest, signature) =>
      signedByContract(node, signer, hexlify(digest), signature),
    encode: (type, value) => encodeValue(type, value),
    finalisedBlock: () => finalisedBlock(node, options.finality),
    blockNumber: async () => Number(await node.send<string>("eth_blockNumber", [])),
    storageProof: (contract, slots, block) => proveState(node, book.address(contract), slots, block),
  };
}

function encodeValue(type: string, value: unknown): string {
  try {
    return AbiCoder.defaultAbiCoder().encode([type], [value]);
  } catch (cause) {
    throw new ChainError("chain.bad_call", `the value is no ${type}`, { field: "value", rule: type, cause });
  }
}

/** Reads contracts at a block of the past, and says how far the books have come. */
export function openChainAt(db: Database, node: ChainNode, book: ContractBook): ChainAt {
  return {
    address: book.address,
    followedBlock: async () => (await readCursor(db.kysely, node.chainId))?.blockNumber ?? 0,
    readAt: (blockNumber, contract, method, args) =>
      read(node, book, blockNumber, { contract, method, args }),
  };
}

async function refusalOf(
  node: ChainNode,
  book: ContractBook,
  from: string,
  { contract, method, args, valueWei = 0n }: Omit<ChainCall, "key">,
): Promise<string | null> {
  const call = {
    from,
    to: book.address(contract),
    data: book.encode(contract, method, args),
    value: valueWei,
  };
  try {
    await reach(() => node.provider.call(call));
    return null;
  } catch (cause) {
    const revert = revertOf(book, cause);
    if (revert === undefined) throw cause;
    return revert.name;
  }
}

interface Question {
  readonly contract: ContractName;
  readonly method: string;
  readonly args: readonly unknown[];
}

async function read(node: ChainNode, book: ContractBook, blockTag: number | "latest", question: Question) {
  const { contract, method, args } = question;
  const data = book.encode(contract, method, args);
  const to = book.address(contract);
  try {
    const answer = await reach(() => node.provider.call({ to, data, blockTag }));
    const values = book.interfaceOf(contract).decodeFunctionResult(method, answer);
    return values.length === 1 ? values[0] : values;
  } catch (cause) {
    throw asChainError(book, cause);
  }
}
