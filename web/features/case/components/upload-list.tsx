import { ChosenFile } from "../../../components/chosen-file.tsx";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { pages } from "../../../lib/paths.ts";
import { saveFile } from "../../../lib/save-file.ts";
import type { KeptReceipt } from "../uploads/store.ts";
import type { Uploads } from "../uploads/use-uploads.ts";

/** What still waits to be handed in, and the promises this browser holds for what was. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const { t } = useLocale();
  const { waiting, receipts, error, busy, progress, drop } = uploads;
  const label = t("uploads.sending", { count: waiting.length });
  return (
    <div className="stack">
      <ProblemBox error={error} />
      {error !== null && (
        <p className="small">
          <a href={`${pages.verify}#refused`} target="_blank" rel="noreferrer">
            {t("uploads.refused")}
          </a>
        </p>
      )}
      {waiting.length > 0 && (
        <div role="status">
          <p className="small">
            {busy ? label : t("uploads.waiting", { count: waiting.length })}
            {busy && progress !== null && ` ${t("uploads.percent", { percent: Math.floor(progress * 100) })}`}
          </p>
          {busy && (
            <progress
              className="progress"
              aria-label={label}
              {...(progress === null ? {} : { max: 1, value: progress })}
            />
          )}
          <ul className="files">
            {waiting.map((upload) => (
              <li key={upload.idempotencyKey}>
                <ChosenFile
                  file={{ name: upload.name, size: upload.document.size }}
                  onRemove={() => void drop(upload.idempotencyKey)}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
      {receipts.length > 0 && (
        <details>
          <summary>{t("uploads.receipts", { count: receipts.length })}</summary>
          <p className="small dim">{t("uploads.receipts_hint")}</p>
          <ul className="files">
            {receipts.map((receipt) => (
              <li key={receipt.leafHash}>
                <span>{receipt.name}</span>
                <button type="button" className="link-button" onClick={() => save(receipt)}>
                  {t("uploads.save")}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function save({ accepted, leafHash, receipt }: KeptReceipt): void {
  const [content, kind] =
    receipt === undefined ? [JSON.stringify(accepted), "promise"] : [receipt, "receipt"];
  const name = `${kind}-${leafHash.slice(0, 16)}.json`;
  saveFile(new File([content], name, { type: "application/json" }));
}
