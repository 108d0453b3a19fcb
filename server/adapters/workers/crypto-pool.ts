import type { Sealing, SignatureCheck } from "../../app/ports.ts";
import { createAgeSealing } from "../sealing/age-sealing.ts";
import { SealingError, type SealingErrorCode } from "../sealing/errors.ts";
import { derivedKeyring } from "../sealing/keyring.ts";
import { openWorkerPool } from "./pool.ts";

/** What a thread can be asked. */
export type CryptoTask =
  | { readonly kind: "seal"; readonly bytes: Uint8Array; readonly readers: readonly string[] }
  | {
      readonly kind: "recover";
      readonly signed: readonly { readonly digest: Uint8Array; readonly signature: Uint8Array }[];
    };

/** Sealing and checking of signatures on threads beside the one that answers requests. */
export interface CryptoPool {
  readonly sealing: Sealing;
  readonly signatures: SignatureCheck;
  close(): Promise<void>;
}

/** Signatures one thread checks in one go. */
const SLICE = 256;

/**
 * Opens the threads.
 *
 * @param secret What keys of readers are derived from; see `derivedKeyring`.
 * @param size Threads; as many as the machine has cores when left out.
 */
export function openCryptoPool(secret: string, size?: number): CryptoPool {
  const pool = openWorkerPool<CryptoTask, unknown>(
    new URL("crypto-worker.ts", import.meta.url),
    { secret },
    size,
  );
  return {
    sealing: {
      ...createAgeSealing(derivedKeyring(secret)),
      seal: async (bytes, readers) => {
        const sealed = pool.run({ kind: "seal", bytes, readers }) as ReturnType<Sealing["seal"]>;
        return await sealed.catch((error: unknown) => {
          throw named(error);
        });
      },
    },
    signatures: {
      signersOf: async (signed) => {
        const slices = Array.from({ length: Math.ceil(signed.length / SLICE) }, (_, i) =>
          signed.slice(i * SLICE, (i + 1) * SLICE),
        );
        const signers = slices.map((slice) => pool.run({ kind: "recover", signed: slice }));
        return (await Promise.all(signers)).flat() as (string | null)[];
      },
    },
    close: () => pool.close(),
  };
}

function named(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  return code?.startsWith("sealing.")
    ? new SealingError(code as SealingErrorCode, message ?? "", { cause: error })
    : error;
}
