import { Button, Form, Input } from "antd";
import type { CaseView } from "../../../../server/schema/case.ts";
import { addFact } from "../../../../server/schema/facts.ts";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { zodRule } from "../../../components/zod-rule.ts";
import { useTakeStep } from "../api/use-take-step.ts";
import type { FactPatch } from "../api/what-if.ts";
import { EvidenceSelect } from "./evidence-select.tsx";

interface Claimed {
  readonly evidenceIds: string[];
  readonly reason: string;
}

/** Asserts the facts just tried, in the reader's own name, with the evidence that proves them. */
export function AssertFact({ view, facts }: { view: CaseView; facts: readonly FactPatch[] }) {
  const { t } = useLocale();
  const step = useTakeStep(view.caseId);
  const assert = async (claimed: Claimed) => {
    for (const fact of facts)
      await step.mutateAsync({ step: "facts", body: async () => ({ ...fact, ...claimed }) });
  };
  return (
    <details>
      <summary>{t("fact.title")}</summary>
      <Form<Claimed>
        layout="vertical"
        requiredMark={false}
        onFinish={(claimed) => void assert(claimed).catch(() => {})}
      >
        <Form.Item
          name="evidenceIds"
          label={t("fact.evidence")}
          rules={[zodRule(addFact.shape.evidenceIds, t("fact.evidence_needed"))]}
        >
          <EvidenceSelect view={view} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t("step.reason")}
          rules={[zodRule(addFact.shape.reason, t("fact.reason_needed"))]}
        >
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
        <ProblemBox error={step.error} />
        <Button htmlType="submit" loading={step.isPending}>
          {t("fact.assert")}
        </Button>
        <p className="small dim">{t("fact.hint")}</p>
      </Form>
    </details>
  );
}
