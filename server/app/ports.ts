/**
 * What the use cases need of the world. Each port says what an adapter can get wrong: durability, order,
 * and what a second call with the same words does.
 */
import type { BulkPromiseView } from "../schema/commitment.ts";
import type { EntryState } from "../schema/common.ts";
import type { EntryType, HandInMeta, PromiseView } from "../schema/evidence.ts";

/** One open database transaction, opaque to the use cases. Whatever is given the same Tx commits together. */
export interface Tx {
  readonly __tx: "redress transaction";
}

export interface UnitOfWork {
  /** Runs the work in one transaction: committed and durable when the promise resolves, else nothing happened. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface Clock {
  /** The database's time, so that many processes agree on deadlines. */
  now(): Promise<Date>;
}

export interface Randomness {
  bytes(length: number): Uint8Array;
}

/** Blocks of sealed documents. `put` is durable (fsynced or pinned) when it resolves; the same bytes give the same CID. */
export interface DocumentBlocks {
  put(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<{ cid: string; sizeBytes: number }>;
  /** Verified bytes; throws when a block is missing or altered, never returns altered bytes. */
  get(cid: string): AsyncIterable<Uint8Array>;
  has(cid: string): Promise<boolean>;
  unpin(cid: string): Promise<void>;
}

/** The same for evidence, of which small documents need no `put`. */
export interface EvidenceBlocks extends DocumentBlocks {
  /**
   * The address of a document so small that it is kept in the transaction that accepts it (`CaseStore.addEvidence`), where
   * it is durable together with its promise; null for one that is to be put.
   */
  addressOfSmall(bytes: Uint8Array): string | null;
}

/** Sealed blocks as anybody may fetch them. Only what is kept here: nothing is looked for elsewhere. */
export interface PublishedBlocks {
  /** One block, verified. @throws `blocks.missing`, `blocks.altered`, `blocks.cid_unsupported`. */
  block(cid: string): Promise<Uint8Array>;
  /** A CAR of the root block alone, or of the whole document in depth-first order. */
  car(cid: string, scope: "block" | "all"): AsyncIterable<Uint8Array>;
}

/** Seals a document to its readers (age); the platform keeps one recipient per party. */
export interface Sealing {
  seal(
    bytes: Uint8Array,
    readers: readonly string[],
  ): Promise<{ sealed: Uint8Array; wrappedKeys: WrappedKey[] }>;
  /** The same for a document of any size: no more than a few pieces of it are held at once. */
  sealStream(
    bytes: AsyncIterable<Uint8Array>,
    readers: readonly string[],
  ): Promise<{ sealed: AsyncIterable<Uint8Array>; wrappedKeys: WrappedKey[] }>;
  open(sealed: AsyncIterable<Uint8Array>, wrapped: WrappedKey): Promise<Uint8Array>;
  /** Opens piece by piece; throws in the middle where the sealed bytes were altered there. */
  openStream(sealed: AsyncIterable<Uint8Array>, wrapped: WrappedKey): Promise<AsyncIterable<Uint8Array>>;
  addReader(wrapped: WrappedKey, reader: string): Promise<WrappedKey>;
}
export interface WrappedKey {
  readonly reader: string;
  readonly key: Uint8Array;
}

/** What is to be logged. `statement` is JCS bytes already; the store makes salt, commitment, entry and promise. */
export interface EntryInput {
  readonly type: EntryType;
  /** Pseudonym made fresh per case or item; never a stable id of a person. */
  readonly subject: string;
  readonly statement: Uint8Array;
  /** Who handed in, for idempotency and ownership; never published. */
  readonly submitter: string;
  readonly idempotencyKey: string;
  /** Public statements (product events) publish their salt; sealed ones keep it with the owner. */
  readonly public: boolean;
  /** Leaf hash (hex) of the entry this one corrects. */
  readonly previous?: string;
}

export interface AcceptedEntry {
  readonly leafHash: string;
  readonly entry: string;
  readonly statement: string;
  readonly salt: string;
  readonly acceptedAt: Date;
  readonly promise: PromiseView;
  readonly state: EntryState;
  /** True when the same submitter and key were accepted before with the same body: nothing was written. */
  readonly repeated: boolean;
}

/**
 * Intake of the evidence log. `accept` writes within the caller's transaction and signs promises that count
 * only once that transaction has committed: hand them out after `UnitOfWork.run` has resolved, not before.
 * The same submitter and key give the same entry; another body under a used key throws `log.idempotency_conflict`.
 */
export interface LogIntake {
  accept(tx: Tx, entries: readonly EntryInput[]): Promise<AcceptedEntry[]>;
  /**
   * The same for what is new: nothing is answered again.
   * @throws LogError `log.idempotency_conflict` when a key was used before; the transaction is to be given up then.
   */
  acceptNew(tx: Tx, entries: readonly EntryInput[]): Promise<AcceptedEntry[]>;
  /** The same for commitments alone; all of them are promised by one signature. */
  acceptCommitments(tx: Tx, batch: CommitmentBatch): Promise<AcceptedCommitments>;
}

/** Commitments to statements that their owner keeps. */
export interface CommitmentBatch {
  readonly submitter: string;
  readonly idempotencyKey: string;
  /** At least one. */
  readonly items: readonly CommitmentInput[];
  /** Who signed for them, with one signature over all or one for each; checked by the caller. */
  readonly signed: SubmitterSignatures | null;
}

/** Finds out who signed, away from the thread that answers requests. */
export interface SignatureCheck {
  /** Lower-case address of each signer, in order; null for what is no signature of that digest. */
  signersOf(
    signed: readonly { readonly digest: Uint8Array; readonly signature: Uint8Array }[],
  ): Promise<(string | null)[]>;
}

export interface CommitmentInput {
  readonly type: EntryType;
  readonly subject: string;
  /** Salted commitment of the statement, hex. */
  readonly commitment: string;
  readonly previous?: string | undefined;
}

export interface SubmitterSignatures {
  /** Lower-case address. */
  readonly signer: string;
  /** 65 bytes each. */
  readonly signatures: readonly Uint8Array[];
}

export interface AcceptedCommitments {
  readonly acceptedAt: Date;
  /** `receivedAt` of every entry. */
  readonly receivedAt: string;
  readonly leafHashes: readonly string[];
  readonly promise: BulkPromiseView;
  readonly state: EntryState;
  readonly repeated: boolean;
}

export interface EntryStatus {
  readonly leafHash: string;
  readonly state: EntryState;
  readonly index: number | null;
  readonly acceptedAt: Date;
  readonly anchoredAt: Date | null;
  readonly transaction: string | null;
}

export interface LogReader {
  statuses(leafHashes: readonly string[]): Promise<Map<string, EntryStatus>>;
  /** Canonical receipt JSON; `withOwnerParts` adds statement and salt. Null when the leaf is unknown. */
  receipt(leafHash: string, withOwnerParts: boolean): Promise<string | null>;
  /** Receipts of many entries at once, by leaf hash; leaves that are unknown are left out. */
  receipts(leafHashes: readonly string[], withOwnerParts: boolean): Promise<Map<string, string>>;
  /** Openings of documents by others than their parties, and readers added, oldest first, by the leaf hashes under which the documents were handed in. */
  accesses(documents: readonly string[]): Promise<AccessRecord[]>;
}

/** One opening of a sealed document by somebody who is no party to its case, or one reader added. */
export interface AccessRecord {
  /** Leaf hash of the document's entry. */
  readonly document: string;
  /** Party id of who opened it, or let somebody read it. */
  readonly by: string;
  readonly at: Date;
  /** Leaf hash of the opening's own entry. */
  readonly leafHash: string;
  /** Whom `by` let read it; null where `by` opened it. */
  readonly reader: string | null;
}

/** The contracts by the names of their interfaces without the I. */
export type ContractName =
  | "EvidenceLog"
  | "PartyRegistry"
  | "RulePackRegistry"
  | "GuaranteeBonds"
  | "CompensationFund"
  | "CaseRegistry"
  | "ArbitratorPanel"
  | "SettlementToken";

export interface ChainCall {
  /** The same key is sent once, however often it is enqueued. */
  readonly key: string;
  readonly contract: ContractName;
  readonly method: string;
  readonly args: readonly unknown[];
  /** Coins of the chain that go with it, in wei; none when absent. A repeat under the same key keeps the first amount. */
  readonly valueWei?: bigint;
}

/**
 * Calls leave through an outbox row of the causing transaction; a sender signs them in order of enqueueing,
 * keeps the raw signed bytes, and sends them again after restarts and reorganisations. One sender per account.
 */
export interface ChainOutbox {
  enqueue(tx: Tx, call: ChainCall): Promise<void>;
  status(key: string): Promise<ChainCallStatus | null>;
}
export interface ChainCallStatus {
  readonly key: string;
  readonly state: "queued" | "sent" | "mined" | "failed";
  readonly transaction: string | null;
  readonly blockNumber: number | null;
  /** Named revert of our contracts, when it failed. */
  readonly error: string | null;
}

export interface ChainEvent {
  readonly contract: ContractName;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly blockTime: Date;
  readonly transaction: string;
  readonly logIndex: number;
}

/** Folds events of the chain into our tables, in chain order, each exactly once; `undo` is called newest first when a block is reorganised away. */
export interface ChainEventHandler {
  readonly contracts: readonly ContractName[];
  apply(tx: Tx, event: ChainEvent): Promise<void>;
  undo(tx: Tx, event: ChainEvent): Promise<void>;
}

/** Reads of the chain, at the latest block unless said otherwise. */
export interface ChainReader {
  readonly chainId: number;
  readonly development: boolean;
  address(contract: ContractName): string;
  read(contract: ContractName, method: string, args: readonly unknown[]): Promise<unknown>;
  /** Name of the contract's error if the call were sent now, or null; nothing is sent. */
  refusalOf(call: Omit<ChainCall, "key">): Promise<string | null>;
  /** Whether the contract a signer names (its own wallet by ERC-1271, else a verifier by ERC-7913) takes the signature. */
  signedByContract(signer: string, digest: Uint8Array, signature: string): Promise<boolean>;
  /** ABI encoding of one value of the given type, 0x-hex; for what contracts take as opaque bytes. */
  encode(type: string, value: unknown): string;
  /** Highest block that is final under the declared policy. */
  finalisedBlock(): Promise<number>;
  blockNumber(): Promise<number>;
  /** `eth_getProof` of storage slots at one block, as JSON of the RPC. @throws `chain.unreachable` where the node has another block. */
  storageProof(
    contract: ContractName,
    slots: readonly string[],
    block: { readonly number: number; readonly hash: string },
  ): Promise<unknown>;
}

export interface PostingInput {
  readonly account: string;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
}
export interface JournalInput {
  /** The same key is booked once. */
  readonly key: string;
  readonly kind: string;
  readonly currency: "CNY";
  readonly caseId: string | null;
  readonly lines: readonly PostingInput[];
  readonly reverses?: string;
}
export interface JournalRecord extends JournalInput {
  readonly journalId: string;
  readonly at: Date;
  readonly leafHash: string;
}

/** Append-only double entry. Each journal is also an entry of the evidence log, in the same transaction. */
export interface Ledger {
  post(tx: Tx, journal: JournalInput): Promise<JournalRecord>;
  journals(filter: { caseId?: string; limit?: number }): Promise<JournalRecord[]>;
  /** Debits less credits, per account. */
  balances(): Promise<Map<string, bigint>>;
}

/** A document as evidence of a case. */
export interface EvidenceRecord {
  readonly evidenceId: string;
  readonly caseId: string;
  readonly meta: HandInMeta;
  readonly submitter: string;
  readonly sizeBytes: number;
  readonly documentHash: string;
  readonly cid: string | null;
  readonly leafHash: string;
  readonly receivedAt: Date;
  /** Since when salt, statement, keys and blocks are gone; its name, words and hash are empty then. */
  readonly erasedAt?: Date;
}
