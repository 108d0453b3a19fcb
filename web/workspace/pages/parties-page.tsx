import type { Party } from "../../../server/schema/party.ts";
import { DataTable } from "../../components/data-table.tsx";
import { ProblemBox } from "../../components/problem-box.tsx";
import { ShortHash } from "../../components/short-hash.tsx";
import { useLocale } from "../../components/use-locale.ts";
import { useParties } from "../../features/party/api/list-parties.ts";

/** Kinds that sign the agreement their bond rests on. */
const bonded: ReadonlySet<string> = new Set(["merchant", "carrier"]);

/** Parties, whether they are on chain and signed the agreement, and their bonds. */
export default function PartiesPage() {
  const { t, word, money } = useLocale();
  const parties = useParties();
  const amount = (party: Party, key: "totalMinor" | "reservedMinor" | "freeMinor") =>
    party.bond === null ? "–" : money(party.bond[key], party.bond.currency);
  return (
    <>
      <title>{`${t("parties.title")} · Redress`}</title>
      <h1>{t("parties.title")}</h1>
      <ProblemBox error={parties.error} onRetry={() => void parties.refetch()} />
      <DataTable<Party>
        rowKey="partyId"
        loading={parties.isPending}
        dataSource={parties.data?.parties ?? []}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        columns={[
          { title: t("parties.name"), dataIndex: "name" },
          { title: t("parties.kind"), render: (_, party) => word("kind", party.kind) },
          { title: "GLN", render: (_, party) => party.gln ?? "–" },
          {
            title: t("parties.on_chain"),
            render: (_, party) => t(party.onChain ? "parties.yes" : "parties.no"),
          },
          {
            title: t("parties.agreement"),
            render: (_, party) =>
              party.agreementHash === null ? (
                t(bonded.has(party.kind) ? "parties.no" : "parties.not_needed")
              ) : (
                <ShortHash hash={party.agreementHash} />
              ),
          },
          {
            title: t("parties.bond"),
            className: "number",
            render: (_, party) => amount(party, "totalMinor"),
          },
          {
            title: t("parties.reserved"),
            className: "number",
            render: (_, party) => amount(party, "reservedMinor"),
          },
          { title: t("parties.free"), className: "number", render: (_, party) => amount(party, "freeMinor") },
        ]}
      />
    </>
  );
}
