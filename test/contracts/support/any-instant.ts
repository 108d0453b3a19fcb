/** Fits every second in an error's arguments: which one a block gets is the node's affair. */
export const anyInstant = (value: bigint): boolean => value > 0n;
