import { z } from "zod";
import { amountMinor, areDistinct, currency, gtin, instant, partyId, serial } from "./common.ts";

export const orderLine = z
  .object({
    lineId: z.string().min(1).max(32),
    gtin,
    serial: serial.optional(),
    name: z.string().min(1).max(200),
    quantity: z.int().min(1).max(9999),
    /** Paid for the whole line after discounts, coupons and points. */
    paidMinor: amountMinor,
  })
  .meta({ id: "OrderLine" });
export type OrderLine = z.infer<typeof orderLine>;

/** An order as the shop reports it. Nothing here names the buyer: `buyerRef` is the shop's own pseudonym. */
export const createOrder = z.strictObject({
  orderId: z.string().regex(/^[A-Za-z0-9_-]{6,64}$/, "6 to 64 of A-Z, a-z, 0-9, _ and -"),
  merchant: partyId,
  buyerRef: z.string().min(8).max(64),
  currency,
  orderedAt: instant,
  signedFor: instant.optional(),
  courierChosenBy: z.enum(["merchant", "consumer"]).default("merchant"),
  seller: z.enum(["third_party", "self_operated", "appears_self_operated"]).default("third_party"),
  carriers: z.array(partyId).max(8).refine(areDistinct, "each carrier once").default([]),
  lines: z
    .array(orderLine)
    .min(1)
    .max(100)
    .refine((lines) => areDistinct(lines.map(({ lineId }) => lineId)), "each lineId once"),
  paymentChannel: z.string().min(1).max(40),
});
export type CreateOrder = z.infer<typeof createOrder>;
export const order = createOrder.extend({ createdAt: instant }).meta({ id: "Order" });
export type Order = z.infer<typeof order>;
