import { p256 } from "@noble/curves/nist.js";
import type { ethers as Ethers } from "ethers";
import { AbiCoder, concat, encodeBase64, getBytes, hexlify, sha256, toBeHex, toUtf8Bytes } from "ethers";

/** Of r, s, challengeIndex, typeIndex, authenticatorData, clientDataJSON: in a row, not as one tuple. */
const AUTH_ABI = ["bytes32", "bytes32", "uint256", "uint256", "bytes", "string"];

const FLAG_USER_PRESENT = 0x01;
const FLAG_USER_VERIFIED = 0x04;

const base64Url = (bytes: Uint8Array) =>
  encodeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Authenticator data of an assertion (WebAuthn 2, section 6.1): SHA-256 of the RP id, flags, signature counter. */
const authenticatorData = (flags: number, counter: number): string =>
  concat([sha256(toUtf8Bytes("redress.example")), toBeHex(flags, 1), toBeHex(counter, 4)]);

export type Passkey = { signer: string; sign: (digest: string, flags?: number) => string };

/** A software authenticator: a P-256 key that signs as a browser's passkey does. */
export function makePasskey(verifier: string, seed: Ethers.BytesLike): Passkey {
  const secret = getBytes(sha256(seed));
  const publicKey = p256.getPublicKey(secret, false).slice(1);
  return {
    signer: concat([verifier, publicKey]),
    sign: (digest, flags = FLAG_USER_PRESENT | FLAG_USER_VERIFIED) => {
      const challenge = base64Url(getBytes(digest));
      const clientDataJSON = `{"type":"webauthn.get","challenge":"${challenge}","origin":"https://redress.example","crossOrigin":false}`;
      const data = authenticatorData(flags, 7);
      const message = getBytes(concat([data, sha256(toUtf8Bytes(clientDataJSON))]));
      const signature = p256.sign(message, secret, { lowS: true });
      return AbiCoder.defaultAbiCoder().encode(AUTH_ABI, [
        hexlify(signature.slice(0, 32)),
        hexlify(signature.slice(32, 64)),
        clientDataJSON.indexOf('"challenge"'),
        clientDataJSON.indexOf('"type"'),
        data,
        clientDataJSON,
      ]);
    },
  };
}
