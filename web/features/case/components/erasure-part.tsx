import { type FormEvent, useState } from "react";
import type { EvidenceItem } from "../../../../server/schema/case.ts";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { requestErasure } from "../api/request-erasure.ts";

export interface ErasurePartProps {
  readonly caseId: string;
  readonly item: EvidenceItem;
  readonly token?: string | undefined;
  /** Called after a request was taken. */
  readonly onAsked?: (() => void) | undefined;
}

/** What became of a request to erase an item, or the way to make one. */
export function ErasurePart({ caseId, item, token, onAsked }: ErasurePartProps) {
  if (item.erasure !== null) return <ErasureState erasure={item.erasure} />;
  if (!item.mayErase || onAsked === undefined) return null;
  return <ErasureForm caseId={caseId} item={item} token={token} onAsked={onAsked} />;
}

function ErasureState({ erasure }: { erasure: NonNullable<EvidenceItem["erasure"]> }) {
  const { t, word, instant, pick } = useLocale();
  if (erasure.erasedAt !== null)
    return <p className="small">{t("erasure.done", { at: instant(erasure.erasedAt) })}</p>;
  const { hold } = erasure;
  return (
    <div className="small">
      <span className="warn">{t("erasure.waits", { at: instant(erasure.requestedAt) })}</span>{" "}
      {hold !== null && (
        <>
          {hold.until === null
            ? word("erasureHold", hold.reason)
            : t("erasure.until", { at: instant(hold.until) })}{" "}
          <span className="dim">{pick(hold.article)}</span>
        </>
      )}
    </div>
  );
}

interface FormProps extends ErasurePartProps {
  readonly onAsked: () => void;
}

function ErasureForm({ caseId, item, token, onAsked }: FormProps) {
  const { t } = useLocale();
  const [reason, setReason] = useState("");
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setError(null);
    try {
      await requestErasure(caseId, item.evidenceId, reason, token);
      onAsked();
    } catch (cause) {
      setError(cause);
    } finally {
      setSending(false);
    }
  };
  return (
    <details className="small">
      <summary className="padded">{t("erasure.ask")}</summary>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="dim">{t("erasure.about")}</p>
        <label className="field">
          <span>{t("erasure.reason")}</span>
          <input
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <ProblemBox error={error} />
        <button type="submit" className="button" disabled={sending || reason.trim() === ""}>
          {t("erasure.send")}
        </button>
      </form>
    </details>
  );
}
