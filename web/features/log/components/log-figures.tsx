import type { LogView } from "../../../../server/schema/log.ts";
import { useLocale } from "../../../components/use-locale.ts";

/** Size, last anchor and the promises still open or broken. */
export function LogFigures({ log }: { log: LogView }) {
  const { t, locale, instant } = useLocale();
  const last = log.anchors.reduce<LogView["anchors"][number] | null>(
    (newest, anchor) => (newest === null || anchor.size > newest.size ? anchor : newest),
    null,
  );
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  return (
    <div className="figure-cards">
      <section className="card">
        {t("log.size")} <strong>{count(log.size)}</strong>
      </section>
      <section className="card">
        {t("log.anchored")} <strong>{count(last?.size ?? 0)}</strong>
        {last && <span className="dim small">{instant(last.at)}</span>}
      </section>
      <section className="card">
        {t("log.open")} <strong>{count(log.promises.open)}</strong>
      </section>
      <section className="card">
        {t("log.overdue")}{" "}
        <strong className={log.promises.overdue > 0 ? "bad" : "good"}>{count(log.promises.overdue)}</strong>
      </section>
    </div>
  );
}
