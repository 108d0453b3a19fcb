import { useLocale } from "../../components/use-locale.ts";
import { VerifyPanel } from "../../features/verify/components/verify-panel.tsx";

/** The receipt check inside the workspace. */
export default function VerifyPage() {
  const { t } = useLocale();
  return (
    <>
      <title>{`${t("verify.title")} · Redress`}</title>
      <h1>{t("verify.title")}</h1>
      <p>{t("verify.intro")}</p>
      <section className="card">
        <VerifyPanel />
      </section>
    </>
  );
}
