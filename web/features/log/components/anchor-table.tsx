import { useQuery } from "@tanstack/react-query";
import type { AnchorView, LogView } from "../../../../server/schema/log.ts";
import { DataTable } from "../../../components/data-table.tsx";
import { ShortHash } from "../../../components/short-hash.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { chainSources } from "../../../lib/chain-sources.ts";
import { checkAnchor } from "../check-anchors.ts";

const colours = { matches: "good", differs: "bad", unreachable: "warn" } as const;

/** Every anchor with gas and lag, and what the chain says of it when asked from this page. */
export function AnchorTable({ log, rpcUrl }: { log: LogView; rpcUrl: string | null }) {
  const { t, word, instant, locale } = useLocale();
  const number = new Intl.NumberFormat(locale);
  return (
    <DataTable<AnchorView>
      rowKey="transaction"
      size="small"
      dataSource={[...log.anchors].sort((a, b) => b.size - a.size)}
      pagination={{ pageSize: 15, hideOnSinglePage: true }}
      locale={{ emptyText: t("log.no_anchors") }}
      columns={[
        { title: t("log.size"), className: "number", render: (_, anchor) => number.format(anchor.size) },
        { title: t("log.root"), render: (_, anchor) => <ShortHash hash={anchor.root} /> },
        {
          title: t("log.on_chain"),
          render: (_, anchor) => <OnChain logId={log.logId} anchor={anchor} rpcUrl={rpcUrl} />,
        },
        { title: t("log.state"), render: (_, anchor) => word("state", anchor.state) },
        {
          title: t("log.block"),
          className: "number",
          render: (_, anchor) => number.format(anchor.blockNumber),
        },
        { title: t("log.transaction"), render: (_, anchor) => <ShortHash hash={anchor.transaction} /> },
        {
          title: t("log.gas"),
          className: "number",
          render: (_, anchor) => (anchor.gasUsed === null ? "–" : number.format(BigInt(anchor.gasUsed))),
        },
        {
          title: t("log.lag"),
          className: "number",
          render: (_, anchor) => t("log.seconds", { count: anchor.lagSeconds }),
        },
        { title: t("log.at"), render: (_, anchor) => instant(anchor.at) },
      ]}
    />
  );
}

function OnChain({ logId, anchor, rpcUrl }: { logId: string; anchor: AnchorView; rpcUrl: string | null }) {
  const { word } = useLocale();
  const check = useQuery({
    queryKey: ["anchor", logId, anchor.size, anchor.root, rpcUrl],
    queryFn: () => checkAnchor(logId, anchor, chainSources(rpcUrl)),
    staleTime: 60_000,
  });
  if (!check.data) return <span className="dim">…</span>;
  return <span className={colours[check.data]}>{word("anchorCheck", check.data)}</span>;
}
