import type { ChainEvent, ContractName } from "../../app/ports.ts";
import type { StoredBlock, StoredEvent } from "../postgres/chain-blocks.ts";
import type { ContractBook } from "./contract-book.ts";

/** A log as JSON-RPC gives it. */
export interface RpcLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: string;
  readonly blockHash: string;
  readonly transactionHash: string;
  readonly logIndex: string;
}

/** Reads a log of our contracts; undefined for one their interfaces do not know. */
export function storedEvent(book: ContractBook, log: RpcLog): StoredEvent | undefined {
  const contract = book.nameAt(log.address);
  if (contract === undefined) return undefined;
  const parsed = book.interfaceOf(contract).parseLog({ topics: [...log.topics], data: log.data });
  if (parsed === null) return undefined;
  return {
    blockNumber: Number(log.blockNumber),
    logIndex: Number(log.logIndex),
    transaction: log.transactionHash,
    contract,
    name: parsed.name,
    topics: log.topics,
    data: log.data,
  };
}

/** Gives a stored event to the handlers as they saw it the first time, arguments by name. */
export function chainEvent(book: ContractBook, event: StoredEvent, block: StoredBlock): ChainEvent {
  const contract = event.contract as ContractName;
  const parsed = book.interfaceOf(contract).parseLog({ topics: [...event.topics], data: event.data });
  if (parsed === null) throw new Error(`${contract} has no event ${event.name} any more`);
  return {
    contract,
    name: parsed.name,
    args: parsed.args.toObject(),
    blockNumber: block.number,
    blockHash: block.hash,
    blockTime: block.time,
    transaction: event.transaction,
    logIndex: event.logIndex,
  };
}
