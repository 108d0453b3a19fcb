import { Button, Empty, Segmented } from "antd";
import { useState } from "react";
import { Link, useOutletContext } from "react-router";
import type { CaseSummary } from "../../../server/schema/case.ts";
import { DataTable } from "../../components/data-table.tsx";
import { ProblemBox } from "../../components/problem-box.tsx";
import { useLocale } from "../../components/use-locale.ts";
import { useNow } from "../../components/use-now.ts";
import { useCases } from "../../features/case/api/list-cases.ts";
import type { Me } from "../../features/session/api/get-me.ts";
import { pages } from "../../lib/paths.ts";

type Filter = "mine" | "open" | "all";

const closed: ReadonlySet<string> = new Set([
  "CLOSED",
  "WITHDRAWN",
  "SETTLED",
  "REFUNDED",
  "REJECTED",
  "UNDECIDED",
]);

function wanted(filter: Filter, partyId: string) {
  return (one: CaseSummary) => {
    if (filter === "mine") return one.turn.includes(partyId);
    return filter === "all" || !closed.has(one.status);
  };
}

/** Claims by clock and by money at stake, the next deadline first. */
export function CasesPage() {
  const { t } = useLocale();
  const me = useOutletContext<Me>();
  const cases = useCases();
  const [filter, setFilter] = useState<Filter>("open");
  const all = cases.data?.cases ?? [];
  const shown = all.filter(wanted(filter, me.partyId));
  return (
    <>
      <title>{`${t("cases.title")} · Redress`}</title>
      <div className="row between">
        <h1>{t("cases.title")}</h1>
        <Segmented<Filter>
          value={filter}
          onChange={setFilter}
          options={(["mine", "open", "all"] as const).map((value) => ({ value, label: t(`cases.${value}`) }))}
        />
      </div>
      <ProblemBox error={cases.error} onRetry={() => void cases.refetch()} />
      {shown.length === 0 && all.length > 0 && (
        <p>
          {t("cases.only_elsewhere", { count: all.length })}{" "}
          <Button type="link" onClick={() => setFilter("all")}>
            {t("cases.all")}
          </Button>
        </p>
      )}
      <CaseTable cases={shown} loading={cases.isPending} me={me} />
    </>
  );
}

function CaseTable({ cases, loading, me }: { cases: readonly CaseSummary[]; loading: boolean; me: Me }) {
  const { t, word, money, instant } = useLocale();
  return (
    <DataTable<CaseSummary>
      rowKey="caseId"
      dataSource={cases}
      loading={loading}
      pagination={{ pageSize: 25, hideOnSinglePage: true }}
      locale={{ emptyText: <Empty description={t("cases.empty")} /> }}
      columns={[
        {
          title: t("cases.product"),
          render: (_, one) => <Link to={pages.workspaceCase(one.caseId)}>{one.product}</Link>,
        },
        {
          title: t("claim.kind"),
          render: (_, one) => `${word("claimKind", one.kind)} · ${word("demand", one.demand)}`,
        },
        {
          title: t("cases.amount"),
          className: "number",
          sorter: (a, b) => Number(BigInt(a.amountMinor) - BigInt(b.amountMinor)),
          render: (_, one) => money(one.amountMinor, one.currency),
        },
        {
          title: t("cases.status"),
          render: (_, one) => <span className="tag">{word("status", one.status)}</span>,
        },
        {
          title: t("cases.deadline"),
          defaultSortOrder: "ascend",
          sorter: (a, b) => (a.deadlineAt ?? "9").localeCompare(b.deadlineAt ?? "9"),
          render: (_, one) => <Deadline one={one} mine={one.turn.includes(me.partyId)} />,
        },
        { title: t("cases.merchant"), dataIndex: "merchantName" },
        { title: t("cases.filed"), render: (_, one) => instant(one.filedAt) },
      ]}
    />
  );
}

function Deadline({ one, mine }: { one: CaseSummary; mine: boolean }) {
  const { t, instant, distance } = useLocale();
  const now = useNow();
  if (one.deadlineAt === null) return <span className="dim">{t("cases.no_deadline")}</span>;
  return (
    <span>
      {mine && <span className="tag warn">{t("cases.your_turn")}</span>}{" "}
      <time dateTime={one.deadlineAt} title={instant(one.deadlineAt)}>
        {distance(one.deadlineAt, now)}
      </time>
    </span>
  );
}
