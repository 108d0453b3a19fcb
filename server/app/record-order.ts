import { bytesToHex } from "@noble/hashes/utils.js";
import { PartyError } from "../domain/party/errors.ts";
import type { CreateOrder } from "../schema/order.ts";
import type { Deps } from "./deps.ts";
import type { OrderRecord } from "./ports-cases.ts";

/**
 * Takes an order as its shop reports it. Safe to repeat with the same words.
 * @throws PartyError `order.exists` when another order has this id; `party.not_found` for an unknown merchant or carrier.
 */
export async function recordOrder(
  { uow, orders, parties, random }: Pick<Deps, "uow" | "orders" | "parties" | "random">,
  order: CreateOrder,
): Promise<OrderRecord> {
  if ((await parties.get(order.merchant))?.kind !== "merchant") {
    throw new PartyError("party.not_found", `There is no merchant "${order.merchant}".`, {
      field: "/merchant",
      rule: "must be a registered merchant",
    });
  }
  for (const [index, carrier] of order.carriers.entries()) {
    if ((await parties.get(carrier))?.kind !== "carrier") {
      throw new PartyError("party.not_found", `There is no carrier "${carrier}".`, {
        field: `/carriers/${index}`,
        rule: "must be a registered carrier",
      });
    }
  }
  const salt = bytesToHex(random.bytes(32));
  const outcome = await uow.run((tx) => orders.create(tx, order, salt));
  if (outcome === "different") {
    throw new PartyError("order.exists", "Another order was reported under this id before.", {
      field: "/orderId",
      rule: "one id, one order; nothing was changed",
    });
  }
  return (await orders.get(order.merchant, order.orderId)) as OrderRecord;
}
