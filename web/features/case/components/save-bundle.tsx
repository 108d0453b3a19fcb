import type { CaseView } from "../../../../server/schema/case.ts";
import { SaveButton } from "../../../components/save-button.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { api } from "../../../lib/paths.ts";

const MIB = 1024 * 1024;

/** Takes the whole case away as one file, and says about how large it is before. */
export function SaveBundle({ view, token }: { view: CaseView; token?: string | undefined }) {
  const { t } = useLocale();
  const bytes = view.evidence.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <div className="small">
      <SaveButton
        label={t("bundle.save", { size: Math.max(0.1, bytes / MIB).toFixed(1) })}
        path={api.bundle(view.caseId)}
        name={`redress-${view.caseId.slice(0, 16)}.zip`}
        token={token}
      />
      <p className="dim">{t("bundle.about")}</p>
    </div>
  );
}
