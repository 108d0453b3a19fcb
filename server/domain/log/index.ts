/**
 * The evidence log's rules, in reading order: `hash` (leaf and node), `tree` (the growing edge), `tiles` and `ranges`
 * (how proofs are read from stored tiles), `proofs` (their checks), `signed-note`, `checkpoint`, `cosignature`
 * (signed heads), `eip712`, `log-identity`, `promise`, `bulk-promise` (what the contract understands), `entry`
 * (what is public), `receipt` and `verify` (what its holder can prove), `chain-view` (what is asked of a chain).
 *
 * The server may import from here; the browser imports the single files it needs, to keep its bundle small.
 */
export * from "./bulk-promise.ts";
export * from "./chain-view.ts";
export * from "./checkpoint.ts";
export * from "./cosignature.ts";
export * from "./eip712.ts";
export * from "./entry.ts";
export * from "./entry-bundle.ts";
export * from "./errors.ts";
export * from "./hash.ts";
export * from "./log-identity.ts";
export * from "./promise.ts";
export * from "./proofs.ts";
export * from "./ranges.ts";
export * from "./receipt.ts";
export * from "./signed-note.ts";
export * from "./tiles.ts";
export * from "./tree.ts";
export * from "./verify.ts";
