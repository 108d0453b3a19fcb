import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "../../../lib/api.ts";
import { handInEvidence } from "../api/hand-in-evidence.ts";
import { checkHandIn } from "../check-hand-in.ts";
import { pendingUpload } from "./pending.ts";
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

export interface Uploads {
  readonly waiting: readonly PendingUpload[];
  readonly receipts: readonly KeptReceipt[];
  /** Why the last attempt failed; null while all is well. */
  readonly error: unknown;
  readonly busy: boolean;
  readonly add: (files: readonly File[], method: "live" | "upload") => Promise<void>;
  readonly drop: (idempotencyKey: string) => Promise<void>;
}

async function sendOne(upload: PendingUpload, token: string | undefined): Promise<void> {
  const accepted = await handInEvidence(upload, token);
  await checkHandIn(accepted, new Uint8Array(await upload.document.arrayBuffer()));
  await addReceipt({ leafHash: accepted.leafHash, caseId: upload.caseId, name: upload.name, accepted });
  await removeUpload(upload.idempotencyKey);
}

/** Sends what waits, one after the other; goes on by itself when the connection is back or the page is opened again. */
export function useUploads(caseId: string, token: string | undefined, onAccepted: () => void): Uploads {
  const [waiting, setWaiting] = useState<readonly PendingUpload[]>([]);
  const [receipts, setReceipts] = useState<readonly KeptReceipt[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
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
        await sendOne(next, token);
        await refresh();
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

  const add = async (files: readonly File[], method: "live" | "upload") => {
    for (const file of files) await addUpload(pendingUpload(caseId, file, method));
    await refresh();
    await drain();
  };
  const drop = async (idempotencyKey: string) => {
    await removeUpload(idempotencyKey);
    setError(null);
    await refresh();
  };
  return { waiting, receipts, error, busy, add, drop };
}
