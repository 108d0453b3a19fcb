import { useLocale } from "../../../components/use-locale.ts";
import { pages } from "../../../lib/paths.ts";
import { saveFile } from "../../../lib/save-file.ts";

/** What the log signed last, to be kept: whoever holds it can show the contract another history later. */
export function CheckpointPanel({ checkpoint }: { checkpoint: string | null }) {
  const { t } = useLocale();
  if (checkpoint === null) return <p className="dim">{t("log.no_checkpoint")}</p>;
  const size = checkpoint.split("\n")[1] ?? "";
  const save = () => saveFile(new File([checkpoint], `checkpoint-${size}.txt`, { type: "text/plain" }));
  return (
    <>
      <pre className="note">{checkpoint}</pre>
      <div className="row">
        <button type="button" className="link-button" onClick={save}>
          {t("log.save_checkpoint")}
        </button>
        <a href={`${pages.verify}#fork`} target="_blank" rel="noreferrer">
          {t("log.report_fork")}
        </a>
      </div>
      <p className="small dim">{t("log.checkpoint_hint")}</p>
    </>
  );
}
