import { z } from "zod";
import { journalView } from "./case.ts";
import { amountMinor, currency, instant, partyId } from "./common.ts";

export const fundView = z
  .object({
    currency,
    balanceMinor: amountMinor,
    outstandingMinor: amountMinor,
    advancedMinor: amountMinor,
    recoveredMinor: amountMinor,
    writtenOffMinor: amountMinor,
    journals: z.array(journalView),
  })
  .meta({ id: "Fund" });
export type FundView = z.infer<typeof fundView>;

/** Ledger, chain and channel held against each other; an empty `differences` means to the cent. */
export const reconciliation = z
  .object({
    at: instant,
    blockNumber: z.int(),
    rows: z.array(
      z.object({
        what: z.string(),
        partyId: partyId.nullable(),
        ledgerMinor: z.string(),
        chainMinor: z.string(),
      }),
    ),
    /** Keys of journals, among the newest thousand, that are not what was logged when they were booked. */
    altered: z.array(z.string()),
    differences: z.int(),
  })
  .meta({ id: "Reconciliation" });
export type Reconciliation = z.infer<typeof reconciliation>;
