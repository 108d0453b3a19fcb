import { Alert } from "antd";
import type { Reconciliation } from "../../../server/schema/money.ts";
import { DataTable } from "../../components/data-table.tsx";
import { ProblemBox } from "../../components/problem-box.tsx";
import { useLocale } from "../../components/use-locale.ts";
import { useReconciliation } from "../../features/money/api/get-reconciliation.ts";

type Row = Reconciliation["rows"][number];

/** The ledger and the token on chain are kept in one currency. */
const booksCurrency = "CNY";

/** Ledger against chain, row by row, to the cent. */
export default function ReconciliationPage() {
  const { t, word, money, instant } = useLocale();
  const found = useReconciliation();
  return (
    <>
      <title>{`${t("reconciliation.title")} · Redress`}</title>
      <h1>{t("reconciliation.title")}</h1>
      <ProblemBox error={found.error} onRetry={() => void found.refetch()} />
      {found.data && (
        <Alert
          showIcon
          type={found.data.differences === 0 ? "success" : "error"}
          title={t("reconciliation.differences", { count: found.data.differences })}
          description={t("reconciliation.at", { at: instant(found.data.at), block: found.data.blockNumber })}
        />
      )}
      {found.data?.altered.map((key) => (
        <Alert key={key} showIcon type="error" title={t("reconciliation.altered", { key })} />
      ))}
      <DataTable<Row>
        rowKey={(row) => `${row.what}.${row.partyId ?? ""}`}
        loading={found.isPending}
        dataSource={found.data?.rows ?? []}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        columns={[
          { title: t("reconciliation.what"), render: (_, row) => word("reconciliationRow", row.what) },
          { title: t("reconciliation.party"), render: (_, row) => row.partyId ?? "–" },
          {
            title: t("reconciliation.ledger"),
            className: "number",
            render: (_, row) => money(row.ledgerMinor, booksCurrency),
          },
          {
            title: t("reconciliation.chain"),
            className: "number",
            render: (_, row) => money(row.chainMinor, booksCurrency),
          },
          {
            title: t("reconciliation.difference"),
            className: "number",
            render: (_, row) => <Difference row={row} />,
          },
        ]}
      />
    </>
  );
}

function Difference({ row }: { row: Row }) {
  const { money } = useLocale();
  const difference = BigInt(row.ledgerMinor) - BigInt(row.chainMinor);
  return (
    <span className={difference === 0n ? "good" : "bad"}>{money(difference.toString(), booksCurrency)}</span>
  );
}
