import type { Tx } from "./ports.ts";

/** A request to erase one document; one a document. */
export interface ErasureRecord {
  readonly evidenceId: string;
  readonly caseId: string;
  readonly leafHash: string;
  readonly cid: string | null;
  readonly requestedBy: string;
  /** `unknown`: read from the log after a restore, which does not say who asked. */
  readonly basis: "owner" | "legal_request" | "unknown";
  readonly reason: string;
  readonly requestedAt: Date;
  readonly erasedAt: Date | null;
  readonly entryLeaf: string | null;
  readonly blocksGoneAt: Date | null;
}

export type NewErasure = Omit<ErasureRecord, "erasedAt" | "entryLeaf" | "blocksGoneAt"> & {
  readonly lookAt: Date;
};

/** Requests for erasure. Writes commit with the caller's transaction, but for `noteBlocksGone`. */
export interface ErasureStore {
  /** Keeps the request; the one made before stands, and is returned. */
  request(tx: Tx, request: NewErasure): Promise<ErasureRecord>;
  ofCase(caseId: string, tx?: Tx): Promise<ErasureRecord[]>;
  /** Waiting requests whose time to be looked at has come, by the database's clock. */
  due(limit: number): Promise<ErasureRecord[]>;
  postpone(tx: Tx, evidenceId: string, lookAt: Date): Promise<void>;
  /** Deletes statement, salt, wrapped keys and all words of the item; entry and leaf stay. */
  erase(tx: Tx, evidenceId: string, done: { erasedAt: Date; entryLeaf: string }): Promise<void>;
  /** Erased documents whose blocks may still be there: others each time, so that one in trouble keeps none waiting. */
  withBlocks(limit: number): Promise<ErasureRecord[]>;
  /** Every erased document. */
  done(): Promise<ErasureRecord[]>;
  noteBlocksGone(evidenceId: string): Promise<void>;
  /** Takes that back, so that their blocks are looked for again. */
  noteBlocksUnknown(evidenceIds: readonly string[]): Promise<void>;
}
