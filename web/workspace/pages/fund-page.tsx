import { Card } from "../../components/card.tsx";
import { JournalTable } from "../../components/journal-table.tsx";
import { ProblemBox } from "../../components/problem-box.tsx";
import { useLocale } from "../../components/use-locale.ts";
import { useFund } from "../../features/money/api/get-fund.ts";

/** The fund's position and the journals behind it. */
export default function FundPage() {
  const { t, money } = useLocale();
  const fund = useFund();
  const figures = ["balance", "outstanding", "advanced", "recovered", "writtenOff"] as const;
  return (
    <>
      <title>{`${t("fund.title")} · Redress`}</title>
      <h1>{t("fund.title")}</h1>
      <ProblemBox error={fund.error} onRetry={() => void fund.refetch()} />
      {fund.isPending && <p role="status">{t("page.loading")}</p>}
      {fund.data && (
        <>
          <div className="figure-cards">
            {figures.map((figure) => (
              <section className="card" key={figure}>
                {t(`fund.${figure}`)}{" "}
                <strong>{money(fund.data[`${figure}Minor`], fund.data.currency)}</strong>
              </section>
            ))}
          </div>
          <Card title={t("casePage.journals")}>
            <JournalTable journals={fund.data.journals} />
          </Card>
        </>
      )}
    </>
  );
}
