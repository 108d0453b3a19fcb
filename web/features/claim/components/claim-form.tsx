import { type FormEvent, type ReactNode, useState } from "react";
import type { ClaimContext, ClaimKind, FileClaim } from "../../../../server/schema/claim.ts";
import { useLocale } from "../../../components/use-locale.ts";
import { type ClaimDraft, completeDraft, type DraftFault, highestAmountMinor, newDraft } from "../draft.ts";
import { LineChoice } from "./line-choice.tsx";
import { RemedyChoice } from "./remedy-choice.tsx";

export interface ClaimFormProps {
  readonly context: ClaimContext;
  readonly orderLink: string;
  /** Serial of the item whose scan led here, chosen beforehand. */
  readonly serial: string | null;
  readonly busy: boolean;
  readonly onSubmit: (claim: FileClaim) => void;
  /** Photos and documents, chosen before the claim is filed. */
  readonly attachments: ReactNode;
}

/** The second of two steps: what is asked, how much, what rules apply, confirm. */
export function ClaimForm({ context, orderLink, serial, busy, onSubmit, attachments }: ClaimFormProps) {
  const { t } = useLocale();
  const [draft, setDraft] = useState<ClaimDraft>(() => newDraft(context, serial));
  const [faults, setFaults] = useState<readonly DraftFault[]>([]);
  const change = (patch: Partial<ClaimDraft>) => setDraft((before) => ({ ...before, ...patch }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const complete = completeDraft(context, draft, orderLink);
    setFaults(complete.faults);
    if (complete.claim) onSubmit(complete.claim);
    else document.getElementById(`claim-${complete.faults[0]}`)?.focus();
  };
  return (
    <form onSubmit={submit} noValidate>
      <section className="card">
        <LineChoice context={context} draft={draft} change={change} fault={faults.includes("lines")} />
      </section>
      <section className="card">
        <KindChoice
          kinds={context.claimKinds}
          draft={draft}
          change={change}
          fault={faults.includes("kind")}
        />
        <RemedyChoice context={context} draft={draft} change={change} fault={faults.includes("demand")} />
        <AmountField context={context} draft={draft} change={change} fault={faults.includes("amount")} />
        <label className="field">
          <span>{t("claim.text")}</span>
          <textarea
            rows={3}
            maxLength={2000}
            value={draft.text}
            onChange={(event) => change({ text: event.target.value })}
            placeholder={t("claim.text_hint")}
          />
        </label>
      </section>
      <section className="card">{attachments}</section>
      <PayoutTerms context={context} />
      <button type="submit" className="button primary wide" disabled={busy}>
        {t(busy ? "claim.filing" : "claim.confirm")}
      </button>
      <p className="small dim">{t("claim.after")}</p>
    </form>
  );
}

export interface ChoiceProps {
  readonly draft: ClaimDraft;
  readonly change: (patch: Partial<ClaimDraft>) => void;
  readonly fault: boolean;
}

/** The line that says what is missing beside the field that misses it. */
export function Fault({ of, shown }: { of: DraftFault; shown: boolean }) {
  const { t } = useLocale();
  return shown ? (
    <p className="bad small" role="alert" id={`fault-${of}`}>
      {t(`claim.fault.${of}`)}
    </p>
  ) : null;
}

function KindChoice({ kinds, draft, change, fault }: ChoiceProps & { kinds: readonly ClaimKind[] }) {
  const { t, word } = useLocale();
  return (
    <label className="field">
      <span>{t("claim.kind")}</span>
      <select
        id="claim-kind"
        value={draft.kind}
        aria-invalid={fault}
        onChange={(event) => change({ kind: event.target.value as ClaimKind })}
      >
        <option value="" disabled>
          {t("claim.choose")}
        </option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {word("claimKind", kind)}
          </option>
        ))}
      </select>
      <Fault of="kind" shown={fault} />
    </label>
  );
}

function AmountField({ context, draft, change, fault }: ChoiceProps & { context: ClaimContext }) {
  const { t, money } = useLocale();
  const highest = money(highestAmountMinor(context, draft), context.currency);
  return (
    <label className="field">
      <span>{t("claim.amount")}</span>
      <input
        id="claim-amount"
        inputMode="decimal"
        autoComplete="off"
        value={draft.amount}
        aria-invalid={fault}
        placeholder={highest}
        onChange={(event) => change({ amount: event.target.value })}
      />
      {context.refundableMinor === "0" ? (
        fault && (
          <p className="bad small" role="alert">
            {t("claim.nothing_left")}
          </p>
        )
      ) : (
        <>
          <span className="small dim plain">{t("claim.amount_hint", { amount: highest })}</span>
          <Fault of="amount" shown={fault} />
        </>
      )}
    </label>
  );
}

function PayoutTerms({ context }: { context: ClaimContext }) {
  const { t, word, instant } = useLocale();
  return (
    <dl className="figures card">
      <dt>{t("claim.pay_to")}</dt>
      <dd>{t("claim.pay_channel", { channel: word("rail", context.payTo) })}</dd>
      <dt>{t("claim.pay_by")}</dt>
      <dd>{instant(context.payBy)}</dd>
    </dl>
  );
}
