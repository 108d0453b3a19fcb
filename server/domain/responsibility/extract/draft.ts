import { type Facts, type FactsInput, MAX_LIST } from "../facts.ts";
import { findContradictions, unknownParties } from "../facts-checks.ts";
import type { Grading } from "../grade.ts";
import type { RulePack } from "../pack.ts";
import type { Corroboration } from "./corroboration.ts";
import { gradeAgainst } from "./interest.ts";
import type {
  CaseEvidence,
  EvidenceOrigin,
  ExtractNote,
  ExtractorName,
  FactorStatement,
  FactProvenance,
} from "./types.ts";

type ListName = "factors" | "exonerations" | "evidenceGaps" | "withheld";

/** Facts in the making, with where each comes from. */
export interface Draft {
  readonly input: FactsInput;
  readonly lists: { [name in ListName]: object[] };
  readonly provenance: FactProvenance[];
  readonly notes: ExtractNote[];
  readonly evidence: CaseEvidence;
  readonly pack: RulePack;
  readonly corroboration: Corroboration;
}

/** Who says a fact, through which extractor. */
export interface Source {
  readonly extractor: ExtractorName;
  readonly origin: EvidenceOrigin;
  readonly addedBy?: string;
  readonly disputedBy?: string;
  /** The document that quotes the source, when somebody else kept it: a quotation is worth no more than its keeper. */
  readonly keptIn?: EvidenceOrigin;
}

function gradeOf({ origin, keptIn }: Source, against: string, { evidence, pack }: Draft): Grading {
  const own = gradeAgainst(origin, against, evidence.frame, pack);
  if (keptIn === undefined) return own;
  const kept = gradeAgainst(keptIn, against, evidence.frame, pack);
  return kept.grade < own.grade ? kept : own;
}

/** Puts a fact at the end of its list and records where it comes from. */
export function place(draft: Draft, list: ListName, fact: object, rest: Omit<FactProvenance, "path">): void {
  draft.provenance.push({ path: `/${list}/${draft.lists[list].length}`, ...rest });
  draft.lists[list].push(fact);
}

/** Says why the engine could not read a fact beside the custody of the case; undefined where it can. */
function misfitOf(draft: Draft, list: ListName, fact: object): string | undefined {
  if (draft.lists[list].length >= MAX_LIST) return `more than ${MAX_LIST} are stated`;
  const beside = { ...draft.input, [list]: [fact] } as unknown as Facts;
  const issues = [...unknownParties(beside), ...findContradictions(beside)];
  return issues.find(({ path }) => path.startsWith(`/${list}/0`))?.rule;
}

/**
 * Adds a fact that speaks against `against`, at the grade that its evidence has for that. One that cannot be of this
 * case is left out with a note: a slip of one party must not keep everybody's case from being decided.
 */
export function addGraded(draft: Draft, list: ListName, against: string, fact: object, source: Source): void {
  const { grade, rules } = gradeOf(source, against, draft);
  const evidence = [source.origin.evidenceId];
  const misfit = misfitOf(draft, list, fact);
  if (misfit !== undefined) {
    draft.notes.push({ extractor: source.extractor, evidenceIds: evidence, note: misfit });
    return;
  }
  const people = {
    ...(source.addedBy === undefined ? {} : { addedBy: source.addedBy }),
    ...(source.disputedBy === undefined ? {} : { disputedBy: source.disputedBy }),
  };
  place(
    draft,
    list,
    { ...fact, grade, evidence, ...people },
    {
      extractor: source.extractor,
      evidenceIds: evidence,
      grade,
      gradeRules: rules,
      ...(source.addedBy === undefined ? {} : { addedBy: source.addedBy }),
    },
  );
}

/** Adds a fault that somebody states. */
export function addFactor(draft: Draft, statement: FactorStatement, source: Source): void {
  const { party, leg, kind, severity, causal, latent } = statement;
  const fact = { party, kind, severity, causal, ...(leg ? { id: leg } : {}), ...(latent ? { latent } : {}) };
  addGraded(draft, "factors", leg ?? party, fact, source);
}

/**
 * Sets the state of the defect to what the best graded statement says; statements of equal grade that contradict each
 * other leave it unknown.
 */
export function setDefect(draft: Draft, state: "yes" | "no" | "unknown", source: Source): void {
  const { frame } = draft.evidence;
  const seller = frame.seller === "self_operated" ? "platform" : "merchant";
  const { grade, rules } = gradeOf(source, state === "no" ? "consumer" : seller, draft);
  const evidence = [source.origin.evidenceId];
  const note = (text: string) => {
    draft.notes.push({ extractor: source.extractor, evidenceIds: evidence, note: text });
  };
  const before = draft.input.defect;
  const known = before?.grade ?? -1;
  if (before && known > grade) {
    note("a better statement on the defect stands");
    return;
  }
  const people = source.addedBy === undefined ? {} : { addedBy: source.addedBy };
  if (before && known === grade && before.state !== state) {
    note("statements of equal grade on the defect contradict each other");
    const both = [...new Set([...(before.evidence ?? []), ...evidence])].slice(0, MAX_LIST);
    draft.input.defect = { state: "unknown", grade, evidence: both };
  } else {
    draft.input.defect = { state, grade, evidence, ...people };
  }
  const rest = { evidenceIds: evidence, grade, gradeRules: rules, ...people };
  draft.provenance.push({ path: "/defect", extractor: source.extractor, ...rest });
}
