import { type ClaimableLine, refundable } from "../domain/case/opening.ts";
import { CLAIMS } from "../domain/responsibility/index.ts";
import type { ClaimContext } from "../schema/claim.ts";
import type { Deps } from "./deps.ts";
import { openRemedies } from "./open-remedies.ts";
import { proveOrder } from "./order-proof.ts";
import type { Tx } from "./ports.ts";
import type { OrderRecord } from "./ports-cases.ts";

const DAY_MILLISECONDS = 86_400_000;
const ENDED = new Set(["WITHDRAWN", "CLOSED", "SETTLED", "REFUNDED"]);

/**
 * First of the consumer's two requests: everything known of the order, what may be asked for it, and the rules in
 * plain words, before anything is filed.
 */
export async function claimContext(deps: Deps, orderLink: string): Promise<ClaimContext> {
  const now = await deps.clock.now();
  const order = await proveOrder(deps, orderLink, now);
  const lines = await claimableLines(deps, null, order);
  const cases = await deps.cases.ofOrder(order.merchant, order.orderId);
  const merchant = await deps.parties.get(order.merchant);
  return {
    order: publicOrder(order),
    merchantName: merchant?.name ?? order.merchant,
    alreadyClaimedMinor: sum(lines.map((line) => line.claimedMinor)),
    refundableMinor: sum(lines.map(refundable)),
    currency: order.currency,
    payTo: order.paymentChannel,
    payBy: new Date(now.getTime() + 7 * DAY_MILLISECONDS).toISOString(),
    remedies: openRemedies(order, now),
    claimKinds: [...CLAIMS],
    openCases: cases
      .filter(({ status }) => !ENDED.has(status))
      .map(({ caseId, status }) => ({ caseId, status })),
  };
}

/** The order's lines with what all claims together ask of each. */
export async function claimableLines(
  { orders }: Pick<Deps, "orders">,
  tx: Tx | null,
  order: OrderRecord,
): Promise<ClaimableLine[]> {
  const claimed = await orders.claimed(tx, order.merchant, order.orderId);
  return order.lines.map((line) => ({
    lineId: line.lineId,
    quantity: line.quantity,
    paidMinor: BigInt(line.paidMinor),
    claimedQuantity: claimed.get(line.lineId)?.quantity ?? 0,
    claimedMinor: claimed.get(line.lineId)?.amountMinor ?? 0n,
  }));
}

/** The order without what never leaves the platform. */
export function publicOrder({ salt: _, createdAt, ...order }: OrderRecord) {
  return { ...order, createdAt: createdAt.toISOString() };
}

const sum = (amounts: readonly bigint[]): string => amounts.reduce((a, b) => a + b, 0n).toString();
