/** Stores of parties, orders and cases. Writes happen inside the caller's transaction and commit with it. */
import type { CaseEvent } from "../domain/case/types.ts";
import type { Saying } from "../domain/responsibility/index.ts";
import type { ClaimKind, Demand, RuleQuote } from "../schema/claim.ts";
import type { PartyKind } from "../schema/common.ts";
import type { HandInAccepted } from "../schema/evidence.ts";
import type { CreateOrder } from "../schema/order.ts";
import type { EvidenceRecord, Tx, WrappedKey } from "./ports.ts";

export interface PartyRecord {
  readonly partyId: string;
  readonly kind: PartyKind;
  readonly name: string;
  readonly gln: string | null;
  readonly agreementHash: string | null;
  readonly organizationId: string | null;
  readonly signers: readonly string[];
  readonly createdAt: Date;
}

export interface NewParty {
  readonly partyId: string;
  readonly kind: PartyKind;
  readonly name: string;
  readonly gln: string | null;
  readonly agreementHash: string | null;
  readonly signers: readonly string[];
}

export interface PartyStore {
  /** Returns false, writing nothing, when the id or the GLN is taken. */
  create(tx: Tx, party: NewParty): Promise<boolean>;
  get(partyId: string): Promise<PartyRecord | null>;
  byOrganization(organizationId: string): Promise<PartyRecord | null>;
  byGln(gln: string): Promise<PartyRecord | null>;
  list(): Promise<PartyRecord[]>;
  setOrganization(partyId: string, organizationId: string): Promise<void>;
  addSigner(tx: Tx, partyId: string, signer: string): Promise<boolean>;
  addShopKey(tx: Tx, partyId: string, publicKey: string): Promise<void>;
  shopKeys(partyId: string): Promise<string[]>;
}

/** Accounts and keys behind parties. */
export interface Identity {
  /** Makes the organisation behind a party, safe to call twice. */
  createOrganization(partyId: string, name: string): Promise<string>;
  createApiKey(organizationId: string, name: string): Promise<string>;
}

export interface OrderRecord extends CreateOrder {
  /** 32 random bytes in hex; salts the references to its lines that leave the platform. */
  readonly salt: string;
  readonly createdAt: Date;
}
export interface OrderStore {
  /** `same` when this very order is known already, `different` when another one has its id. */
  create(tx: Tx, order: CreateOrder, salt: string): Promise<"created" | "same" | "different">;
  get(merchant: string, orderId: string): Promise<OrderRecord | null>;
  /** Locks the order so that two claims on its lines are counted one after the other. */
  lock(tx: Tx, merchant: string, orderId: string): Promise<void>;
  /** Claimed of each line by cases that are neither withdrawn nor rejected. */
  claimed(
    tx: Tx | null,
    merchant: string,
    orderId: string,
  ): Promise<Map<string, { quantity: number; amountMinor: bigint }>>;
  /** The order that holds this very item. */
  byItem(gtin: string, serial: string): Promise<OrderRecord | null>;
}

export interface ClaimRecord {
  readonly kind: ClaimKind;
  readonly demand: Demand;
  readonly text: string;
  readonly amountMinor: string;
  readonly noticedAt: string | null;
  readonly lines: readonly { lineId: string; quantity: number; amountMinor: string }[];
}

export interface NewCase {
  readonly caseId: string;
  readonly merchant: string;
  readonly orderId: string;
  readonly claim: ClaimRecord;
  readonly subject: string;
  readonly tokenHash: string;
  readonly claimantSigner: string;
  readonly idempotencyKey: string;
  readonly rulePackId: string;
  readonly rulePackHash: string;
  readonly filedAt: Date;
  readonly parties: readonly { partyId: string; role: "claimant" | "obligor" }[];
}

export interface CaseRecord extends NewCase {
  readonly status: string;
  readonly deadlineAt: Date | null;
  readonly turn: readonly string[];
}

export interface StoredCaseEvent {
  readonly seq: number;
  readonly event: CaseEvent;
  readonly at: Date;
  readonly leafHash: string;
}

export interface FindingRecord {
  readonly number: number;
  readonly by: string;
  readonly findingHash: string;
  /** Canonical JSON, byte for byte. */
  readonly document: string;
  readonly facts: string;
  readonly chainHash: string;
  readonly chainFinding: unknown;
  readonly counterfactuals: unknown;
  readonly leafHash: string;
  readonly at: Date;
}

/** What a party said about the facts of a case: stated, disputed or taken back. */
export interface FactPatch extends Saying {
  readonly value: unknown;
  readonly evidenceIds: readonly string[];
  readonly reason: string;
  readonly at: Date;
}

export interface AdvanceRecord {
  readonly state: "refused" | "granted" | "paid";
  readonly amountMinor: bigint;
  readonly reasons: readonly RuleQuote[];
  readonly reserved: readonly { partyId: string; amountMinor: string }[];
  readonly transaction: string | null;
  readonly at: Date;
  /** How many documents of the case were there when this was looked at. */
  readonly evidenceSeen: number;
}

export interface CaseChainRecord {
  /** `ICaseRegistry.CaseTerms` as filed, amounts as decimal strings. */
  readonly terms: unknown;
  readonly openedTransaction: string | null;
  readonly disputeId: string | null;
  readonly ruling: number | null;
  readonly ruledAt: Date | null;
  readonly ruledTransaction: string | null;
  readonly finalNumber: number | null;
  readonly enforcedTransaction: string | null;
}

export interface CaseSignature {
  readonly partyId: string;
  readonly signer: string;
  readonly signature: string;
}

/** A document as evidence, what its submitter was answered, and the keys it is wrapped in. */
export interface NewEvidence extends EvidenceRecord {
  /** Bytes of a small document, kept in this transaction; null when they are stored already. */
  readonly sealed: Uint8Array | null;
  readonly accepted: HandInAccepted;
  readonly wrappedKeys: readonly WrappedKey[];
}

export interface CaseStore {
  create(tx: Tx, record: NewCase): Promise<void>;
  /** The case filed before with this key by this order's buyer, for safe repeats. */
  byIdempotencyKey(tx: Tx, merchant: string, orderId: string, key: string): Promise<CaseRecord | null>;
  get(caseId: string): Promise<CaseRecord | null>;
  /** Locks the case until the transaction ends, so that its events are decided one after the other. */
  lock(tx: Tx, caseId: string): Promise<CaseRecord | null>;
  /**
   * Holds off {@link lock} until the transaction ends, not others that hold cases this way. Those locked already are
   * left out, and not waited for.
   * @returns Status of each case held.
   */
  lockFree(tx: Tx, caseIds: readonly string[]): Promise<Map<string, string>>;
  byTokenHash(tokenHash: string): Promise<string | null>;
  events(caseId: string, tx?: Tx): Promise<StoredCaseEvent[]>;
  append(
    tx: Tx,
    caseId: string,
    events: readonly StoredCaseEvent[],
    now: { status: string; deadlineAt: string | null; turn: readonly string[] },
  ): Promise<void>;
  /** Cases a party may see, newest first; null: all of them. */
  list(partyId: string | null, limit: number): Promise<CaseRecord[]>;
  /** Cases in any of these states, those due first. */
  withStatus(statuses: readonly string[], limit: number): Promise<string[]>;
  ofOrder(merchant: string, orderId: string): Promise<CaseRecord[]>;
  /** Cases whose deadline has passed, or that are in one of these statuses. */
  due(statuses: readonly string[], limit: number): Promise<string[]>;

  addEvidence(tx: Tx, evidence: readonly NewEvidence[]): Promise<void>;
  evidence(caseId: string, tx?: Tx): Promise<EvidenceRecord[]>;
  /** How many documents of this case were handed in, byte for byte, in another one as well. */
  sameDocuments(caseId: string): Promise<number>;
  /** What hand-ins with these keys were answered, by key. */
  acceptedEvidence(
    caseId: string,
    submitter: string,
    idempotencyKeys: readonly string[],
    tx?: Tx,
  ): Promise<Map<string, HandInAccepted>>;
  evidenceKey(evidenceId: string, reader: string): Promise<Uint8Array | null>;
  /** Keeps the key for one more reader; `known` when that reader has one. Call it under the case's lock. */
  addEvidenceKey(tx: Tx, evidenceId: string, wrapped: WrappedKey): Promise<"added" | "known" | "erased">;

  /** Keeps what was said under the next number of its case; call it under the case's lock. */
  addFact(tx: Tx, caseId: string, fact: Omit<FactPatch, "seq">): Promise<void>;
  facts(caseId: string, tx?: Tx): Promise<FactPatch[]>;

  addFinding(tx: Tx, caseId: string, finding: FindingRecord): Promise<void>;
  findings(caseId: string, tx?: Tx): Promise<FindingRecord[]>;

  addSignature(tx: Tx, caseId: string, step: string, signature: CaseSignature): Promise<void>;
  signatures(caseId: string, step: string, tx?: Tx): Promise<CaseSignature[]>;

  setAdvance(tx: Tx, caseId: string, advance: AdvanceRecord): Promise<void>;
  /** Open disputes with evidence the last look at paying first, which is some seconds ago, had not seen. */
  awaitingAdvance(limit: number): Promise<string[]>;
  advance(caseId: string, tx?: Tx): Promise<AdvanceRecord | null>;
  setChain(tx: Tx, caseId: string, patch: Partial<CaseChainRecord>): Promise<void>;
  chain(caseId: string, tx?: Tx): Promise<CaseChainRecord>;
  byDispute(disputeId: string, tx?: Tx): Promise<string | null>;
}
