import { Button } from "antd";
import { useState } from "react";
import type { CaseView } from "../../../../server/schema/case.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { useTakeStep } from "../api/use-take-step.ts";
import { signed } from "../case-signers.ts";
import { type SignedStepName, signableFor } from "../signables.ts";
import { SignerChoice, useSigner } from "./signer-choice.tsx";

const signedSteps: readonly { name: SignedStepName; action: CaseView["viewer"]["actions"][number] }[] = [
  { name: "accept-proposal", action: "accept_proposal" },
  { name: "object", action: "object" },
  { name: "waive-appeal", action: "waive_appeal" },
];

/** The steps a party may take now beside its answer: waive evidence, accept or object, waive the appeal. */
export function PartySteps({ view }: { view: CaseView }) {
  const { t } = useLocale();
  const step = useTakeStep(view.caseId);
  const state = useSigner(view);
  const [objecting, setObjecting] = useState(false);
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
            type={name === "object" ? "default" : "primary"}
            disabled={state.signer === null}
            loading={step.isPending}
            onClick={() => (name === "object" ? setObjecting(true) : sign(name, {}))}
          >
            {t(`step.${name}`)}
          </Button>
        ))}
      </div>
      <ProblemBox error={step.error} />
      {objecting && (
        <ObjectDialog
          onCancel={() => setObjecting(false)}
          onGo={(reason) => {
            setObjecting(false);
            sign("object", { reason });
          }}
        />
      )}
    </section>
  );
}

interface ObjectDialogProps {
  readonly onCancel: () => void;
  readonly onGo: (reason: string) => void;
}

function ObjectDialog({ onCancel, onGo }: ObjectDialogProps) {
  const { t } = useLocale();
  const [reason, setReason] = useState("");
  return (
    <Dialog title={t("step.object")} onClose={onCancel}>
      <p>{t("step.object.what")}</p>
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
        {t("step.object")}
      </Button>
    </Dialog>
  );
}
