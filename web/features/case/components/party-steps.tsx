import { Button } from "antd";
import { useState } from "react";
import type { CaseView } from "../../../../server/schema/case.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { useTakeStep } from "../api/use-take-step.ts";
import { signed } from "../case-signers.ts";
import { type SignedStepName, signableFor } from "../signables.ts";
import { AppealTerms } from "./appeal-terms.tsx";
import { SignerChoice, useSigner } from "./signer-choice.tsx";

const signedSteps: readonly { name: SignedStepName; action: CaseView["viewer"]["actions"][number] }[] = [
  { name: "accept-proposal", action: "accept_proposal" },
  { name: "object", action: "object" },
  { name: "waive-appeal", action: "waive_appeal" },
  { name: "appeal", action: "appeal" },
];

/** Steps that people will read a reason for. */
type ReasonedStep = "object" | "appeal";
const isReasoned = (name: SignedStepName): name is ReasonedStep => name === "object" || name === "appeal";

/** The steps a party may take now beside its answer: waive evidence, accept or object, waive the appeal. */
export function PartySteps({ view }: { view: CaseView }) {
  const { t } = useLocale();
  const step = useTakeStep(view.caseId);
  const state = useSigner(view);
  const [asking, setAsking] = useState<ReasonedStep | null>(null);
  const { actions } = view.viewer;
  const open = signedSteps.filter(({ action }) => actions.includes(action));
  const mayWaive = actions.includes("waive_evidence");
  if (open.length === 0 && !mayWaive) return null;
  const sign = (name: SignedStepName, extra: object) => {
    const { signer } = state;
    if (signer === null) return;
    step.mutate({
      step: name,
      body: async () => ({ ...(await signed(signer, signableFor(name, view))), ...extra }),
    });
  };
  return (
    <section className="card stack" aria-label={t("casePage.steps")}>
      <AppealTerms view={view} />
      {open.length > 0 && <SignerChoice view={view} state={state} />}
      <div className="row">
        {mayWaive && (
          <Button
            loading={step.isPending}
            onClick={() => step.mutate({ step: "waive-evidence", body: async () => ({}) })}
          >
            {t("step.waive-evidence")}
          </Button>
        )}
        {open.map(({ name }) => (
          <Button
            key={name}
            type={isReasoned(name) ? "default" : "primary"}
            disabled={state.signer === null}
            loading={step.isPending}
            onClick={() => (isReasoned(name) ? setAsking(name) : sign(name, {}))}
          >
            {t(`step.${name}`)}
          </Button>
        ))}
      </div>
      <ProblemBox error={step.error} />
      {asking !== null && (
        <ReasonDialog
          step={asking}
          onCancel={() => setAsking(null)}
          onGo={(reason) => {
            setAsking(null);
            sign(asking, { reason });
          }}
        />
      )}
    </section>
  );
}

interface ReasonDialogProps {
  readonly step: ReasonedStep;
  readonly onCancel: () => void;
  readonly onGo: (reason: string) => void;
}

function ReasonDialog({ step, onCancel, onGo }: ReasonDialogProps) {
  const { t } = useLocale();
  const [reason, setReason] = useState("");
  return (
    <Dialog title={t(`step.${step}`)} onClose={onCancel}>
      <p>{t(`step.${step}.what`)}</p>
      <label className="field">
        <span>{t("step.reason")}</span>
        <textarea
          rows={4}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <Button type="primary" disabled={reason.trim() === ""} onClick={() => onGo(reason)}>
        {t(`step.${step}`)}
      </Button>
    </Dialog>
  );
}
