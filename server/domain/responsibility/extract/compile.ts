import { type Facts, type FactsInput, parseFacts } from "../facts.ts";
import { instant } from "../grade.ts";
import type { RulePack } from "../pack.ts";
import { corroborationOf } from "./corroboration.ts";
import { compileCustody } from "./custody.ts";
import { addFactor, addGraded, type Draft, place, type Source, setDefect } from "./draft.ts";
import { extractTracking } from "./tracking.ts";
import type {
  CaseEvidence,
  DeviceReading,
  EvidenceOrigin,
  ExtractNote,
  FactProvenance,
  MarkedPassage,
  StatedFact,
} from "./types.ts";

/** Facts ready to decide, with where each of them comes from and what could not be used. */
export interface CompiledFacts {
  readonly facts: Facts;
  readonly provenance: readonly FactProvenance[];
  readonly notes: readonly ExtractNote[];
}

/**
 * Compiles a case's evidence into facts. Every fact names its evidence and carries the grade that the pack's table
 * gives it; a fact that a person added keeps the person's name.
 *
 * @throws ResponsibilityError `evidence_invalid` for documents that cannot be read; `facts_invalid` or
 * `facts_contradictory` when what they say cannot be
 */
export function compileFacts(evidence: CaseEvidence, pack: RulePack): CompiledFacts {
  const draft: Draft = {
    input: { ...evidence.frame } as FactsInput,
    lists: { factors: [], exonerations: [], evidenceGaps: [], withheld: [] },
    provenance: [],
    notes: [],
    evidence,
    pack,
    corroboration: corroborationOf(evidence),
  };
  addCustody(draft);
  addTracking(draft);
  for (const report of evidence.inspections) addInspection(draft, report);
  for (const chat of evidence.chats)
    for (const passage of chat.passages) addPassage(draft, chat.origin, passage);
  for (const reading of evidence.readings) addReading(draft, reading);
  for (const stated of evidence.stated) addStated(draft, stated);
  const lists = Object.fromEntries(Object.entries(draft.lists).filter(([, list]) => list.length > 0));
  return {
    facts: parseFacts({ ...draft.input, ...lists }),
    provenance: draft.provenance,
    notes: draft.notes,
  };
}

function addCustody(draft: Draft): void {
  const { evidence, pack } = draft;
  if (evidence.custody.length === 0) return;
  const compiled = compileCustody(evidence.custody, evidence.frame, pack);
  draft.input.custody = compiled.custody;
  draft.provenance.push(...compiled.provenance);
  draft.notes.push(...compiled.notes);
}

function addTracking(draft: Draft): void {
  for (const document of draft.evidence.tracking) {
    const found = extractTracking(document, draft.evidence.frame, draft.pack);
    for (const { fact, gradeRules } of found.factors) {
      place(draft, "factors", fact, {
        extractor: "tracking",
        evidenceIds: fact.evidence ?? [],
        grade: fact.grade ?? 0,
        gradeRules,
      });
    }
    if (found.reportedDamage) markDamage(draft, found.reportedDamage);
    draft.notes.push(...found.notes);
  }
}

// The carrier's word that it damaged the goods stands for the boundary at the end of its leg, if that proves more.
function markDamage(draft: Draft, damage: { leg: string; grade: number; evidence: string[] }): void {
  const { custody } = draft.input;
  const leg = custody?.holders.lastIndexOf(damage.leg) ?? -1;
  const boundary = custody?.boundaries[leg + 1];
  if (custody === undefined || leg < 0 || boundary === undefined || (boundary.grade ?? 0) >= damage.grade) {
    draft.notes.push({
      extractor: "tracking",
      evidenceIds: damage.evidence,
      note: `damage reported by ${damage.leg}`,
    });
    return;
  }
  Object.assign(boundary, {
    state: "bad",
    scope: "contents",
    grade: damage.grade,
    evidence: damage.evidence,
  });
  const path = `/custody/boundaries/${leg + 1}`;
  const at = draft.provenance.findIndex((item) => item.path === path);
  draft.provenance[at] = {
    path,
    extractor: "tracking",
    evidenceIds: damage.evidence,
    grade: damage.grade,
    gradeRules: [],
  };
}

function addInspection(draft: Draft, report: CaseEvidence["inspections"][number]): void {
  const source: Source = { extractor: "inspection", origin: report.origin };
  const { defect, causes } = report;
  if (defect === "unknown") setDefect(draft, defect, source);
  else if (defect !== undefined) addStatement(draft, { as: "defect", state: defect }, source);
  for (const cause of causes) addStatement(draft, { as: "factor", ...cause }, source);
}

function addPassage(draft: Draft, origin: EvidenceOrigin, passage: MarkedPassage): void {
  // The words are the speaker's, as far as whoever kept them can be believed; the reading is the marking person's.
  const source: Source = {
    extractor: "chat",
    origin: { ...origin, maker: passage.speaker, instrument: false },
    addedBy: passage.markedBy,
    keptIn: origin,
  };
  addStatement(draft, passage.states, source);
}

function addStatement(draft: Draft, states: StatedFact["states"], source: Source): void {
  if (states.as === "factor") {
    addFactor(draft, states, backed(draft, states, source));
  } else if (states.as === "defect") {
    setDefect(draft, states.state, backed(draft, states, source));
  } else if (states.as === "gap") {
    const fact = { party: states.party, kind: states.kind, id: source.origin.evidenceId };
    addGraded(draft, "evidenceGaps", states.party, fact, backed(draft, states, source));
  } else if (states.as === "withheld") {
    const fact = { party: states.party, id: states.id };
    addGraded(draft, "withheld", states.party, fact, backed(draft, states, source));
  } else {
    const { as: _, ...fact } = states;
    // An exoneration speaks against whoever bears the loss in the carrier's stead.
    addGraded(draft, "exonerations", "merchant", fact, backed(draft, states, source));
  }
}

/** Adds to a source the items of others that show the same. */
function backed(draft: Draft, states: StatedFact["states"], source: Source): Source {
  const { origin, keptIn } = source;
  const makers = keptIn === undefined ? [origin] : [origin, keptIn];
  const others = [...origin.corroboratedBy, ...draft.corroboration(makers, states)];
  return {
    ...source,
    origin: { ...origin, corroboratedBy: others },
    ...(keptIn === undefined ? {} : { keptIn: { ...keptIn, corroboratedBy: others } }),
  };
}

function addStated(draft: Draft, stated: StatedFact): void {
  addStatement(draft, stated.states, {
    extractor: "person",
    origin: stated.origin,
    addedBy: stated.addedBy,
    ...(stated.disputedBy === undefined ? {} : { disputedBy: stated.disputedBy }),
  });
}

// Twice the limit and more is grave, half as much again serious, anything above it slight.
function severityOf(value: number, limit: number): 1 | 2 | 4 {
  if (value >= 2 * limit) return 4;
  return value >= 1.5 * limit ? 2 : 1;
}

function addReading(draft: Draft, reading: DeviceReading): void {
  const { origin, kind, value, limit, unit } = reading;
  const note = (text: string) => {
    draft.notes.push({ extractor: "reading", evidenceIds: [origin.evidenceId], note: text });
  };
  const holder = holderAt(draft.evidence, reading.at);
  if (!(limit > 0) || value <= limit) {
    note(`${kind} ${value} ${unit} is within its limit`);
  } else if (holder === undefined) {
    note(`${kind}: nobody is known to have held the goods at ${reading.at}`);
  } else {
    const whose = holder.startsWith("logistics:") ? { party: "logistics", leg: holder } : { party: holder };
    const fault = { ...whose, kind, severity: severityOf(value, limit), causal: 2 as const };
    addFactor(draft, fault, { extractor: "reading", origin });
  }
}

function holderAt(evidence: CaseEvidence, time: string): string | undefined {
  const at = instant(time);
  const held = evidence.custody.find(
    ({ from, to }) => instant(from) <= at && (to === null || at < instant(to)),
  );
  return held?.holder;
}
