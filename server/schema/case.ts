import { z } from "zod";
import { claimKind, demand, ruleQuote } from "./claim.ts";
import {
  amountMinor,
  caseId,
  currency,
  entryState,
  hashHex,
  instant,
  partyId,
  partyKind,
  shareBps,
  signedBytes,
} from "./common.ts";
import { erasureView } from "./erasure.ts";
import { factPath, factsView, factValue } from "./facts.ts";

export const caseStatus = z.enum([
  "FILED",
  "ACCEPTED",
  "REFUNDED",
  "WITHDRAWN",
  "SETTLED",
  "TRIAGED",
  "RESPONSE",
  "EVIDENCE",
  "PROPOSED",
  "REVIEW",
  "DECIDED",
  "APPEAL",
  "FINAL",
  "RECOURSE",
  "DEBT",
  "REJECTED",
  "UNDECIDED",
  "CLOSED",
]);
export type CaseStatus = z.infer<typeof caseStatus>;

/** Who is looking, so that a screen offers only what this reader may do. */
export const caseAction = z.enum([
  "hand_in_evidence",
  "withdraw",
  "accept_claim",
  "contest_claim",
  "waive_evidence",
  "accept_proposal",
  "object",
  "request_ruling",
  "commit_vote",
  "reveal_vote",
  "appeal",
  "waive_appeal",
]);
export type CaseAction = z.infer<typeof caseAction>;

export const evidenceItem = z
  .object({
    evidenceId: z.string(),
    type: z.string(),
    name: z.string(),
    mediaType: z.string(),
    sizeBytes: z.int(),
    submitter: z.string(),
    method: z.enum(["live", "upload", "api", "device", "import"]),
    capturedAt: instant.nullable(),
    receivedAt: instant,
    leafHash: hashHex,
    cid: z.string().nullable(),
    state: entryState,
    grade: z.int().min(0).max(3),
    gradeWhy: z.object({ "zh-CN": z.string(), en: z.string() }),
    /** Whether its submitter signed for the document; what nobody signed is attested by the platform alone. */
    signed: z.boolean(),
    /** Whether the reader of this view may open the document. */
    mayOpen: z.boolean(),
    /** Whether the reader of this view may ask for it to be erased. */
    mayErase: z.boolean(),
    /** The request to erase it, waiting or done; null without one. Its name is empty once erased. */
    erasure: erasureView.nullable(),
  })
  .meta({ id: "EvidenceItem" });
export type EvidenceItem = z.infer<typeof evidenceItem>;

export const timelineItem = z
  .object({
    at: instant,
    kind: z.enum(["event", "handover", "message", "evidence", "clock", "money", "chain", "decision"]),
    /** Key of the text in the web's catalogue, e.g. `case.filed`. */
    key: z.string(),
    params: z.record(z.string(), z.string()),
    actor: z.string().nullable(),
    leafHash: hashHex.nullable(),
    state: entryState.nullable(),
    transaction: z.string().nullable(),
  })
  .meta({ id: "TimelineItem" });
export type TimelineItem = z.infer<typeof timelineItem>;

export const bps = z.object({
  platform: shareBps,
  merchant: shareBps,
  logistics: shareBps,
  consumer: shareBps,
});

const bilingual = z.object({ "zh-CN": z.string(), en: z.string() });

export const findingReason = z.object({
  ruleId: z.string(),
  article: z.string(),
  text: z.object({ "zh-CN": z.string(), en: z.string() }),
  evidence: z.array(z.string()),
  effectBps: z.record(z.string(), z.int()),
  confidence: z.string(),
});

export const counterfactual = z.object({
  if: z.string(),
  set: z.array(z.object({ path: z.string(), value: z.unknown() })),
  bps,
  shiftBps: z.int(),
});

const namedShares = z.array(z.object({ party: z.string(), name: z.string(), kind: z.string(), shareBps }));

/** The engine's finding as screens read it; the whole canonical finding rides in `document`. */
export const findingView = z
  .object({
    findingHash: hashHex,
    mode: z.enum(["fault", "burden", "risk", "not_established"]),
    denied: z.boolean(),
    bps,
    shares: namedShares,
    awardMinor: amountMinor,
    payable: z.array(z.object({ partyId, amountMinor })),
    penalMinor: amountMinor,
    penalBy: z.string().nullable(),
    external: z.array(z.string()),
    reasons: z.array(findingReason),
    notFound: z.array(z.object({ fact: z.string(), why: z.string(), text: bilingual })),
    /** Records that could change the finding; `scope` is all that was looked at where somebody did look. */
    missing: z.array(z.object({ fact: z.string(), scope: z.string().nullable() })),
    /** What is still open to a consumer whose claim was not upheld. */
    remediesLeft: z.array(
      z.object({
        code: z.string(),
        text: bilingual,
        articles: z.string(),
        confidence: z.enum(["V", "S", "K"]),
      }),
    ),
    counterfactuals: z.array(counterfactual),
    /** `unverifiedRules`: of the rules cited here, those nobody has read in the statute yet. */
    rulePack: z.object({ id: z.string(), hash: hashHex, unverifiedRules: z.int() }),
    engine: z.object({ name: z.string(), version: z.string() }),
    text: z.object({ "zh-CN": z.string(), en: z.string() }),
    document: z.unknown(),
  })
  .meta({ id: "FindingView" });
export type FindingView = z.infer<typeof findingView>;

export const custodyView = z.object({
  holders: z.array(
    z.object({
      party: z.string(),
      name: z.string(),
      from: instant.nullable(),
      to: instant.nullable(),
      confirmed: z.boolean(),
    }),
  ),
  boundaries: z.array(
    z.object({
      id: z.string(),
      at: instant.nullable(),
      state: z.enum(["good", "bad", "unknown"]),
      scope: z.string(),
      grade: z.int(),
      evidence: z.array(z.string()),
    }),
  ),
  window: z.object({ from: z.int(), to: z.int() }).nullable(),
});
export type CustodyView = z.infer<typeof custodyView>;

export const journalView = z
  .object({
    journalId: z.string(),
    at: instant,
    kind: z.string(),
    caseId: caseId.nullable(),
    currency,
    lines: z.array(z.object({ account: z.string(), debitMinor: amountMinor, creditMinor: amountMinor })),
    leafHash: hashHex,
  })
  .meta({ id: "Journal" });
export type JournalView = z.infer<typeof journalView>;

export const caseMoney = z.object({
  currency,
  claimedMinor: amountMinor,
  advance: z
    .object({
      amountMinor,
      state: z.enum(["refused", "granted", "paid"]),
      reasons: z.array(ruleQuote),
      transaction: z.string().nullable(),
      at: instant.nullable(),
      /** How many documents of the case had come in when this was looked at. */
      evidenceSeen: z.int().min(0),
    })
    .nullable(),
  reserved: z.array(z.object({ partyId, amountMinor })),
  recourse: z.array(
    z.object({ partyId, dueMinor: amountMinor, collectedMinor: amountMinor, debtMinor: amountMinor }),
  ),
  journals: z.array(journalView),
});

export const candidateView = z.object({
  number: z.int(),
  by: z.string(),
  findingHash: hashHex,
  /** What the registry froze for it on chain: what an acceptance signs. */
  chainHash: hashHex,
  bps,
  shares: namedShares,
  awardMinor: amountMinor,
});

export const caseView = z
  .object({
    caseId,
    status: caseStatus,
    filedAt: instant,
    claim: z.object({ kind: claimKind, demand, text: z.string(), amountMinor, currency }),
    order: z.object({
      orderId: z.string(),
      orderedAt: instant,
      merchant: partyId,
      lines: z.array(
        z.object({
          lineId: z.string(),
          name: z.string(),
          quantity: z.int(),
          paidMinor: amountMinor,
          gtin: z.string(),
          serial: z.string().nullable(),
        }),
      ),
    }),
    parties: z.array(z.object({ partyId, kind: partyKind, name: z.string(), role: z.string() })),
    turn: z
      .object({
        partyIds: z.array(z.string()),
        action: z.string(),
        deadlineAt: instant,
        onSilence: z.string(),
      })
      .nullable(),
    timeline: z.array(timelineItem),
    evidence: z.array(evidenceItem),
    facts: factsView,
    custody: custodyView.nullable(),
    finding: findingView.nullable(),
    candidates: z.array(candidateView),
    ruling: z
      .object({ number: z.int(), at: instant, by: z.array(z.string()), transaction: z.string().nullable() })
      .nullable(),
    /** Terms of an appeal while one may be made; null before and after. */
    appeal: z
      .object({
        /** Coins of the chain the appeal costs, in wei; the platform pays them. */
        costWei: z.string().regex(/^\d+$/),
        /** Members of the panel that would hear it. */
        seats: z.int(),
        /** The earlier of the platform's and the contract's deadline. */
        deadlineAt: instant,
        /** Whether the reader lost its appeal by withholding a seed from the draw. */
        forfeited: z.boolean(),
      })
      .nullable(),
    money: caseMoney,
    chain: z.object({
      chainId: z.int(),
      development: z.boolean(),
      caseRegistry: z.string(),
      disputeId: z.string().nullable(),
    }),
    viewer: z.object({ partyId: z.string(), kind: partyKind, actions: z.array(caseAction) }),
  })
  .meta({ id: "Case" });
export type CaseView = z.infer<typeof caseView>;

export const caseSummary = z.object({
  caseId,
  status: caseStatus,
  kind: claimKind,
  demand,
  amountMinor,
  currency,
  merchant: partyId,
  merchantName: z.string(),
  product: z.string(),
  filedAt: instant,
  deadlineAt: instant.nullable(),
  turn: z.array(z.string()),
});
export const caseList = z.object({ cases: z.array(caseSummary) }).meta({ id: "CaseList" });
export type CaseSummary = z.infer<typeof caseSummary>;

/** A party's answer to a claim. Contesting needs a reason; every named obligor may answer. */
export const answerClaim = z.strictObject({
  action: z.enum(["accept", "contest"]),
  reason: z.string().min(1).max(2000),
});
export type AnswerClaim = z.infer<typeof answerClaim>;

export const caseStep = z.strictObject({ reason: z.string().max(2000).default("") });

/** A step a party signs: acceptance of the proposal, or the waiver of its appeal. */
export const signedStep = z.strictObject({ signer: signedBytes, signature: signedBytes });
export type SignedStep = z.infer<typeof signedStep>;

/** Asking for a person, or appealing: signed, with the reason people will read. */
export const objectStep = signedStep.extend({ reason: z.string().min(1).max(2000) });
export type ObjectStep = z.infer<typeof objectStep>;

/** Runs the engine again with some facts changed; nothing is stored. */
export const whatIf = z.strictObject({
  set: z.array(z.strictObject({ path: factPath, value: factValue })).max(50),
});
export const whatIfResult = z.object({ bps, text: z.object({ "zh-CN": z.string(), en: z.string() }) });
export type WhatIfResult = z.infer<typeof whatIfResult>;
