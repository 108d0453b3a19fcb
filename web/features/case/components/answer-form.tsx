import { Button, Form, Input, Radio } from "antd";
import type { AnswerClaim, CaseView } from "../../../../server/schema/case.ts";
import { answerClaim } from "../../../../server/schema/case.ts";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { zodRule } from "../../../components/zod-rule.ts";
import { useTakeStep } from "../api/use-take-step.ts";

/** An obligor's answer: accept and pay, or contest with a reason. What each costs stands beside it. */
export function AnswerForm({ view }: { view: CaseView }) {
  const { t, word, money } = useLocale();
  const step = useTakeStep(view.caseId);
  const { actions } = view.viewer;
  const amount = money(view.claim.amountMinor, view.claim.currency);
  const silence = view.turn === null ? "" : word("silence", view.turn.onSilence);
  return (
    <Form<AnswerClaim>
      layout="vertical"
      requiredMark={false}
      onFinish={(answer) => step.mutate({ step: "answer", body: async () => answer })}
    >
      <Form.Item
        name="action"
        label={t("answer.title")}
        rules={[zodRule(answerClaim.shape.action, t("answer.choose"))]}
      >
        <Radio.Group className="radio-stack">
          <Radio value="accept" disabled={!actions.includes("accept_claim")}>
            <strong>{t("answer.accept")}</strong>{" "}
            <span className="dim small">
              {view.status === "FILED" ? t("answer.accept_cost", { amount }) : t("answer.accept_in_dispute")}
            </span>
          </Radio>
          <Radio value="contest" disabled={!actions.includes("contest_claim")}>
            <strong>{t("answer.contest")}</strong>{" "}
            <span className="dim small">{t("answer.contest_cost")}</span>
          </Radio>
        </Radio.Group>
      </Form.Item>
      <Form.Item
        name="reason"
        label={t("answer.reason")}
        rules={[zodRule(answerClaim.shape.reason, t("answer.reason_needed"))]}
      >
        <Input.TextArea rows={4} maxLength={2000} showCount />
      </Form.Item>
      {silence && <p className="small dim">{t("answer.silence", { silence })}</p>}
      <ProblemBox error={step.error} />
      <Button type="primary" htmlType="submit" loading={step.isPending}>
        {t("answer.send")}
      </Button>
    </Form>
  );
}
