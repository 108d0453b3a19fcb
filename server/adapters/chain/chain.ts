import type { ChainHistory } from "../../app/book-chain-events.ts";
import type { ProveTransaction } from "../../app/log-transaction-proofs.ts";
import type { ChainEventHandler, ChainOutbox, ChainReader } from "../../app/ports.ts";
import type { ChainAt } from "../../app/reconcile.ts";
import type { Database } from "../postgres/database.ts";
import { openAlarms } from "./alarms.ts";
import { type DeployedContracts, openContractBook } from "./contract-book.ts";
import type { FinalityPolicy } from "./finality.ts";
import { type Follower, openFollower } from "./follower.ts";
import { type ChainHealth, readChainHealth } from "./health.ts";
import { openHistory } from "./history.ts";
import { openNode } from "./node.ts";
import { openOutbox } from "./outbox.ts";
import { proveTransaction } from "./prove-transaction.ts";
import { openChainAt, openReader } from "./reader.ts";
import { openSender, type Sender } from "./sender.ts";
import type { SenderOptions } from "./sender-context.ts";
import { openSigner } from "./signer.ts";

export interface ChainSettings {
  readonly rpcUrl: string;
  readonly chainId: number;
  /** Labels everything read as a development chain's. */
  readonly development: boolean;
  readonly finality: FinalityPolicy;
  readonly contracts: DeployedContracts;
  /** Private key of the account that sends our calls, 0x and 64 hex digits. */
  readonly senderKey: string;
  /** First block that can matter. */
  readonly startBlock?: number;
  readonly sending?: Omit<SenderOptions, "finality">;
}

export interface Chain {
  readonly reader: ChainReader;
  readonly outbox: ChainOutbox;
  readonly sender: Sender;
  /** Address that needs funds for gas. */
  readonly senderAddress: string;
  /** Proves transactions under the roots of their blocks. */
  readonly proveTransaction: ProveTransaction;
  follower(handlers: readonly ChainEventHandler[]): Follower;
  health(): Promise<ChainHealth>;
  /** Events folded so far. */
  readonly history: ChainHistory;
  /** The chain at blocks of the past, as far back as the node keeps state. */
  readonly at: ChainAt;
  /** Lets another process send, and closes the connections. */
  close(): Promise<void>;
}

/** Puts the chain adapter together. Nothing is asked of the node before the first use. */
export function openChain(db: Database, settings: ChainSettings): Chain {
  const node = openNode(settings.rpcUrl, settings.chainId);
  const book = openContractBook(settings.contracts);
  const alarms = openAlarms();
  const signer = openSigner(settings.senderKey);
  const { development, finality, startBlock = 0 } = settings;
  const sender = openSender({ db, node, book, signer, alarms, options: { ...settings.sending, finality } });
  return {
    reader: openReader(node, book, { development, finality, sender: signer.address }),
    outbox: openOutbox(db, book),
    sender,
    senderAddress: signer.address,
    proveTransaction: (transaction, blockHash) => proveTransaction(node, transaction, blockHash),
    follower: (handlers) =>
      openFollower({ db, node, book, handlers, alarms, options: { finality, startBlock } }),
    history: openHistory(book),
    at: openChainAt(db, node, book),
    health: () => readChainHealth({ db, node, alarms, senderAddress: signer.address }),
    close: async () => {
      await sender.close();
      node.close();
    },
  };
}
