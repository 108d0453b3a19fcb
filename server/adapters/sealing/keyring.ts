import { hkdfSync, webcrypto } from "node:crypto";
import { identityToRecipient } from "age-encryption";

/** Keys of the readers the platform keeps keys for. */
export interface Keyring {
  /** age recipient a document is wrapped for. */
  recipientOf(reader: string): Promise<string>;
  /** Private key of that recipient. */
  identityOf(reader: string): Promise<webcrypto.CryptoKey>;
}

// RFC 8410 wraps the 32 bytes of an X25519 key in this fixed PKCS #8 frame.
const PKCS8_X25519 = Buffer.from("302e020100300506032b656e04220420", "hex");

/**
 * Keys of all readers derived from one secret (HKDF-SHA256, RFC 5869), so that nothing but the secret has to be kept.
 *
 * @param secret at least 32 characters; whoever has it can open every document that is still wrapped.
 */
export function derivedKeyring(secret: string): Keyring {
  const identityOf = async (reader: string) => {
    const seed = Buffer.from(hkdfSync("sha256", secret, "", `redress/reader/${reader}`, 32));
    const key = Buffer.concat([PKCS8_X25519, seed]);
    return await webcrypto.subtle.importKey("pkcs8", key, "X25519", false, ["deriveBits"]);
  };
  return { identityOf, recipientOf: async (reader) => await identityToRecipient(await identityOf(reader)) };
}
