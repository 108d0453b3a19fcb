import type { WitnessesView } from "../../../../server/schema/log.ts";
import { DataTable } from "../../../components/data-table.tsx";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { useWitnesses } from "../api/get-witnesses.ts";

type Witness = WitnessesView["witnesses"][number];

/** Who watches the log from outside, whether each counts, and how far behind its head each is. */
export function WitnessTable({ size }: { size: number }) {
  const { t, instant, locale } = useLocale();
  const found = useWitnesses();
  const number = new Intl.NumberFormat(locale);
  if (found.error) return <ProblemBox error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <p role="status">{t("page.loading")}</p>;
  if (found.data.witnesses.length === 0) return <p className="dim">{t("log.no_witnesses")}</p>;
  return (
    <>
      <DataTable<Witness>
        rowKey="key"
        size="small"
        dataSource={[...found.data.witnesses]}
        pagination={false}
        columns={[
          { title: t("log.witness"), render: (_, { name, key }) => <span title={key}>{name}</span> },
          { title: t("log.operator"), render: (_, { operator }) => operator ?? t("log.operator_unknown") },
          { title: t("log.counts"), render: (_, { counts }) => <Counts counts={counts} /> },
          {
            title: t("log.cosigned"),
            className: "number",
            render: (_, { cosigned }) =>
              cosigned === null ? (
                t("log.never")
              ) : (
                <Signed text={number.format(cosigned.size)} now={cosigned.size === size} />
              ),
          },
          {
            title: t("log.at"),
            render: (_, { cosigned }) => (cosigned === null ? "–" : instant(cosigned.at)),
          },
        ]}
      />
      <p className="small dim">{t("log.witnesses_hint")}</p>
    </>
  );
}

function Counts({ counts }: { counts: boolean }) {
  const { t } = useLocale();
  return <span className={counts ? "good" : "dim"}>{t(counts ? "log.counts_yes" : "log.counts_no")}</span>;
}

/** A size a witness signed; green where it is the log's own. */
function Signed({ text, now }: { text: string; now: boolean }) {
  return <span className={now ? "good" : "warn"}>{text}</span>;
}
