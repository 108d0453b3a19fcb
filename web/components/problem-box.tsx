import { ApiError } from "../lib/api.ts";
import { PageError } from "../lib/page-error.ts";
import { useLocale } from "./use-locale.ts";

/** Says what happened and what to do about it, in the reader's language where the code is known. */
export function ProblemBox({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { t } = useLocale();
  if (error === null || error === undefined) return null;
  const problem = error instanceof ApiError ? error : null;
  const code = problem?.code ?? (error instanceof PageError ? error.code : "page.failed");
  const fallback = problem?.message ?? (error instanceof Error ? error.message : String(error));
  return (
    <div className="problem" role="alert">
      <strong>{t(`problem.${code}`, { defaultValue: fallback })}</strong>
      {problem?.detail && code !== "request.forbidden" && <p>{problem.detail}</p>}
      <FieldList fields={problem?.fields ?? []} />
      <p>{t(`remedy.${code}`, { defaultValue: t(problem?.retryable ? "remedy.retry" : "remedy.check") })}</p>
      {problem?.requestId && <p className="dim small">{t("problem.request", { id: problem.requestId })}</p>}
      {onRetry && code !== "request.forbidden" && (
        <button type="button" className="button" onClick={onRetry}>
          {t("action.retry")}
        </button>
      )}
    </div>
  );
}

function FieldList({ fields }: { fields: ApiError["fields"] }) {
  if (fields.length === 0) return null;
  return (
    <ul>
      {fields.map(({ field, rule }) => (
        <li key={field + rule}>
          <code>{field}</code> {rule}
        </li>
      ))}
    </ul>
  );
}
