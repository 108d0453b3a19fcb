import { generateKeyPairSync, sign as signWithKey } from "node:crypto";
import { p256 } from "@noble/curves/nist.js";
import { AbiCoder, concat, getBytes, hexlify, sha256, toUtf8Bytes } from "ethers";

/** A key in ERC-7913 form and how it signs a 32-byte digest. */
export interface KeySigner {
  readonly signer: string;
  readonly sign: (digest: string) => string;
}

/** Makes a bare P-256 key, as a device's secure element holds one. */
export function makeP256Signer(verifier: string, seed: string): KeySigner {
  const secret = getBytes(sha256(toUtf8Bytes(seed)));
  const signer = concat([verifier, p256.getPublicKey(secret, false).slice(1)]);
  const sign = (digest: string) =>
    hexlify(p256.sign(getBytes(digest), secret, { lowS: true, prehash: false }));
  return { signer, sign };
}

/** Makes an RSA-2048 key, as a company's certificate holds one; signs by PKCS #1 v1.5 with SHA-256. */
export function makeRsaSigner(verifier: string): KeySigner {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { n, e } = publicKey.export({ format: "jwk" }) as { n: string; e: string };
  const [modulus, exponent] = [n, e].map((part) => hexlify(Buffer.from(part, "base64url")));
  const key = AbiCoder.defaultAbiCoder().encode(["bytes", "bytes"], [exponent, modulus]);
  const sign = (digest: string) => hexlify(signWithKey("sha256", getBytes(digest), privateKey));
  return { signer: concat([verifier, key]), sign };
}
