import type { JournalView } from "../../server/schema/case.ts";
import { DataTable } from "./data-table.tsx";
import { ShortHash } from "./short-hash.tsx";
import { useLocale } from "./use-locale.ts";

interface Line {
  readonly key: string;
  readonly journal: JournalView;
  readonly account: string;
  readonly debitMinor: string;
  readonly creditMinor: string;
  readonly first: boolean;
}

function linesOf(journals: readonly JournalView[]): Line[] {
  return journals.flatMap((journal) =>
    journal.lines.map((line, index) => ({
      key: `${journal.journalId}.${index}`,
      journal,
      ...line,
      first: index === 0,
    })),
  );
}

export interface JournalTableProps {
  readonly journals: readonly JournalView[];
  /** How parties are called; their ids when nobody says. */
  readonly named?: (partyId: string) => string;
}

const asItIs = (partyId: string) => partyId;

/** An account of the ledger by its word, and whose it is. */
function Account({ account, named }: { account: string; named: (partyId: string) => string }) {
  const { word } = useLocale();
  const [family = account, holder] = account.split(":");
  return (
    <span title={account}>
      {word("account", family)}
      {holder !== undefined && " · "}
      {holder !== undefined && (holder.startsWith("0x") ? <ShortHash hash={holder} /> : named(holder))}
    </span>
  );
}

/** Journals of the double-entry ledger, line by line; each is an entry of the log. */
export function JournalTable({ journals, named = asItIs }: JournalTableProps) {
  const { t, money, instant } = useLocale();
  const amount = (minor: string, line: Line) => (minor === "0" ? "" : money(minor, line.journal.currency));
  return (
    <DataTable<Line>
      size="small"
      dataSource={linesOf(journals)}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      locale={{ emptyText: t("money.no_journals") }}
      columns={[
        { title: t("money.at"), render: (_, line) => line.first && instant(line.journal.at) },
        {
          title: t("money.kind"),
          render: (_, line) =>
            line.first &&
            t(`journal.${line.journal.kind}`, { amountMinor: "", defaultValue: line.journal.kind }).trim(),
        },
        { title: t("money.account"), render: (_, line) => <Account account={line.account} named={named} /> },
        { title: t("money.debit"), className: "number", render: (_, line) => amount(line.debitMinor, line) },
        {
          title: t("money.credit"),
          className: "number",
          render: (_, line) => amount(line.creditMinor, line),
        },
        {
          title: t("timeline.leaf"),
          render: (_, line) =>
            line.first && (
              <a href={`/verify?leaf=${line.journal.leafHash}`}>
                <ShortHash hash={line.journal.leafHash} />
              </a>
            ),
        },
      ]}
    />
  );
}
