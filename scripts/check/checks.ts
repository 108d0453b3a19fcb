/** One thing that has to hold before a change is taken. */
export interface Check {
  readonly name: string;
  /** Program of node_modules/.bin, or a script of this checkout run by Node. */
  readonly command: readonly [program: string, ...args: string[]];
}

/** Every check; add a line here and nowhere else. */
export const CHECKS: readonly Check[] = [
  { name: "types of server, scripts and tests", command: ["tsc", "-p", "tsconfig.json"] },
  { name: "types of the pure rules", command: ["tsc", "-p", "server/tsconfig.pure.json"] },
  { name: "types of the web", command: ["tsc", "-p", "web/tsconfig.json"] },
  { name: "format and lint", command: ["biome", "ci", "--diagnostic-level=warn"] },
  { name: "Solidity lint", command: ["solhint", "--max-warnings", "0", "--noPoster", "contracts/**/*.sol"] },
  { name: "Solidity format", command: ["prettier", "--check", "contracts/**/*.sol"] },
  { name: "dead code", command: ["knip"] },
  { name: "licences of packages", command: ["scripts/check/licences.ts"] },
  { name: "generated files: database", command: ["scripts/check/generate-db-types.ts", "--check"] },
  { name: "generated files: OpenAPI", command: ["scripts/check/openapi.ts", "--check"] },
  { name: "gas", command: ["scripts/check/gas.ts", "--check"] },
];
