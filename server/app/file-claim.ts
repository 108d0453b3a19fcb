import { bytesToHex } from "@noble/hashes/utils.js";
import { CaseError } from "../domain/case/errors.ts";
import { claimLines, type LineClaim, opensAsDispute } from "../domain/case/opening.ts";
import { CLAIMANT, standardWindows, type Terms } from "../domain/case/types.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import { addressOfKey } from "../domain/log/eip712.ts";
import type { ClaimFiled, FileClaim } from "../schema/claim.ts";
import { stepCase } from "./case-steps.ts";
import { caseTokenOf, hashCaseToken } from "./case-token.ts";
import { claimableLines } from "./claim-context.ts";
import type { Deps } from "./deps.ts";
import { openOnChain } from "./open-on-chain.ts";
import { packOf, requireOpenRemedy } from "./open-remedies.ts";
import { proveOrder } from "./order-proof.ts";
import type { Tx } from "./ports.ts";
import type { CaseRecord, NewCase, OrderRecord } from "./ports-cases.ts";

/**
 * Second of the consumer's two requests: files the claim. Counted against the order under a lock, so that over all
 * claims no line is refunded twice; repeated with the same idempotency key it answers the same and files nothing.
 * @throws PartyError when the link proves nothing, a line is unknown or more is asked than is left; CaseError
 *   `case.idempotency_conflict` when the key stands for another claim.
 */
export async function fileClaim(deps: Deps, input: FileClaim): Promise<ClaimFiled> {
  const now = await deps.clock.now();
  const order = await proveOrder(deps, input.orderLink, now);
  const caseId = await deps.uow.run(async (tx) => {
    await deps.orders.lock(tx, order.merchant, order.orderId);
    const before = await deps.cases.byIdempotencyKey(tx, order.merchant, order.orderId, input.idempotencyKey);
    if (before === null) return await fileNew(deps, tx, order, input, now);
    requireSame(before, input);
    return before.caseId;
  });
  return await answer(deps, caseId);
}

async function fileNew(deps: Deps, tx: Tx, order: OrderRecord, input: FileClaim, now: Date): Promise<string> {
  requireOpenRemedy(order, input, now);
  const lines = claimLines(await claimableLines(deps, tx, order), input.lines, BigInt(input.amountMinor));
  const record = newCase(deps, order, input, lines, now);
  await deps.cases.create(tx, record);
  const terms = termsOf(record, input);
  const step = await stepCase(deps, tx, record.caseId, { type: "file", terms }, now);
  if (terms.disputedAtFiling) await openOnChain(deps, tx, step.record, order);
  return record.caseId;
}

function newCase(
  deps: Deps,
  order: OrderRecord,
  input: FileClaim,
  lines: readonly LineClaim[],
  now: Date,
): NewCase {
  const caseId = bytesToHex(deps.random.bytes(32));
  const pack = packOf(order);
  return {
    caseId,
    merchant: order.merchant,
    orderId: order.orderId,
    claim: {
      kind: input.kind,
      demand: input.demand,
      text: input.text,
      amountMinor: input.amountMinor,
      noticedAt: input.noticedAt ?? null,
      lines: lines.map((line) => ({ ...line, amountMinor: line.amountMinor.toString() })),
    },
    subject: bytesToHex(deps.random.bytes(16)),
    tokenHash: hashCaseToken(caseTokenOf(deps.secrets, caseId)),
    claimantSigner: input.claimantSigner?.toLowerCase() ?? custodialSigner(deps, caseId),
    idempotencyKey: input.idempotencyKey,
    rulePackId: pack.data.id,
    rulePackHash: pack.hash,
    filedAt: now,
    parties: [
      { partyId: CLAIMANT, role: "claimant" },
      { partyId: order.merchant, role: "obligor" },
      ...order.carriers.map((partyId) => ({ partyId, role: "obligor" as const })),
    ],
  };
}

/** A consumer whose browser keeps no key signs through the platform, by a key of this case alone. */
function custodialSigner({ secrets }: Deps, caseId: string): string {
  return addressOfKey(secrets.derive(`claimant/${caseId}`));
}

function termsOf(record: NewCase, input: FileClaim): Terms {
  return {
    caseId: record.caseId,
    filedAt: record.filedAt.toISOString(),
    amountMinor: BigInt(input.amountMinor),
    parties: record.parties,
    windows: standardWindows,
    disputedAtFiling: opensAsDispute(input.kind, input.demand),
  };
}

function requireSame({ claim, claimantSigner }: CaseRecord, input: FileClaim): void {
  const asked = (one: Pick<FileClaim, "lines" | "kind" | "demand" | "amountMinor" | "text">) =>
    canonicalJson({
      lines: one.lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
      kind: one.kind,
      demand: one.demand,
      amountMinor: one.amountMinor,
      text: one.text,
    });
  const isSame =
    asked({ ...claim, lines: [...claim.lines] }) === asked(input) &&
    claim.noticedAt === (input.noticedAt ?? null) &&
    (input.claimantSigner === undefined || input.claimantSigner.toLowerCase() === claimantSigner);
  if (isSame) return;
  throw new CaseError("case.idempotency_conflict", "This idempotency key was used for another claim.", {
    field: "/idempotencyKey",
    rule: "one key, one claim",
  });
}

async function answer(deps: Deps, caseId: string): Promise<ClaimFiled> {
  const caseToken = caseTokenOf(deps.secrets, caseId);
  const [filed] = await deps.cases.events(caseId);
  return {
    caseId,
    caseToken,
    leafHash: filed?.leafHash ?? "",
    caseUrl: `${deps.publicUrl}/c/${caseId}#${caseToken}`,
  };
}

/** A case's record together with its order. */
export async function orderOf(deps: Pick<Deps, "orders">, record: CaseRecord): Promise<OrderRecord> {
  const order = await deps.orders.get(record.merchant, record.orderId);
  if (order === null) throw new Error(`case ${record.caseId} has lost its order`);
  return order;
}
