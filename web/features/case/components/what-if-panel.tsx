import { Alert, Switch } from "antd";
import { useState } from "react";
import type { CaseView, FindingView } from "../../../../server/schema/case.ts";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { useWhatIf } from "../api/what-if.ts";
import { alternativeWords } from "../fact-words.ts";
import { AssertFact } from "./assert-fact.tsx";
import { kindShares, percent, SplitBar } from "./split-bar.tsx";

/** What would change the finding: switch items on and off and see the split move. */
export function WhatIfPanel({ view, finding }: { view: CaseView; finding: FindingView }) {
  const { t, word, pick } = useLocale();
  const [on, setOn] = useState<readonly string[]>([]);
  const chosen = finding.counterfactuals.filter((item) => on.includes(item.if));
  const answer = useWhatIf(
    view.caseId,
    chosen.flatMap((item) => item.set),
  );
  const bps = chosen.length > 0 && answer.data ? answer.data.bps : finding.bps;
  if (finding.counterfactuals.length === 0) return <p className="dim">{t("whatif.none")}</p>;
  const toggle = (label: string, checked: boolean) =>
    setOn(checked ? [...on, label] : on.filter((other) => other !== label));
  return (
    <div className="stack">
      <p className="small dim">{t("whatif.hint")}</p>
      <SplitBar shares={kindShares(bps, word)} label={t("finding.split")} />
      {chosen.length > 0 && answer.data && <Alert type="info" title={pick(answer.data.text)} />}
      <ProblemBox error={answer.error} />
      {chosen.length > 0 && view.viewer.actions.includes("hand_in_evidence") && (
        <AssertFact view={view} facts={chosen.flatMap((item) => item.set)} />
      )}
      <ul className="files">
        {finding.counterfactuals.map((item) => (
          <li key={item.if}>
            <label htmlFor={`whatif-${item.if}`}>
              {alternativeWords(item.if, { t, word })}{" "}
              <span className="dim small">{t("whatif.shift", { shift: percent(item.shiftBps) })}</span>
            </label>
            <Switch
              id={`whatif-${item.if}`}
              checked={on.includes(item.if)}
              onChange={(checked) => toggle(item.if, checked)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
