/** Fetches what documents are hashed with, for pages that have to work on without a server. */
export const loadHasher = () => import("hash-wasm");

/**
 * Hashes a file piece by piece (SHA-256, lower-case hex): a film of a gigabyte is never held whole. WebAssembly, fetched
 * with the first file.
 */
export async function hashDocument(file: Blob): Promise<string> {
  const { createSHA256 } = await loadHasher();
  const hasher = await createSHA256();
  const pieces = file.stream().getReader();
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) hasher.update(piece.value);
  return hasher.digest();
}
