import { hash } from "node:crypto";

/** SHA-256 of the machine, for hashing in numbers; the portable one of the domain gives the same bytes. */
export const nativeSha256 = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");
