import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";

export type Digest = (bytes: Uint8Array) => Uint8Array;

/** Digests a time stamp may be made with, by their object identifiers. */
export const DIGESTS: Readonly<Record<string, Digest>> = {
  "2.16.840.1.101.3.4.2.1": sha256,
  "2.16.840.1.101.3.4.2.2": sha384,
  "2.16.840.1.101.3.4.2.3": sha512,
};
