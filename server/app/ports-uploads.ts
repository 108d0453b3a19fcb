/** Documents that arrive in pieces, over connections that break. */

/** A document that is not held in memory. */
export interface StagedDocument {
  readonly sizeBytes: number;
  /** From the first byte, each time. */
  read(): AsyncIterable<Uint8Array>;
}

export interface UploadState {
  readonly uploadId: string;
  readonly sizeBytes: number;
  /** Bytes that are there, durably. */
  readonly offset: number;
  readonly expiresAt: Date;
}

/** Keeps what has arrived until the document is handed in. An upload is there for its owner and for nobody else. */
export interface UploadStore {
  /** @throws UploadError `upload.too_many` beyond what one owner may have under way. */
  create(owner: string, sizeBytes: number): Promise<UploadState>;
  get(owner: string, uploadId: string): Promise<UploadState | null>;
  /**
   * Adds bytes at an offset. What arrived before the sender broke off stays.
   * @returns The bytes that are there now.
   * @throws UploadError `upload.not_found`, `upload.conflict` for another offset, `upload.too_large` past the size.
   */
  append(owner: string, uploadId: string, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<number>;
  /** The whole document; null when there is none. @throws UploadError `upload.incomplete`. */
  open(owner: string, uploadId: string): Promise<StagedDocument | null>;
  remove(owner: string, uploadId: string): Promise<void>;
  /** Takes away what nobody came back for. @returns How many. */
  removeExpired(): Promise<number>;
}
