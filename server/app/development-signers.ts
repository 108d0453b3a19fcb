/** Signing keys the embedded development set-up keeps for its parties, so that one click can sign as each of them. */
export interface DevelopmentSigners {
  /** ERC-7913 signer of a party: a 20-byte wallet address. */
  signerOf(partyId: string): string;
  /** Signs a 32-byte digest as that party; 65 bytes. */
  sign(partyId: string, digest: Uint8Array): Uint8Array;
}
