import { Fragment } from "react";
import type { CaseView, FindingView } from "../../../../server/schema/case.ts";
import { RuleDegree } from "../../../components/rule-degree.tsx";
import { ShortHash } from "../../../components/short-hash.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { factWords, sentenceWords } from "../fact-words.ts";
import { partyWord } from "./party-names.ts";
import { partyShares, percent, SplitBar } from "./split-bar.tsx";

/** The engine's finding: the split, the reasons beside the evidence they cite, and what was not found. */
export function FindingPanel({ view, finding }: { view: CaseView; finding: FindingView }) {
  const { t, word, money, pick } = useLocale();
  const shares = partyShares(finding.shares, word);
  return (
    <div className="stack">
      <SplitBar shares={shares} label={t("finding.split")} />
      <p>
        <span className="tag">{word("mode", finding.mode)}</span>{" "}
        {finding.denied
          ? t("finding.denied")
          : t("finding.award", { amount: money(finding.awardMinor, view.money.currency) })}
      </p>
      <p className="plain">{sentenceWords(pick(finding.text), word)}</p>
      <h3>{t("finding.reasons")}</h3>
      <ol className="reasons">
        {finding.reasons.map((reason) => (
          <Reason key={reason.ruleId + reason.text.en} reason={reason} view={view} />
        ))}
      </ol>
      <NotFound finding={finding} view={view} />
      <Missing finding={finding} view={view} />
      <RemediesLeft finding={finding} />
      {finding.penalMinor !== "0" && (
        <p>
          {t("finding.penalty", {
            amount: money(finding.penalMinor, view.money.currency),
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
  const effects = Object.entries(reason.effectBps).filter(([, bps]) => bps !== 0);
  return (
    <li>
      <p>
        {sentenceWords(pick(reason.text), word)} <span className="dim small">{reason.article}</span>
      </p>
      <p className="small dim">
        <Cited evidence={reason.evidence} view={view} />
        {effects
          .map(([party, bps]) => `${word("kind", party)} ${bps > 0 ? "+" : ""}${percent(bps)}`)
          .join(t("list.separator"))}
        <RuleDegree confidence={reason.confidence} />
      </p>
    </li>
  );
}

/** What a reason rests on: items of the list by number and name, product events by their record in the log. */
function Cited({ evidence, view }: { evidence: readonly string[]; view: CaseView }) {
  const { t } = useLocale();
  if (evidence.length === 0) return null;
  return (
    <>
      {t("finding.cites")}
      {evidence.map((id, index) => (
        <Fragment key={id}>
          {index > 0 && t("list.separator")}
          <Citation id={id} view={view} />
        </Fragment>
      ))}{" "}
    </>
  );
}

function Citation({ id, view }: { id: string; view: CaseView }) {
  const { t } = useLocale();
  const at = view.evidence.findIndex((item) => item.evidenceId === id);
  const item = view.evidence[at];
  if (item !== undefined) return <span>{`${at + 1}. ${item.name}`}</span>;
  if (!/^[0-9a-f]{64}$/.test(id)) return <code className="hash">{id}</code>;
  return (
    <a href={`/verify?leaf=${id}`}>
      {t("evidence.event_record")} <ShortHash hash={id} />
    </a>
  );
}

interface PartProps {
  readonly finding: FindingView;
  readonly view: CaseView;
}

/** What would have to be handed in for the finding to say more. */
function Missing({ finding, view }: PartProps) {
  const { t, word } = useLocale();
  if (finding.missing.length === 0) return null;
  const words = { t, word: partyWord(view, word) };
  return (
    <details open={finding.denied}>
      <summary>{t("finding.missing", { count: finding.missing.length })}</summary>
      <ul className="small">
        {finding.missing.map((item) => (
          <li key={item.fact}>
            {factWords(item.fact, words)}
            {item.scope !== null && ` ${t("finding.only_scope", { scope: word("scope", item.scope) })}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What a consumer can still do whose claim was not upheld, with the rule that gives it. */
function RemediesLeft({ finding }: { finding: FindingView }) {
  const { t, pick } = useLocale();
  if (finding.remediesLeft.length === 0) return null;
  return (
    <>
      <h3>{t("finding.remedies_left")}</h3>
      <ul className="small">
        {finding.remediesLeft.map((item) => (
          <li key={item.code}>
            {pick(item.text)} <span className="dim">{item.articles}</span>
            <RuleDegree confidence={item.confidence} />
          </li>
        ))}
      </ul>
    </>
  );
}

function NotFound({ finding, view }: PartProps) {
  const { t, word, pick } = useLocale();
  if (finding.notFound.length === 0) return null;
  return (
    <details>
      <summary>{t("finding.not_found", { count: finding.notFound.length })}</summary>
      <ul className="small">
        {finding.notFound.map((item) => (
          <li key={item.fact}>
            {factWords(item.fact, { t, word: partyWord(view, word) })}: {pick(item.text)}
          </li>
        ))}
      </ul>
    </details>
  );
}
