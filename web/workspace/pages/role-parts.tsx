import type { CaseView } from "../../../server/schema/case.ts";
import { Card } from "../../components/card.tsx";
import { useLocale } from "../../components/use-locale.ts";
import { AnswerForm } from "../../features/case/components/answer-form.tsx";
import { CandidateList } from "../../features/case/components/candidate-list.tsx";
import { RulingPanel } from "../../features/case/components/ruling-panel.tsx";
import { WhatIfPanel } from "../../features/case/components/what-if-panel.tsx";

/** The parts that depend on what the reader may do: answer, choose between candidates, rule, try what would change it. */
export function RoleParts({ view }: { view: CaseView }) {
  const { t } = useLocale();
  const { actions, kind } = view.viewer;
  const mayAnswer = actions.includes("accept_claim") || actions.includes("contest_claim");
  const mayVote = actions.includes("commit_vote") || actions.includes("reveal_vote");
  return (
    <>
      {mayAnswer && (
        <Card title={t("casePage.answer")}>
          <AnswerForm view={view} />
        </Card>
      )}
      {view.candidates.length > 0 && (
        <Card title={t("casePage.candidates")}>
          <CandidateList view={view} />
        </Card>
      )}
      {mayVote && (
        <Card title={t("casePage.ruling")}>
          <RulingPanel view={view} />
        </Card>
      )}
      {view.finding && kind !== "consumer" && (
        <Card title={t("casePage.whatif")}>
          <WhatIfPanel view={view} finding={view.finding} />
        </Card>
      )}
    </>
  );
}
