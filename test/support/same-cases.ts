import fc from "fast-check";

const SEED = 20_261_122;

// The quick gate tries the same cases each time, so that it fails by what was changed and not by chance; the deep gate
// tries others each time.
if (process.env.REDRESS_DEEP !== "1") fc.configureGlobal({ seed: SEED });
