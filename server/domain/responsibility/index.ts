export { type CalendarTerm, daysBetween, isWorkingDay, type TermEnd, termEnd } from "./calendar.ts";
export { CLOCKS, type Clock, type ClockName, clockEnd } from "./clocks.ts";
export { type Counterfactual, counterfactuals } from "./counterfactuals.ts";
export { daysSinceReceipt } from "./days-counted.ts";
export { decide } from "./decide.ts";
export { eligibility } from "./eligibility/eligibility.ts";
export type { GoodsFacts, OrderFacts, RemedyCode, RemedyEligibility } from "./eligibility/types.ts";
export { type InputIssue, ResponsibilityError, type ResponsibilityErrorCode } from "./errors.ts";
export { countUnverified, explain, percent, tellReason } from "./explain.ts";
export { type CompiledFacts, compileFacts } from "./extract/compile.ts";
export type { TrackingEntry } from "./extract/formats/types.ts";
export { readTracking } from "./extract/tracking-formats.ts";
export type * from "./extract/types.ts";
export { CLAIMS, type Claim, type Facts, type FactsInput, parseFacts } from "./facts.ts";
export type {
  CitedRule,
  ExternalMode,
  Finding,
  FindingMode,
  MissingRecord,
  NotFound,
  Reason,
} from "./finding.ts";
export { findingSvg } from "./finding-svg.ts";
export { type Language, REMEDY_TEXTS, WHY_TEXTS } from "./finding-texts.ts";
export { type Capture, type Grading, gradeEvidence } from "./grade.ts";
export { applyChanges, type FactChange } from "./json-pointer.ts";
export { factAt, findFactAgain, listFacts, type NamedFact } from "./name-fact.ts";
export {
  choosePack,
  loadPack,
  type PackParameters,
  type RulePack,
  withParameters,
} from "./pack.ts";
export { diffPacks, type PackChange } from "./pack-diff.ts";
export { CURRENT_PACKS, chinaPack, europePack, PACKS, packByHash } from "./packs/index.ts";
export { type BpsByKind, PARTY_KINDS, type PartyKind } from "./parties.ts";
export { bundleDecision, type DecisionBundle, type Replay, replay } from "./replay.ts";
export {
  refuseDispute,
  refuseWithdrawal,
  type Saying,
  type SayingRefusal,
  type StandingSaying,
  standingSayings,
  statementsOf,
} from "./sayings.ts";
export { unreadFields } from "./unread-fields.ts";
