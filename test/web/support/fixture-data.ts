/** What the fixture server answers, each parsed by the wire shape the real one answers with. */
export * from "./fixture-case.ts";
export * from "./fixture-claim.ts";
export * from "./fixture-item.ts";
export * from "./fixture-money.ts";
