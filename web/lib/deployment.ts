/** What the build fixed about the chain; see `vite.config.ts`. */
export interface Deployment {
  readonly chainId: number;
  /** Contract name to address, from the deployment folder. */
  readonly addresses: Readonly<Record<string, string>>;
  /** RPC endpoint the pages ask, when one was set for the build. */
  readonly rpcUrl: string | null;
  /** A second endpoint run by somebody else. */
  readonly secondRpcUrl: string | null;
  /** The log the pages accept, when one was set for the build. */
  readonly logId: string | null;
}

declare const __DEPLOYMENT__: Deployment;

export const deployment: Deployment = __DEPLOYMENT__;
