/** Makes 32 bytes of one value: keys, seeds and hashes that a test tells apart by number. */
export const bytes32 = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
