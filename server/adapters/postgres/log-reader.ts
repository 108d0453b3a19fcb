import type { LogReader } from "../../app/ports.ts";
import type { Database } from "./database.ts";
import { readAccesses } from "./log-accesses.ts";
import { readReceipts } from "./log-receipts.ts";
import type { LogSettings } from "./log-settings.ts";
import { type Finality, readStatuses } from "./log-standing.ts";

/** Reads states and receipts; see {@link LogReader}. While the chain is out of reach nothing is called final. */
export function createLogReader(database: Database, settings: LogSettings, finality: Finality): LogReader {
  const db = database.kysely;
  return {
    statuses: (leafHashes) => readStatuses(db, leafHashes, finality),
    accesses: (documents) => readAccesses(db, documents),
    receipt: async (leafHash, withOwnerParts) =>
      (await readReceipts(db, settings, [leafHash], { withOwnerParts, withAnchorProofs: true })).get(
        leafHash,
      ) ?? null,
    // A page of many asks a node anyway, and the proofs would be most of what it loads.
    receipts: (leafHashes, withOwnerParts) =>
      readReceipts(db, settings, leafHashes, { withOwnerParts, withAnchorProofs: false }),
  };
}
