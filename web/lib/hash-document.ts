import type { IHasher } from "hash-wasm";

/** Fetches what documents are hashed with, for pages that have to work on without a server. */
export const loadHasher = () => import("hash-wasm");

/**
 * Hashes a file piece by piece (SHA-256, lower-case hex): a film of a gigabyte is never held whole. WebAssembly, fetched
 * with the first file.
 */
export async function hashDocument(file: Blob): Promise<string> {
  const { createSHA256 } = await loadHasher();
  return await hashPieces(file, await createSHA256());
}

/** The same with SM3 (GB/T 32905). */
export async function sm3Document(file: Blob): Promise<string> {
  const { createSM3 } = await loadHasher();
  return await hashPieces(file, await createSM3());
}

async function hashPieces(file: Blob, hasher: IHasher): Promise<string> {
  const pieces = file.stream().getReader();
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) hasher.update(piece.value);
  return hasher.digest();
}
