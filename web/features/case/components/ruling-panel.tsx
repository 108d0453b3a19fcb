import { Button, Form, Input, Radio, Steps } from "antd";
import { useState } from "react";
import type { CaseView } from "../../../../server/schema/case.ts";
import type { PanelView } from "../../../../server/schema/panel.ts";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { useCommitVote } from "../api/commit-vote.ts";
import { usePanel } from "../api/get-panel.ts";
import { useRevealVote } from "../api/reveal-vote.ts";
import { randomHex32 } from "../case-signers.ts";
import { keepVote, keptVote } from "../vote-keeping.ts";
import { seatOf, signCommit, signReveal } from "../votes.ts";
import { SignerChoice, type SignerState, useSigner } from "./signer-choice.tsx";

/** The panel member's ruling, in the contract's two steps: a sealed vote, then the vote with its reasons. */
export function RulingPanel({ view }: { view: CaseView }) {
  const { t } = useLocale();
  const panel = usePanel(view.caseId);
  const state = useSigner(view);
  if (panel.error) return <ProblemBox error={panel.error} onRetry={() => void panel.refetch()} />;
  if (!panel.data) return <p role="status">{t("page.loading")}</p>;
  const me = panel.data.voters.find((voter) => voter.partyId === view.viewer.partyId);
  if (me === undefined) return <p className="dim">{t("ruling.not_drawn")}</p>;
  const stage = me.revealed ? 2 : me.committed ? 1 : 0;
  return (
    <div className="stack">
      <Steps
        size="small"
        current={stage}
        items={[{ title: t("ruling.seal") }, { title: t("ruling.reveal") }, { title: t("ruling.done") }]}
      />
      {stage < 2 && <SignerChoice view={view} state={state} />}
      {stage === 0 && <SealForm view={view} panel={panel.data} state={state} />}
      {stage === 1 && <RevealForm view={view} panel={panel.data} state={state} />}
      {stage === 2 && <p className="good">{t("ruling.cast")}</p>}
    </div>
  );
}

interface FormProps {
  readonly view: CaseView;
  readonly panel: PanelView;
  readonly state: SignerState;
}

function SealForm({ view, panel, state }: FormProps) {
  const { t } = useLocale();
  const commit = useCommitVote(view.caseId);
  const seal = ({ ruling, reasons }: { ruling: number; reasons: string }) => {
    const { signer } = state;
    if (signer === null) return;
    // Kept before it is sent: a vote whose salt is lost can never be revealed.
    const vote = { ruling, reasons, salt: randomHex32() };
    keepVote(panel.disputeId, panel.round, vote);
    commit.mutate(() => signCommit(seatOf(panel, view.viewer.partyId), vote, signer));
  };
  return (
    <Form layout="vertical" requiredMark={false} onFinish={seal}>
      <Form.Item
        name="ruling"
        label={t("ruling.choose")}
        rules={[{ required: true, message: t("ruling.choose_needed") }]}
      >
        <Radio.Group>
          {view.candidates.map((candidate) => (
            <Radio key={candidate.number} value={candidate.number}>
              {t("candidate.number", { number: candidate.number })}
            </Radio>
          ))}
          <Radio value={0}>{t("ruling.refuse")}</Radio>
        </Radio.Group>
      </Form.Item>
      <Form.Item
        name="reasons"
        label={t("ruling.reasons")}
        rules={[{ required: true, whitespace: true, message: t("ruling.reasons_needed") }]}
      >
        <Input.TextArea rows={4} maxLength={4000} showCount />
      </Form.Item>
      <ProblemBox error={commit.error} />
      <Button type="primary" htmlType="submit" loading={commit.isPending} disabled={state.signer === null}>
        {t("ruling.sign_seal")}
      </Button>
      <p className="small dim">{t("ruling.seal_hint")}</p>
    </Form>
  );
}

function RevealForm({ view, panel, state }: FormProps) {
  const { t } = useLocale();
  const reveal = useRevealVote(view.caseId);
  const [vote] = useState(() => keptVote(panel.disputeId, panel.round));
  if (vote === null) return <p className="warn">{t("ruling.salt_elsewhere")}</p>;
  const waiting = panel.voters.filter((voter) => !voter.committed).length;
  const send = () => {
    const { signer } = state;
    if (signer !== null) reveal.mutate(() => signReveal(seatOf(panel, view.viewer.partyId), vote, signer));
  };
  return (
    <div className="stack">
      <p>
        {t("candidate.number", { number: vote.ruling })}: {vote.reasons}
      </p>
      {waiting > 0 && <p className="small dim">{t("ruling.waiting", { count: waiting })}</p>}
      <ProblemBox error={reveal.error} />
      <Button type="primary" loading={reveal.isPending} disabled={state.signer === null} onClick={send}>
        {t("ruling.sign_reveal")}
      </Button>
    </div>
  );
}
