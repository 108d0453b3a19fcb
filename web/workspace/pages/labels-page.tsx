import { useState } from "react";
import type { CodeMisuseView, LabelBatchView } from "../../../server/schema/label.ts";
import { Card } from "../../components/card.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { ProblemBox } from "../../components/problem-box.tsx";
import { useLocale } from "../../components/use-locale.ts";
import { useCodeMisuse, useLabels } from "../../features/label/api/labels.ts";
import { MakeLabelsForm } from "../../features/label/components/make-labels-form.tsx";
import { PrintPanel } from "../../features/label/components/print-panel.tsx";
import { saveFile } from "../../lib/save-file.ts";

/** Labels: make serials, print codes, and see what happened to codes that are about. */
export default function LabelsPage() {
  const { t } = useLocale();
  const labels = useLabels();
  const [made, setMade] = useState<LabelBatchView | null>(null);
  return (
    <>
      <title>{`${t("labels.title")} · Redress`}</title>
      <h1>{t("labels.title")}</h1>
      <Card title={t("labels.new")}>
        <MakeLabelsForm onMade={setMade} />
        {made !== null && <MadeNote batch={made} />}
      </Card>
      <Card title={t("labels.batches")}>
        <ProblemBox error={labels.error} onRetry={() => void labels.refetch()} />
        <BatchTable batches={labels.data?.batches ?? []} loading={labels.isPending} made={made} />
      </Card>
      <Card title={t("labels.misuse")}>
        <MisuseTable />
      </Card>
    </>
  );
}

/** The one time the key is shown. */
function MadeNote({ batch }: { batch: LabelBatchView }) {
  const { t } = useLocale();
  const { innerKey, batchId, count } = batch;
  return (
    <div role="status" className="stack">
      <p>{t("labels.made", { count })}</p>
      {innerKey !== null && (
        <div className="problem">
          <p>{t("labels.key_once")}</p>
          <p>
            <code>{innerKey}</code>
          </p>
          <button
            type="button"
            className="button"
            onClick={() => saveFile(new File([innerKey], `inner-key-${batchId.slice(0, 8)}.txt`))}
          >
            {t("labels.key_save")}
          </button>
        </div>
      )}
    </div>
  );
}

interface BatchTableProps {
  readonly batches: readonly LabelBatchView[];
  readonly loading: boolean;
  readonly made: LabelBatchView | null;
}

function BatchTable({ batches, loading, made }: BatchTableProps) {
  const { t, day } = useLocale();
  const keyOf = (batch: LabelBatchView) => (made?.batchId === batch.batchId ? made.innerKey : null);
  return (
    <DataTable<LabelBatchView>
      rowKey="batchId"
      loading={loading}
      dataSource={batches}
      locale={{ emptyText: t("labels.none") }}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      expandable={{ expandedRowRender: (batch) => <PrintPanel batch={batch} innerKey={keyOf(batch)} /> }}
      columns={[
        { title: t("labels.made_at"), render: (_, { createdAt }) => day(createdAt) },
        { title: "GTIN", dataIndex: "gtin" },
        { title: t("labels.product_name"), dataIndex: "productName" },
        { title: t("labels.count"), className: "number", dataIndex: "count" },
        {
          title: t("labels.inner"),
          render: (_, { innerCodes }) => t(innerCodes ? "parties.yes" : "parties.no"),
        },
        { title: t("labels.countries"), render: (_, { countries }) => countries?.join(" ") ?? "–" },
      ]}
    />
  );
}

type Misuse = CodeMisuseView["misuse"][number];

function MisuseTable() {
  const { t, word, instant } = useLocale();
  const misuse = useCodeMisuse();
  return (
    <>
      <ProblemBox error={misuse.error} onRetry={() => void misuse.refetch()} />
      <DataTable<Misuse>
        rowKey={({ serial, kind }) => `${serial} ${kind}`}
        loading={misuse.isPending}
        dataSource={misuse.data?.misuse ?? []}
        locale={{ emptyText: t("labels.no_misuse") }}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        columns={[
          {
            title: t("labels.item"),
            render: (_, { gtin, serial }) => (
              <a href={`/01/${gtin}/21/${encodeURIComponent(serial)}`} target="_blank" rel="noreferrer">
                {serial}
              </a>
            ),
          },
          { title: t("labels.what"), render: (_, { kind }) => word("misuse", kind) },
          { title: t("labels.times"), className: "number", dataIndex: "times" },
          { title: t("labels.first"), render: (_, { firstAt }) => instant(firstAt) },
          { title: t("labels.last"), render: (_, { lastAt }) => instant(lastAt) },
        ]}
      />
    </>
  );
}
