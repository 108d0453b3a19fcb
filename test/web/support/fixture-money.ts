/** Fund, reconciliation and parties as the operator and the auditor see them. */
import { fundView, reconciliation } from "../../../server/schema/money.ts";
import { partyList } from "../../../server/schema/party.ts";
import { makeCase } from "./fixture-case.ts";

export const fundAnswer = fundView.parse({
  currency: "CNY",
  balanceMinor: "4870100",
  outstandingMinor: "129900",
  advancedMinor: "129900",
  recoveredMinor: "0",
  writtenOffMinor: "0",
  journals: makeCase({ partyId: "mall", kind: "platform", actions: [] }).money.journals,
});

export const reconciliationAnswer = reconciliation.parse({
  at: "2026-11-12T16:00:00+08:00",
  blockNumber: 42,
  rows: [
    { what: "fund", partyId: null, ledgerMinor: "4870100", chainMinor: "4870100" },
    { what: "bond", partyId: "lumo-store", ledgerMinor: "2000000", chainMinor: "2000000" },
  ],
  altered: [],
  differences: 0,
});

export const partiesAnswer = partyList.parse({
  parties: [
    {
      partyId: "lumo-store",
      kind: "merchant",
      name: "露沫电器旗舰店",
      gln: "9521234000105",
      signers: [],
      agreementHash: "5a".repeat(32),
      onChain: true,
      createdAt: "2026-11-01T10:00:00+08:00",
      bond: { currency: "CNY", totalMinor: "2000000", reservedMinor: "129900", freeMinor: "1870100" },
    },
  ],
});
