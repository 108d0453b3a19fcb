import { bytesToHex } from "@noble/hashes/utils.js";
import { addressOfKey, signDigest } from "../../../server/domain/log/eip712.ts";
import { digestOf, type Signable } from "../../../server/domain/party/case-signing.ts";
import { request } from "../../lib/api.ts";
import { api } from "../../lib/paths.ts";
import { signWithWallet, walletAccount } from "../../lib/wallet.ts";
import { type Passkey, signWithPasskey } from "../../lib/webauthn.ts";

/** A signature as every step that is signed carries it. */
export interface Signed {
  /** ERC-7913 signer, 0x-hex. */
  readonly signer: string;
  readonly signature: string;
}

/** Signs for one party. The signer is known before signing, because some statements name it. */
export interface CaseSigner {
  readonly signer: () => Promise<string>;
  readonly sign: (data: Signable) => Promise<string>;
}

/** The key this browser made for this case alone. */
export function caseKeySigner(secretKey: Uint8Array): CaseSigner {
  return {
    signer: async () => addressOfKey(secretKey),
    sign: async (data) => `0x${bytesToHex(signDigest(secretKey, digestOf(data)))}`,
  };
}

/** A passkey: the digest is its WebAuthn challenge, and the contract's verifier checks it. */
export function passkeySigner(passkey: Passkey): CaseSigner {
  return { signer: async () => passkey.signer, sign: (data) => signWithPasskey(passkey, digestOf(data)) };
}

/** A wallet in this browser. */
export function walletSigner(): CaseSigner {
  const account = walletAccount;
  return { signer: account, sign: async (data) => signWithWallet(await account(), data) };
}

/** The key the development set-up keeps for its parties; the server refuses it anywhere else. */
export function developmentSigner(caseId: string): CaseSigner {
  const ask = (digest: string) =>
    request<Signed>(api.caseStep(caseId, "development-signature"), { body: { digest } });
  return {
    // Asking for a signature over nothing tells whose key it is without signing a statement.
    signer: async () => (await ask("0".repeat(64))).signer,
    sign: async (data) => (await ask(bytesToHex(digestOf(data)))).signature,
  };
}

export async function signed(signer: CaseSigner, data: Signable): Promise<Signed> {
  return { signer: await signer.signer(), signature: await signer.sign(data) };
}

const passkeyStorage = "redress.passkey";

/** The passkey this browser made for a party, without its secret, which never leaves the authenticator. */
export function keptPasskey(partyId: string): Passkey | null {
  const text = localStorage.getItem(`${passkeyStorage}.${partyId}`);
  return text === null ? null : (JSON.parse(text) as Passkey);
}

export function keepPasskey(partyId: string, passkey: Passkey): void {
  localStorage.setItem(`${passkeyStorage}.${partyId}`, JSON.stringify(passkey));
}

/** 32 random bytes in hex: the salt that hides a vote until it is revealed. */
export const randomHex32 = (): string => bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
