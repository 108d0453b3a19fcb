import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "../../../lib/api.ts";
import { type ChainSource, chainSources, servedRpcUrl } from "../../../lib/chain-sources.ts";
import { hashDocument } from "../../../lib/hash-document.ts";
import { handInEvidence, handInUpload } from "../api/hand-in-evidence.ts";
import { caseSecret } from "../case-keys.ts";
import { checkHandIn } from "../check-hand-in.ts";
import { signDocument } from "../sign-hand-in.ts";
import type { Mark } from "../transcript/marks.ts";
import { heldReceipt } from "./held-receipt.ts";
import { pendingUpload } from "./pending.ts";
import { sendInPieces } from "./send-in-pieces.ts";
import {
  addReceipt,
  addUpload,
  type KeptReceipt,
  type PendingUpload,
  receiptsOf,
  removeUpload,
  uploadsOf,
} from "./store.ts";

const retryMilliseconds = 5_000;

/** What is larger goes piece by piece, so that a lost connection costs one piece. */
const wholeBytes = 2 * 1024 * 1024;

export interface Uploads {
  readonly waiting: readonly PendingUpload[];
  readonly receipts: readonly KeptReceipt[];
  /** Why the last attempt failed; null while all is well. */
  readonly error: unknown;
  readonly busy: boolean;
  /** Share of the document being sent that has arrived, 0 to 1; null while that is not known. */
  readonly progress: number | null;
  readonly add: (files: readonly File[], method: "live" | "upload", marks?: readonly Mark[]) => Promise<void>;
  readonly drop: (idempotencyKey: string) => Promise<void>;
}

type Progress = (share: number | null) => void;

async function handIn(upload: PendingUpload, token: string | undefined, onProgress: Progress) {
  if (upload.document.size <= wholeBytes) return await handInEvidence(upload, token);
  const keepId = (uploadId: string) => addUpload({ ...upload, uploadId }).then(() => undefined);
  const uploadId = await sendInPieces(upload, { token, onProgress, keep: keepId });
  return await handInUpload(upload, uploadId, token);
}

async function keep(upload: PendingUpload): Promise<PendingUpload> {
  await addUpload(upload);
  return upload;
}

/** A claimant whose browser keeps the key of the case signs; what was sent once is sent the same again. */
async function signOnce(
  upload: PendingUpload,
  token: string | undefined,
  documentHash: string,
  sources: readonly ChainSource[],
): Promise<PendingUpload> {
  const secret = token === undefined ? null : caseSecret(upload.caseId);
  if (secret === null || upload.signed !== undefined) return upload;
  return await keep({ ...upload, signed: await signDocument(secret, documentHash, sources) });
}

async function sendOne(
  upload: PendingUpload,
  token: string | undefined,
  onProgress: Progress,
): Promise<KeptReceipt> {
  onProgress(null);
  const sources = chainSources(servedRpcUrl());
  const documentHash = await hashDocument(upload.document);
  const signed = await signOnce(upload, token, documentHash, sources);
  const accepted = await handIn(signed, token, onProgress).catch(async (error: unknown) => {
    if (!(error instanceof ApiError && error.code === "log.bad_signature")) throw error;
    // The log went on into its next period: nothing was stored, and the document counts without a signature too.
    return await handIn(await keep({ ...signed, signed: null }), token, onProgress);
  });
  await checkHandIn(accepted, documentHash, sources, Date.now());
  const kept = { leafHash: accepted.leafHash, caseId: upload.caseId, name: upload.name, accepted };
  await addReceipt(kept);
  await removeUpload(upload.idempotencyKey);
  return kept;
}

/** The promise is kept as received first, and as a receipt file as soon as that can be made. */
async function keepAsReceipt(kept: KeptReceipt): Promise<void> {
  const receipt = await heldReceipt(kept.accepted);
  if (receipt !== null) await addReceipt({ ...kept, receipt });
}

/** Sends what waits, one after the other; goes on by itself when the connection is back or the page is opened again. */
export function useUploads(caseId: string, token: string | undefined, onAccepted: () => void): Uploads {
  const [waiting, setWaiting] = useState<readonly PendingUpload[]>([]);
  const [receipts, setReceipts] = useState<readonly KeptReceipt[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [progress, setProgress] = useState<number | null>(null);
  const running = useRef(false);
  const accepted = useRef(onAccepted);
  accepted.current = onAccepted;

  const refresh = useCallback(async () => {
    setWaiting(await uploadsOf(caseId));
    setReceipts(await receiptsOf(caseId));
  }, [caseId]);

  const drain = useCallback(async () => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    try {
      for (let next = (await uploadsOf(caseId))[0]; next; next = (await uploadsOf(caseId))[0]) {
        const kept = await sendOne(next, token, setProgress);
        await refresh();
        void keepAsReceipt(kept).then(refresh);
        accepted.current();
      }
      setError(null);
    } catch (failure) {
      setError(failure);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, [caseId, token, refresh]);

  useEffect(() => {
    void refresh().then(drain);
    const again = () => void drain();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [refresh, drain]);

  useEffect(() => {
    if (!(error instanceof ApiError && error.retryable)) return;
    const timer = setTimeout(() => void drain(), retryMilliseconds);
    return () => clearTimeout(timer);
  }, [error, drain]);

  const add: Uploads["add"] = async (files, method, marks) => {
    for (const file of files) await addUpload(pendingUpload(caseId, file, method, marks));
    await refresh();
    await drain();
  };
  const drop = async (idempotencyKey: string) => {
    await removeUpload(idempotencyKey);
    setError(null);
    await refresh();
  };
  return { waiting, receipts, error, busy, progress, add, drop };
}
