/** Ids that development nodes give to chains of their own: hardhat and anvil, and geth's developer mode. */
const DEVELOPMENT_CHAINS: readonly number[] = [31337, 1337];

/** Whether the chain is one that anybody starts on a machine of their own, and that vouches for nothing. */
export const isDevelopmentChain = (chainId: number): boolean => DEVELOPMENT_CHAINS.includes(chainId);
