import type { EvidenceStatement, HandInAccepted } from "../../../../server/schema/evidence.ts";
import type { DocumentSignature } from "../sign-hand-in.ts";

/**
 * Documents waiting to be handed in, kept in the browser's own database: a lost connection, a closed tab or a
 * restarted phone loses none, and the key beside each makes sending twice safe.
 */
export interface PendingUpload {
  readonly idempotencyKey: string;
  readonly caseId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly method: "live" | "upload";
  readonly type: "media" | "document" | "chat.transcript";
  /** What the reader says its passages say; none where nothing was marked. */
  readonly statements?: readonly EvidenceStatement[];
  readonly capturedAt: string | null;
  readonly document: Blob;
  /** Set before it is first sent, so that a repeat says the same: the submitter's signature, null for none. */
  readonly signed?: DocumentSignature | null;
  /** Set once pieces of it are on their way. */
  readonly uploadId?: string;
}

/** A hand-in the server has accepted, with the page's own check of its promise. */
export interface KeptReceipt {
  readonly leafHash: string;
  readonly caseId: string;
  readonly name: string;
  /** The server's answer, as received. */
  readonly accepted: HandInAccepted;
  /** The same as a receipt file, once it is known who the log is. */
  readonly receipt?: string;
}

type StoreName = "uploads" | "receipts";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("redress", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("uploads", { keyPath: "idempotencyKey" });
      opening.result.createObjectStore("receipts", { keyPath: "leafHash" });
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

async function run<T>(
  store: StoreName,
  mode: IDBTransactionMode,
  use: (s: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(store, mode);
      const asked = use(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const addUpload = (upload: PendingUpload) => run("uploads", "readwrite", (store) => store.put(upload));
export const removeUpload = (key: string) => run("uploads", "readwrite", (store) => store.delete(key));
export const addReceipt = (receipt: KeptReceipt) =>
  run("receipts", "readwrite", (store) => store.put(receipt));

export async function uploadsOf(caseId: string): Promise<PendingUpload[]> {
  const all = (await run("uploads", "readonly", (store) => store.getAll())) as PendingUpload[];
  return all.filter((upload) => upload.caseId === caseId);
}

export async function receiptsOf(caseId: string): Promise<KeptReceipt[]> {
  const all = (await run("receipts", "readonly", (store) => store.getAll())) as KeptReceipt[];
  return all.filter((receipt) => receipt.caseId === caseId);
}
