/** One group of tests run by one program. */
export interface Suite {
  readonly name: string;
  /** Program of node_modules/.bin. */
  readonly program: "hardhat" | "mocha";
  readonly args: readonly string[];
}

/** Every suite, quick ones first. */
export const SUITES: readonly Suite[] = [
  { name: "contracts", program: "hardhat", args: ["test", "--no-compile"] },
  {
    name: "server",
    program: "mocha",
    args: ["test/server/**/*.test.ts", "test/scripts/**/*.test.ts"],
  },
  { name: "web", program: "mocha", args: ["test/web/**/*.test.ts"] },
  { name: "end to end", program: "mocha", args: ["test/e2e/**/*.test.ts", "--timeout", "120000"] },
  { name: "trust", program: "mocha", args: ["test/trust/**/*.test.ts"] },
  { name: "faults", program: "mocha", args: ["test/faults/**/*.test.ts"] },
];
