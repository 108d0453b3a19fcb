import { Button, Form, Input } from "antd";
import type { CaseView } from "../../../../server/schema/case.ts";
import { withdrawFact } from "../../../../server/schema/facts.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { zodRule } from "../../../components/zod-rule.ts";
import { useTakeStep } from "../api/use-take-step.ts";
import { EvidenceSelect } from "./evidence-select.tsx";

/** What a reader is about to do with a fact: dispute one of the record or of another party, or take back its own. */
export interface ActOnFact {
  readonly step: "facts/dispute" | "facts/withdraw";
  readonly path?: string;
  readonly seq?: number;
  readonly name: string;
}

interface Given {
  readonly reason: string;
  readonly evidenceIds?: string[];
}

interface FactDialogProps {
  readonly view: CaseView;
  readonly act: ActOnFact;
  readonly onClose: () => void;
}

/** Asks why, and for a dispute by which evidence, before anything is said in the reader's name. */
export function FactDialog({ view, act, onClose }: FactDialogProps) {
  const { t } = useLocale();
  const step = useTakeStep(view.caseId);
  const { name, step: what, ...target } = act;
  const isDispute = what === "facts/dispute";
  const go = (given: Given) =>
    step.mutate({ step: what, body: async () => ({ ...target, ...given }) }, { onSuccess: onClose });
  return (
    <Dialog title={t(isDispute ? "facts.dispute" : "facts.withdraw")} onClose={onClose}>
      <p>
        <strong>{name}</strong>
      </p>
      <p className="small dim">{t(isDispute ? "facts.dispute_what" : "facts.withdraw_what")}</p>
      <Form<Given> layout="vertical" requiredMark={false} onFinish={go}>
        {isDispute && (
          <Form.Item name="evidenceIds" label={t("facts.dispute_evidence")}>
            <EvidenceSelect view={view} />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={t("step.reason")}
          rules={[zodRule(withdrawFact.shape.reason, t("fact.reason_needed"))]}
        >
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        <ProblemBox error={step.error} />
        <Button type="primary" htmlType="submit" loading={step.isPending}>
          {t(isDispute ? "facts.dispute" : "facts.withdraw")}
        </Button>
      </Form>
    </Dialog>
  );
}
