import { z } from "zod";
import { amountMinor, areDistinct, currency, gtin, instant, partyId, serial } from "./common.ts";

/** What the shop declared of the goods of a line; what is absent is unknown, and nothing is closed for it. */
export const goods = z
  .strictObject({
    /** Grounds on which the law excludes a return without a reason, by the ids of the rule pack. */
    exceptions: z
      .array(
        z.enum([
          "custom_made",
          "fresh_perishable",
          "unsealed_media_or_software",
          "newspapers_periodicals",
          "safety_or_health_once_opened",
          "value_loss_once_used",
          "near_expiry_or_flawed_stated",
        ]),
      )
      .max(7)
      .default([]),
    /** Whether the buyer confirmed the exclusion in a step of its own at purchase. */
    exclusionConfirmed: z.boolean().optional(),
    /** Days of a promise to take goods back without a reason that goes beyond the law. */
    promisedDays: z.int().min(1).max(365).optional(),
    durable: z.boolean().optional(),
    food: z.boolean().optional(),
    /** Class of the three guarantees, where the goods are in its catalogue. */
    warrantyClass: z.enum(["three_guarantee_unit", "three_guarantee_main_part"]).optional(),
    gift: z.boolean().optional(),
  })
  .meta({ id: "Goods" });
export type Goods = z.infer<typeof goods>;

export const orderLine = z
  .object({
    lineId: z.string().min(1).max(32),
    gtin,
    serial: serial.optional(),
    name: z.string().min(1).max(200),
    quantity: z.int().min(1).max(9999),
    /** Paid for the whole line after discounts, coupons and points. */
    paidMinor: amountMinor,
    goods: goods.optional(),
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
  /** When the invoice was issued, from which warranty runs; else it runs from the signature. */
  invoicedAt: instant.optional(),
  /** Until when delivery was promised, where it was. */
  deliverBy: instant.optional(),
  /** Whether the buyer agreed to a station or locker; absent is unknown. */
  stationConsent: z.boolean().optional(),
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
