import { hexToBytes } from "@noble/hashes/utils.js";
import { PartyError } from "../domain/party/errors.ts";
import { readOrderLink, verifyOrderLink } from "../domain/party/order-link.ts";
import { partyId } from "../schema/common.ts";
import type { Deps } from "./deps.ts";
import type { OrderRecord } from "./ports-cases.ts";

/**
 * Takes a shop's signed link for what it proves: that its holder bought this order, or may act for who did.
 * @throws PartyError `order.link_invalid`, `order.link_expired`. An unknown shop or order reads the same as a wrong
 *   signature, so that nobody learns which orders exist.
 */
export async function proveOrder(
  { parties, orders }: Pick<Deps, "parties" | "orders">,
  link: string,
  now: Date,
): Promise<OrderRecord> {
  const { merchant } = readOrderLink(link);
  const isName = partyId.safeParse(merchant).success;
  const keys = isName ? (await parties.shopKeys(merchant)).map(hexToBytes) : [];
  const claims = verifyOrderLink(link, keys, now.toISOString());
  const order = await orders.get(claims.merchant, claims.orderId);
  if (order === null || order.buyerRef !== claims.buyerRef) {
    throw new PartyError(
      "order.link_invalid",
      "This order link proves nothing: open the order in the shop again.",
      {
        field: "/orderLink",
        rule: "names no order known here",
      },
    );
  }
  return order;
}
