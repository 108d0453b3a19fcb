import { useRef, useState } from "react";
import { columnTitles } from "../../../server/domain/provenance/import-columns.ts";
import type { ImportPlan, ImportProgress } from "../../../server/schema/import.ts";
import { Card } from "../../components/card.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { FileField } from "../../components/file-field.tsx";
import { ProblemBox } from "../../components/problem-box.tsx";
import { useLocale } from "../../components/use-locale.ts";
import { checkTable, importTable } from "../../features/import/api/import-table.ts";
import type { Locale } from "../../lib/locale.ts";
import { api } from "../../lib/paths.ts";

/** A table of steps: template, dry run with every bad cell, import with its progress. */
export default function ImportPage() {
  const { t, locale } = useLocale();
  const [file, setFile] = useState<File | null>(null);
  const wanted = useRef<File | null>(null);
  const [plan, setPlan] = useState<ImportPlan | null>(null);
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const work = async (job: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    await job().catch(setError);
    setBusy(false);
  };
  const choose = (chosen: File | null) => {
    wanted.current = chosen;
    setFile(chosen);
    setPlan(null);
    setProgress(null);
    setError(null);
    if (chosen === null) return;
    void work(async () => {
      const plan = await checkTable(chosen);
      if (wanted.current === chosen) setPlan(plan);
    });
  };
  return (
    <>
      <title>{`${t("import.title")} · Redress`}</title>
      <h1>{t("import.title")}</h1>
      <Card title={t("import.choose_title")}>
        <p>{t("import.intro")}</p>
        <FileField
          button={t("import.choose")}
          hint={t("files.drop")}
          isPrimary
          accept=".csv,.xlsx"
          file={file}
          onFile={choose}
          beside={
            <a className="button" href={`${api.importTemplate}?lang=${locale}`} download>
              {t("import.template")}
            </a>
          }
        />
        {isBusy && plan === null && <p role="status">{t("import.checking")}</p>}
        <ProblemBox error={error} />
      </Card>
      {plan !== null && plan.faultCount > 0 && <Faults plan={plan} />}
      {plan !== null && plan.faultCount === 0 && file !== null && (
        <Card title={t("import.ready_title")}>
          <p>{t("import.ready", { events: plan.events, items: plan.items })}</p>
          <p className="dim small">{t("import.unsigned")}</p>
          <button
            type="button"
            className="button primary"
            disabled={isBusy || (progress !== null && progress.done === progress.total)}
            onClick={() => void work(() => importTable(file, setProgress))}
          >
            {t("import.go")}
          </button>
          {progress !== null && <Progress progress={progress} />}
        </Card>
      )}
    </>
  );
}

function Progress({ progress: { done, total, fresh } }: { progress: ImportProgress }) {
  const { t } = useLocale();
  return (
    <p role="status">
      <progress max={total} value={done} />{" "}
      {done < total
        ? t("import.under_way", { done, total })
        : t("import.done", { total, fresh, known: total - fresh })}
    </p>
  );
}

/** The heading as it stands in the template of the reader's language. */
function titleOf(column: string, locale: Locale): string {
  const titles = (columnTitles as Readonly<Record<string, { zh: string; en: string }>>)[column];
  return titles === undefined ? column : locale === "en" ? titles.en : titles.zh;
}

type Fault = ImportPlan["faults"][number];

function Faults({ plan }: { plan: ImportPlan }) {
  const { t, locale, pick } = useLocale();
  return (
    <Card title={t("import.faults_title")}>
      <p role="alert">{t("import.faults", { count: plan.faultCount })}</p>
      <DataTable<Fault>
        rowKey={({ row, column, code }) => `${row} ${column} ${code}`}
        dataSource={plan.faults}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        columns={[
          { title: t("import.row"), className: "number", dataIndex: "row" },
          { title: t("import.column"), render: (_, { column }) => titleOf(column, locale) },
          { title: t("import.rule"), render: (_, { rule }) => pick(rule) },
        ]}
      />
    </Card>
  );
}
