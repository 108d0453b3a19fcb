import type { CaseView, FindingView } from "../../../../server/schema/case.ts";
import { useLocale } from "../../../components/use-locale.ts";
import { percent, SplitBar } from "./split-bar.tsx";

/** The engine's finding: the split, the reasons beside the evidence they cite, and what was not found. */
export function FindingPanel({ view, finding }: { view: CaseView; finding: FindingView }) {
  const { t, word, money, pick } = useLocale();
  const shares = finding.shares.map((share) => ({
    key: share.party,
    name: share.name,
    kind: share.kind,
    shareBps: share.shareBps,
  }));
  return (
    <div className="stack">
      <SplitBar shares={shares} label={t("finding.split")} />
      <p>
        <span className="tag">{word("mode", finding.mode)}</span>{" "}
        {finding.denied ? t("finding.denied") : t("finding.award", { amount: money(finding.awardMinor) })}
      </p>
      <p>{pick(finding.text)}</p>
      <h3>{t("finding.reasons")}</h3>
      <ol className="reasons">
        {finding.reasons.map((reason) => (
          <Reason key={reason.ruleId + reason.text.en} reason={reason} view={view} />
        ))}
      </ol>
      <NotFound finding={finding} />
      {finding.penalMinor !== "0" && (
        <p>
          {t("finding.penalty", {
            amount: money(finding.penalMinor),
            by: word("kind", finding.penalBy ?? ""),
          })}
        </p>
      )}
      <p className="small dim">
        {t("finding.pack", { id: finding.rulePack.id, count: finding.rulePack.unverifiedRules })}{" "}
        {finding.engine.name} {finding.engine.version}
      </p>
    </div>
  );
}

function Reason({ reason, view }: { reason: FindingView["reasons"][number]; view: CaseView }) {
  const { t, word, pick } = useLocale();
  const numbers = reason.evidence.map((id) => view.evidence.findIndex((item) => item.evidenceId === id) + 1);
  const effects = Object.entries(reason.effectBps).filter(([, bps]) => bps !== 0);
  return (
    <li>
      <p>
        {pick(reason.text)} <span className="dim small">{reason.article}</span>
      </p>
      <p className="small dim">
        {reason.evidence.length > 0 &&
          t("finding.cites", {
            items: numbers.map((n, i) => (n > 0 ? String(n) : reason.evidence[i])).join(t("list.separator")),
          })}{" "}
        {effects
          .map(([party, bps]) => `${word("kind", party)} ${bps > 0 ? "+" : ""}${percent(bps)}`)
          .join(t("list.separator"))}
        {reason.confidence === "K" && ` ${t("finding.unverified")}`}
      </p>
    </li>
  );
}

function NotFound({ finding }: { finding: FindingView }) {
  const { t } = useLocale();
  if (finding.notFound.length === 0) return null;
  return (
    <details>
      <summary>{t("finding.not_found", { count: finding.notFound.length })}</summary>
      <ul className="small">
        {finding.notFound.map((item) => (
          <li key={item.fact}>
            <code>{item.fact}</code> {item.why}
          </li>
        ))}
      </ul>
    </details>
  );
}
