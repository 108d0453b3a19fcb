import { AbiCoder } from "ethers";
import type { ChainReader } from "../../app/ports.ts";
import type { ContractBook } from "./contract-book.ts";
import { ChainError } from "./errors.ts";
import { type FinalityPolicy, finalisedBlock } from "./finality.ts";
import { type ChainNode, hex, reach } from "./node.ts";
import { asChainError } from "./revert.ts";

export interface ReaderOptions {
  readonly finality: FinalityPolicy;
  /** Whether everything read from this chain is to be labelled as a development chain's. */
  readonly development: boolean;
}

/** Reads contracts at the latest block. A revert becomes `chain.reverted` with the contract's own name for it. */
export function openReader(node: ChainNode, book: ContractBook, options: ReaderOptions): ChainReader {
  return {
    chainId: node.chainId,
    development: options.development,
    address: book.address,
    read: async (contract, method, args) => {
      const data = book.encode(contract, method, args);
      const answer = await call(node, book, book.address(contract), data);
      const values = book.interfaceOf(contract).decodeFunctionResult(method, answer);
      return values.length === 1 ? values[0] : values;
    },
    encode: (type, value) => encodeValue(type, value),
    finalisedBlock: () => finalisedBlock(node, options.finality),
    blockNumber: async () => Number(await node.send<string>("eth_blockNumber", [])),
    storageProof: (contract, slot, blockNumber) =>
      node.send("eth_getProof", [book.address(contract), [slot], hex(blockNumber)]),
  };
}

function encodeValue(type: string, value: unknown): string {
  try {
    return AbiCoder.defaultAbiCoder().encode([type], [value]);
  } catch (cause) {
    throw new ChainError("chain.bad_call", `the value is no ${type}`, { field: "value", rule: type, cause });
  }
}

async function call(node: ChainNode, book: ContractBook, to: string, data: string): Promise<string> {
  try {
    return await reach(() => node.provider.call({ to, data }));
  } catch (cause) {
    throw asChainError(book, cause);
  }
}
