/** What is kept of each version of the engine: all it takes to make one of its decisions again. */
export { decide } from "../decide.ts";
export { parseFacts } from "../facts.ts";
export { loadPack } from "../pack.ts";
export { findingText, replay } from "../replay.ts";
