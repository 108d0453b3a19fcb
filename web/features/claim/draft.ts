import type { ClaimContext, ClaimKind, Demand, FileClaim } from "../../../server/schema/claim.ts";
import { parseMoney, sumMinor } from "../../lib/money.ts";

/** What the buyer has chosen so far. */
export interface ClaimDraft {
  readonly quantities: Readonly<Record<string, number>>;
  readonly kind: ClaimKind | "";
  readonly demand: Demand | "";
  readonly amount: string;
  readonly text: string;
  /** Made once for this draft, so that pressing the button twice files one claim. */
  readonly idempotencyKey: string;
}

/** Starts with every line chosen when there is but one, and nothing else decided for the buyer. */
export function newDraft(context: ClaimContext, serial: string | null): ClaimDraft {
  const { lines } = context.order;
  const scanned = lines.filter((line) => serial !== null && line.serial === serial);
  const chosen = scanned.length > 0 ? scanned : lines.length === 1 ? lines : [];
  const open = new Set(context.remedies.filter((remedy) => remedy.open).map(({ demand }) => demand));
  const [first = ""] = open;
  return {
    quantities: Object.fromEntries(chosen.map((line) => [line.lineId, line.quantity])),
    kind: "",
    demand: open.size === 1 ? first : "",
    amount: "",
    text: "",
    idempotencyKey: crypto.randomUUID(),
  };
}

/** The most that may be asked for the chosen lines: what was paid for them, within what is left to refund. */
export function highestAmountMinor(context: ClaimContext, draft: ClaimDraft): string {
  const paid = context.order.lines.map((line) => {
    const quantity = BigInt(draft.quantities[line.lineId] ?? 0);
    return ((BigInt(line.paidMinor) * quantity) / BigInt(line.quantity)).toString();
  });
  const sum = BigInt(sumMinor(paid));
  const left = BigInt(context.refundableMinor);
  return (sum < left ? sum : left).toString();
}

export type DraftFault = "lines" | "kind" | "demand" | "amount";

/** Turns a draft into the request, or names what is still missing or wrong. */
export function completeDraft(
  context: ClaimContext,
  draft: ClaimDraft,
  orderLink: string,
): { claim: FileClaim; faults: [] } | { claim: null; faults: DraftFault[] } {
  const lines = Object.entries(draft.quantities)
    .filter(([, quantity]) => quantity > 0)
    .map(([lineId, quantity]) => ({ lineId, quantity }));
  const highest = highestAmountMinor(context, draft);
  const amountMinor = draft.amount.trim() === "" ? highest : parseMoney(draft.amount, context.currency);
  const faults: DraftFault[] = [];
  if (lines.length === 0) faults.push("lines");
  if (draft.kind === "") faults.push("kind");
  if (draft.demand === "") faults.push("demand");
  if (amountMinor === null || amountMinor === "0" || BigInt(amountMinor) > BigInt(highest))
    faults.push("amount");
  if (draft.kind === "" || draft.demand === "" || amountMinor === null || faults.length > 0)
    return { claim: null, faults };
  const { kind, demand, text, idempotencyKey } = draft;
  return { claim: { orderLink, lines, kind, demand, amountMinor, text, idempotencyKey }, faults: [] };
}
