import { p256 } from "@noble/curves/nist.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** A passkey as an ERC-7913 signer. */
export interface Passkey {
  /** Credential id, base64url. */
  readonly credentialId: string;
  /** Verifier contract's address, then x and y of the P-256 key. */
  readonly signer: string;
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

const es256 = -7;
const uncompressedPointBytes = 65;

/**
 * Makes a passkey for signing statements that contracts check.
 * @param verifier - address of the deployment's WebAuthn verifier contract.
 */
export async function createPasskey(verifier: string, userName: string): Promise<Passkey> {
  const created = (await navigator.credentials.create({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      rp: { name: "Redress" },
      user: { id: crypto.getRandomValues(new Uint8Array(16)), name: userName, displayName: userName },
      pubKeyCredParams: [{ type: "public-key", alg: es256 }],
      authenticatorSelection: { userVerification: "required", residentKey: "preferred" },
    },
  })) as PublicKeyCredential | null;
  const spki = (created?.response as AuthenticatorAttestationResponse | undefined)?.getPublicKey();
  if (!created || !spki) throw new Error("the authenticator gave no P-256 key");
  // A P-256 SubjectPublicKeyInfo ends with the uncompressed point: 0x04, x, y.
  const point = new Uint8Array(spki).slice(-uncompressedPointBytes);
  const signer = `${verifier.toLowerCase()}${bytesToHex(point.slice(1))}`;
  return { credentialId: toBase64Url(new Uint8Array(created.rawId)), signer };
}

/** Signs a 32-byte digest with a passkey, in the form OpenZeppelin's ERC-7913 WebAuthn verifier decodes. */
export async function signWithPasskey(passkey: Passkey, digest: Uint8Array): Promise<string> {
  const given = (await navigator.credentials.get({
    publicKey: {
      challenge: digest.slice(),
      allowCredentials: [{ type: "public-key", id: fromBase64Url(passkey.credentialId) }],
      userVerification: "required",
    },
  })) as PublicKeyCredential | null;
  if (!given) throw new Error("the authenticator gave no signature");
  const { signature, authenticatorData, clientDataJSON } = given.response as AuthenticatorAssertionResponse;
  return encodeAssertion({
    signature: new Uint8Array(signature),
    authenticatorData: new Uint8Array(authenticatorData),
    clientDataJSON: new TextDecoder().decode(clientDataJSON),
  });
}

export interface Assertion {
  /** ASN.1 DER, as authenticators give it. */
  readonly signature: Uint8Array;
  readonly authenticatorData: Uint8Array;
  readonly clientDataJSON: string;
}

const word = (value: number | bigint): Uint8Array => hexToBytes(value.toString(16).padStart(64, "0"));

function dynamic(bytes: Uint8Array): Uint8Array {
  return concatBytes(word(bytes.length), bytes, new Uint8Array((32 - (bytes.length % 32)) % 32));
}

/**
 * The members of OpenZeppelin's `WebAuthn.WebAuthnAuth`, `abi.encode`d one after another: its verifier reads the struct
 * from the first byte, without the offset that encoding it as one value would put before it. s is brought to its low
 * form, as the P-256 library asks.
 */
export function encodeAssertion({ signature, authenticatorData, clientDataJSON }: Assertion): string {
  const parsed = p256.Signature.fromBytes(signature, "der");
  const order = p256.Point.Fn.ORDER;
  const s = parsed.s > order / 2n ? order - parsed.s : parsed.s;
  const data = dynamic(authenticatorData);
  const head = [
    word(parsed.r),
    word(s),
    word(clientDataJSON.indexOf('"challenge":')),
    word(clientDataJSON.indexOf('"type":')),
    word(6 * 32),
    word(6 * 32 + data.length),
  ];
  return `0x${bytesToHex(concatBytes(...head, data, dynamic(utf8ToBytes(clientDataJSON))))}`;
}
