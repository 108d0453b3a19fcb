/** What sequencing, anchoring and publishing the log need of their stores. */
import type { TileCopy } from "../domain/log/copy-list.ts";
import type { Tx } from "./ports.ts";

/** Puts accepted entries into the tree, batch by batch. */
export interface LogSequencer {
  /**
   * Sequences one batch: indices, tiles and checkpoint become durable together or not at all. Two that run at once
   * take turns on the log's row, and an entry that has its index is never seen again.
   *
   * @returns How many entries were integrated; 0 when none waited.
   * @throws LogError `log.not_registered` when the log has no row or is sealed.
   */
  sequence(): Promise<number>;
}

/** Whether the log may take anything in; the same for all processes, and after a restart. */
export interface LogHalt {
  /** From the next transaction on nothing is taken in. Stands beside the reasons before, which may name other heads. */
  halt(reason: string): Promise<void>;
  /** Takes intake up again if nothing but this, as {@link reason} said it, stands against it. */
  goOn(reason: string): Promise<void>;
  /** Why nothing is taken in, one reason a line; null while all is well. */
  reason(): Promise<string | null>;
}

/** A checkpoint to be anchored. Hashes as lower-case hex, the signature with `0x`. */
export interface AnchorableHead {
  readonly size: number;
  readonly root: string;
  /** Signed note, without cosignatures. */
  readonly note: string;
  readonly logSignature: string;
}

/** A tile, or with level -1 a bundle of entries, that is not copied yet as far as it has grown. */
export interface UncopiedTile {
  readonly level: number;
  readonly index: number;
  readonly width: number;
  readonly bytes: Uint8Array;
}

/** Entry 0 of a log that goes on from another, with its audit path under a size. Lower-case hex. */
export interface FirstEntry {
  readonly entry: string;
  readonly proof: readonly string[];
}

/** An anchor and the keys whose standing is to be proved with it. */
export interface AnchorToProve {
  readonly size: number;
  readonly blockNumber: number;
  readonly blockHash: string;
  /** Storage slots as `0x` hex. */
  readonly rootSlot: string;
  readonly checkpointKeySlot: string;
  readonly promiseKeySlot: string;
}

/** Nodes as lower-case hex without prefix. */
export interface AnchorStateProof {
  readonly account: readonly string[];
  readonly root: readonly string[];
  readonly checkpointKey: readonly string[];
  readonly promiseKey: readonly string[];
}

/** What anchoring reads and notes down. */
export interface AnchorBook {
  /** The log's id, lower-case hex. */
  readonly logId: string;
  /** Newest checkpoint; null while the log is empty. */
  head(): Promise<AnchorableHead | null>;
  /** Newest checkpoint for which the witness policy is met; null while there is none. */
  witnessedHead(): Promise<AnchorableHead | null>;
  /** Root the log had at a size, lower-case hex. */
  rootAt(size: number): Promise<string>;
  /** What the first anchor of a log that goes on from another shows; null for a log that does not. */
  firstEntry(size: number): Promise<FirstEntry | null>;
  /** RFC 9162 proof between two sizes, lower-case hex. */
  consistencyProof(from: number, to: number): Promise<string[]>;
  /** Seconds by the database's clock since the first checkpoint past this size; 0 when there is none. */
  waitingSeconds(size: number): Promise<number>;
  /** The newest anchor asked for, with its outbox key. */
  lastRequest(): Promise<{ size: number; key: string } | null>;
  /** Notes the outbox key, in the transaction that enqueues the call. */
  noteRequest(tx: Tx, size: number, key: string): Promise<void>;
  /** A few tiles whose newest state is not copied. Asked again until none is left. */
  uncopied(limit: number): Promise<UncopiedTile[]>;
  /** Notes copies and the list that names them, in one step. */
  noteCopies(copies: readonly TileCopy[], list: string): Promise<void>;
  /** CID of the newest list of copies; null before the first. */
  newestList(): Promise<string | null>;
  /** Transactions of a few recorded anchors whose cost is not known yet. */
  withoutGas(): Promise<string[]>;
  noteGas(transaction: string, gasUsed: number): Promise<void>;
  /** The newest anchor whose state was not proved yet, from a block up; null when there is none. */
  withoutStateProof(fromBlock: number): Promise<AnchorToProve | null>;
  noteStateProof(anchor: AnchorToProve, proof: AnchorStateProof): Promise<void>;
}

/** A checkpoint the chain has recorded. */
export interface AnchorRow {
  readonly size: number;
  readonly root: string;
  readonly transaction: string;
  readonly blockNumber: number;
  readonly blockTime: Date;
  readonly gasUsed: number | null;
  /** From the checkpoint's making to its block. */
  readonly lagSeconds: number;
}

/** What anybody may read of the log. */
export interface LogPublisher {
  /** Which log is published: another one after a rotation. */
  who(): {
    readonly logId: string;
    readonly origin: string;
    readonly verifierKey: string;
    readonly contract: string;
    readonly chainId: number;
  };
  /** Another log this operator has run, sealed by now or not; null for one it has not. */
  other(logId: string): LogPublisher | null;
  /** Newest signed note with cosignatures; null while the log is empty. */
  checkpoint(): Promise<{ size: number; root: string; note: string } | null>;
  /** The first `width` hashes of a tile; null when the log has not that many. */
  tile(level: number, index: number, width: number): Promise<Uint8Array | null>;
  /** The first `width` entries of a bundle, packed; null when the log has not that many. */
  bundle(index: number, width: number): Promise<Uint8Array | null>;
  /** @throws LogError `log.bad_range`. */
  consistency(from: number, to: number): Promise<{ rootFrom: string; rootTo: string; proof: string[] }>;
  /** The largest size each of these witnesses signed, by verifier key line; without those that signed none. */
  cosigned(witnesses: readonly string[]): Promise<Map<string, { size: number; at: Date }>>;
  /** Newest first. */
  anchors(limit: number): Promise<AnchorRow[]>;
  /** Promises not anchored yet, and those of them whose instant has passed. */
  promises(): Promise<{ open: number; overdue: number }>;
  /** Who handed an entry in, and whether its statement is public; null when the log never saw it. */
  ownership(leafHash: string): Promise<{ submitter: string; public: boolean } | null>;
}
