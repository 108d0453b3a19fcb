// biome-ignore-all lint/style/noRestrictedImports: this file alone runs in Node, when the pages are built.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import type { Deployment } from "./lib/deployment.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/**
 * Reads the contract addresses the pages will trust. They are fixed here, when the pages are built, because a
 * server that lies about records would lie about addresses too.
 */
function deployment(env: NodeJS.ProcessEnv): Deployment {
  const folder = env.DEPLOYMENT_DIR;
  const file = folder ? `${folder}/deployed_addresses.json` : "";
  const found: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const addresses = Object.fromEntries(Object.entries(found).map(([key, at]) => [key.split("#").pop(), at]));
  const chainId = Number(env.CHAIN_ID || /chain-(\d+)/.exec(folder ?? "")?.[1] || 31337);
  // A setting left empty is one not made.
  return {
    chainId,
    addresses,
    rpcUrl: env.PUBLIC_RPC_URL || null,
    secondRpcUrl: env.SECOND_RPC_URL || null,
    logId: env.LOG_ID || null,
  };
}

/**
 * The component library measures scroll bars with a style element that carries no nonce, so the content security policy
 * refuses it and reports a breach on every table. Our tables scroll in a frame of our own and need no such measure.
 */
function withoutScrollBarProbe(): Plugin {
  return {
    name: "without-scroll-bar-probe",
    load(id) {
      if (!id.endsWith("@rc-component/util/es/getScrollBarSize.js")) return null;
      return "export default () => 0; export const getTargetScrollBarSize = () => ({ width: 0, height: 0 });";
    },
  };
}

const page = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root,
  base: "/",
  publicDir: false,
  plugins: [react(), withoutScrollBarProbe()],
  define: { __DEPLOYMENT__: JSON.stringify(deployment(process.env)) },
  // The workspace's component library writes style elements; the server puts a fresh nonce in per response.
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    outDir: fileURLToPath(new URL("../dist/web", import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: {
        scan: page("public/scan.ts"),
        claim: page("public/claim.html"),
        case: page("public/case.html"),
        verify: page("public/verify.html"),
        scanCode: page("public/scan-code.html"),
        workspace: page("workspace/index.html"),
      },
    },
  },
});
