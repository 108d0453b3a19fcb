import { useState } from "react";
import type { CaseView } from "../../server/schema/case.ts";
import { ProblemBox } from "../components/problem-box.tsx";
import { useLocale } from "../components/use-locale.ts";
import { type CaseStepName, takeStep } from "../features/case/api/take-step.ts";
import { caseSecret } from "../features/case/case-keys.ts";
import { caseKeySigner, signed } from "../features/case/case-signers.ts";
import { AppealTerms } from "../features/case/components/appeal-terms.tsx";
import { type SignedStepName, signableFor } from "../features/case/signables.ts";
import { PageError } from "../lib/page-error.ts";

interface Step {
  readonly name: CaseStepName;
  readonly action: CaseView["viewer"]["actions"][number];
  readonly signs: SignedStepName | null;
  readonly primary: boolean;
  readonly asks: "reason" | "confirm" | "nothing";
}

const steps: readonly Step[] = [
  {
    name: "accept-proposal",
    action: "accept_proposal",
    signs: "accept-proposal",
    primary: true,
    asks: "nothing",
  },
  { name: "object", action: "object", signs: "object", primary: false, asks: "reason" },
  { name: "waive-evidence", action: "waive_evidence", signs: null, primary: false, asks: "nothing" },
  { name: "waive-appeal", action: "waive_appeal", signs: "waive-appeal", primary: true, asks: "nothing" },
  { name: "appeal", action: "appeal", signs: "appeal", primary: false, asks: "reason" },
  { name: "withdraw", action: "withdraw", signs: null, primary: false, asks: "confirm" },
];

async function bodyOf(step: Step, view: CaseView, reason: string): Promise<object> {
  if (step.signs === null) return { reason };
  const secret = caseSecret(view.caseId);
  if (secret === null) throw new PageError("page.no_case_key");
  const signature = await signed(caseKeySigner(secret), signableFor(step.signs, view));
  return step.asks === "reason" ? { ...signature, reason } : signature;
}

export interface ClaimantStepsProps {
  readonly view: CaseView;
  readonly token: string;
  readonly onDone: () => Promise<void>;
}

/** The steps the claimant may take now; each says what it does, and one that ends the case asks first. */
export function ClaimantSteps({ view, token, onDone }: ClaimantStepsProps) {
  const { t } = useLocale();
  const [asking, setAsking] = useState<Step | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const open = steps.filter((step) => view.viewer.actions.includes(step.action));
  const keyless = caseSecret(view.caseId) === null && open.some((step) => step.signs !== null);
  if (open.length === 0) return null;
  const take = async (step: Step, reason: string) => {
    setBusy(true);
    setError(null);
    try {
      await takeStep(view.caseId, step.name, await bodyOf(step, view, reason), token);
      setAsking(null);
      await onDone();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="card stack" aria-label={t("casePage.steps")}>
      <AppealTerms view={view} />
      {keyless && <p className="small warn">{t("casePage.no_key")}</p>}
      <div className="row">
        {open.map((step) => (
          <button
            key={step.name}
            type="button"
            className={step.primary ? "button primary" : "button"}
            disabled={busy || (step.signs !== null && caseSecret(view.caseId) === null)}
            onClick={() => (step.asks === "nothing" ? void take(step, "") : setAsking(step))}
          >
            {t(`step.${step.name}`)}
          </button>
        ))}
      </div>
      {asking && (
        <AskFirst
          step={asking}
          busy={busy}
          onCancel={() => setAsking(null)}
          onGo={(reason) => void take(asking, reason)}
        />
      )}
      <ProblemBox error={error} />
    </section>
  );
}

interface AskProps {
  readonly step: Step;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onGo: (reason: string) => void;
}

function AskFirst({ step, busy, onCancel, onGo }: AskProps) {
  const { t } = useLocale();
  const [reason, setReason] = useState("");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onGo(reason);
      }}
    >
      <p>{t(`step.${step.name}.what`)}</p>
      <label className="field">
        <span>{t("step.reason")}</span>
        <textarea
          rows={3}
          maxLength={2000}
          required={step.asks === "reason"}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <div className="row">
        <button type="submit" className="button primary" disabled={busy}>
          {t(`step.${step.name}`)}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t("action.cancel")}
        </button>
      </div>
    </form>
  );
}
