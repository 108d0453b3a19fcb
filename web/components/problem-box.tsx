import { ApiError } from "../lib/api.ts";
import { PageError } from "../lib/page-error.ts";
import { useLocale } from "./use-locale.ts";

/** Says what happened and what to do about it, in the reader's language where the code is known. */
export function ProblemBox({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { t } = useLocale();
  if (error === null || error === undefined) return null;
  const problem = error instanceof ApiError ? error : null;
  const code = problem?.code ?? codeOf(error);
  const fallback = problem?.message ?? (error instanceof Error ? error.message : String(error));
  return (
    <div className="problem" role="alert">
      <strong>{t(`problem.${code}`, { defaultValue: fallback })}</strong>
      {problem?.detail && code !== "request.forbidden" && <p lang="en">{problem.detail}</p>}
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

/** A file that was moved, changed or deleted since it was chosen fails under one of these names. */
const UNREADABLE = ["NotReadableError", "NotFoundError"];

function codeOf(error: unknown): string {
  if (error instanceof PageError) return error.code;
  return error instanceof DOMException && UNREADABLE.includes(error.name) ? "file.unreadable" : "page.failed";
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
