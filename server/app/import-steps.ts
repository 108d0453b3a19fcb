/** Imports a table of steps: all faults first, then events captured as any others, piece by piece. */
import { importRules } from "../domain/provenance/import-columns.ts";
import { importDocument, readImport } from "../domain/provenance/import-rows.ts";
import type { ImportPlan, ImportProgress } from "../schema/import.ts";
import { type CaptureDeps, captureEvents } from "./capture-events.ts";
import type { TableReader } from "./ports-labels.ts";

export interface ImportDeps extends CaptureDeps {
  readonly readTable: TableReader;
}

/** Events captured in one transaction; progress is told after each. */
const EVENTS_A_PIECE = 200;
/** Faults one answer lists; the rest are counted. */
const MOST_FAULTS = 1_000;

interface Planned {
  readonly plan: ImportPlan;
  readonly documents: readonly { readonly text: string; readonly events: number }[];
}

/**
 * Reads a table and tells what importing it would do; captures nothing.
 *
 * @throws ProvenanceError `provenance.import_invalid` for a file that is no table.
 */
export async function planImport(deps: ImportDeps, file: Uint8Array): Promise<Planned> {
  const now = await deps.clock.now();
  const { events, places, faults } = readImport(await deps.readTable(file), now.getTime());
  const documents = [];
  for (let at = 0; at < events.length; at += EVENTS_A_PIECE) {
    const piece = events.slice(at, at + EVENTS_A_PIECE);
    const named = new Map([...places].filter(([id]) => piece.some(({ readPoint }) => readPoint?.id === id)));
    documents.push({ text: JSON.stringify(importDocument(piece, named)), events: piece.length });
  }
  const plan = {
    events: events.length,
    items: new Set(events.flatMap(({ epcList }) => epcList ?? [])).size,
    faultCount: faults.length,
    faults: faults.slice(0, MOST_FAULTS).map(({ rule, ...at }) => {
      const { zh, en } = importRules[rule];
      return { ...at, code: rule, rule: { "zh-CN": zh, en } };
    }),
  };
  return { plan, documents };
}

/**
 * Captures a planned table; safe to repeat and to break off: what was captured before is passed over.
 *
 * @param submitter Party that hands it in; its events are unsigned, since the party's key is not here.
 */
export async function* importSteps(
  deps: ImportDeps,
  submitter: string,
  { plan, documents }: Planned,
): AsyncGenerator<ImportProgress> {
  let done = 0;
  let fresh = 0;
  yield { total: plan.events, done, fresh };
  for (const { text, events } of documents) {
    const { captureId } = await captureEvents(deps, { submitter, text, errorBehaviour: "rollback" });
    done += events;
    fresh += (await deps.events.leaves(captureId)).length;
    yield { total: plan.events, done, fresh };
  }
}
