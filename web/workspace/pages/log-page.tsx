import { isDevelopmentChain } from "../../../server/domain/log/development-chain.ts";
import { Card } from "../../components/card.tsx";
import { ProblemBox } from "../../components/problem-box.tsx";
import { useLocale } from "../../components/use-locale.ts";
import { useLog } from "../../features/log/api/get-log.ts";
import { AnchorTable } from "../../features/log/components/anchor-table.tsx";
import { BondPanel } from "../../features/log/components/bond-panel.tsx";
import { CheckpointPanel } from "../../features/log/components/checkpoint-panel.tsx";
import { ConsistencyForm } from "../../features/log/components/consistency-form.tsx";
import { LogChart } from "../../features/log/components/log-chart.tsx";
import { LogFigures } from "../../features/log/components/log-figures.tsx";
import { WitnessTable } from "../../features/log/components/witness-table.tsx";
import { chainSources, servedRpcUrl } from "../../lib/chain-sources.ts";
import { deployment } from "../../lib/deployment.ts";

/** The auditor's view of the log: head, anchors, consistency between any two heads, and who was asked. */
export default function LogPage() {
  const { t, word } = useLocale();
  const log = useLog();
  const sources = chainSources(servedRpcUrl());
  return (
    <>
      <title>{`${t("log.title")} · Redress`}</title>
      <h1>{t("log.title")}</h1>
      <ProblemBox error={log.error} onRetry={() => void log.refetch()} />
      {log.isPending && <p role="status">{t("page.loading")}</p>}
      {log.data && (
        <>
          {(log.data.development || isDevelopmentChain(log.data.chainId)) && (
            <p className="small dim">{t("page.development")}</p>
          )}
          <LogFigures log={log.data} />
          <Card title={t("log.bond")}>
            <BondPanel standing={log.data.standing} />
          </Card>
          <Card title={t("log.consistency")}>
            <ConsistencyForm log={log.data} />
          </Card>
          <Card title={t("log.anchors")}>
            <LogChart anchors={log.data.anchors} />
            <AnchorTable log={log.data} rpcUrl={servedRpcUrl()} />
            <p className="small dim">
              {sources.length === 0
                ? t("verify.no_source")
                : t("verify.sources", {
                    sources: sources.map(({ url, from }) => `${url} (${word("source", from)})`).join("; "),
                  })}{" "}
              {t("log.contract", { contract: deployment.addresses.EvidenceLog ?? "–" })}
            </p>
          </Card>
          <Card title={t("log.witnesses")}>
            <WitnessTable size={log.data.size} />
          </Card>
          <Card title={t("log.checkpoint")}>
            <CheckpointPanel checkpoint={log.data.checkpoint} />
          </Card>
        </>
      )}
    </>
  );
}
