import { allocate } from "../money/allocate.ts";
import { PartyError } from "../party/errors.ts";

/** One line of an order as far as claims on it are counted. */
export interface ClaimableLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly paidMinor: bigint;
  readonly claimedQuantity: number;
  readonly claimedMinor: bigint;
}

export interface WantedLine {
  readonly lineId: string;
  readonly quantity: number;
}

export interface LineClaim extends WantedLine {
  readonly amountMinor: bigint;
}

const PROMISED_KINDS = new Set(["damaged", "lost", "short", "counterfeit", "food_unsafe"]);
const MONEY_DEMANDS = new Set(["refund_only", "return_and_refund", "compensation"]);

/**
 * Whether a claim opens as a dispute at once. The platform's promise to advance (先行赔付) covers loss, damage,
 * shortage, counterfeits and unsafe food where money is asked: the consumer need not wait for the merchant first.
 */
export function opensAsDispute(kind: string, demand: string): boolean {
  return PROMISED_KINDS.has(kind) && MONEY_DEMANDS.has(demand);
}

/** What is left to refund on a line, never below zero. */
export function refundable(line: ClaimableLine): bigint {
  const left = line.paidMinor - line.claimedMinor;
  return left > 0n ? left : 0n;
}

/**
 * Spreads the asked amount over the claimed lines, in the proportion of what is left on each, to the last minor unit.
 * Over all claims a line is never claimed for more pieces or more money than were bought and paid.
 * @throws PartyError `order.line_unknown`, `claim.over_refundable`.
 */
export function claimLines(
  lines: readonly ClaimableLine[],
  wanted: readonly WantedLine[],
  amountMinor: bigint,
): LineClaim[] {
  const chosen = wanted.map((want, index) => ({ want, line: lineOf(lines, want, index) }));
  const room = chosen.map(({ want, line }) => roomOf(line, want));
  const total = room.reduce((sum, part) => sum + part, 0n);
  if (amountMinor > total) {
    throw new PartyError(
      "claim.over_refundable",
      `At most ${total} minor units are left to refund on these lines.`,
      {
        field: "/amountMinor",
        rule: `at most ${total}`,
      },
    );
  }
  const parts = allocate(
    amountMinor,
    chosen.map(({ want }, index) => ({ partyId: want.lineId, weight: room[index] ?? 0n })),
  );
  return chosen.map(({ want }, index) => ({ ...want, amountMinor: parts[index]?.amountMinor ?? 0n }));
}

function lineOf(lines: readonly ClaimableLine[], want: WantedLine, index: number): ClaimableLine {
  const line = lines.find(({ lineId }) => lineId === want.lineId);
  if (line === undefined) {
    throw new PartyError("order.line_unknown", `The order has no line "${want.lineId}".`, {
      field: `/lines/${index}/lineId`,
      rule: "must be a line of the order",
    });
  }
  if (want.quantity > line.quantity - line.claimedQuantity) {
    throw new PartyError("claim.over_refundable", `Of "${want.lineId}" fewer pieces are left to claim.`, {
      field: `/lines/${index}/quantity`,
      rule: `at most ${line.quantity - line.claimedQuantity}`,
    });
  }
  return line;
}

/** What may be asked for these pieces: their part of what was paid, and no more than is left of the line. */
function roomOf(line: ClaimableLine, want: WantedLine): bigint {
  const part = (line.paidMinor * BigInt(want.quantity)) / BigInt(line.quantity);
  const left = refundable(line);
  return part < left ? part : left;
}
