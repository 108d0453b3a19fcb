import { Table, type TableProps } from "antd";
import { useLocale } from "./use-locale.ts";

/**
 * The library's table in a frame of our own that scrolls sideways: the library's own scrolling measures scroll bars
 * with a style element that the content security policy refuses.
 */
export function DataTable<Row extends object>(props: TableProps<Row>) {
  const { t } = useLocale();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard (WCAG 2.1.1).
    <section className="table-frame" tabIndex={0} aria-label={t("page.table")}>
      <Table<Row> {...props} />
    </section>
  );
}
