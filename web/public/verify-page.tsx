import { PublicFrame } from "../components/public-frame.tsx";
import { useLocale } from "../components/use-locale.ts";
import { VerifyPanel } from "../features/verify/components/verify-panel.tsx";

/** Checks a receipt for anybody, signed in or not. */
export function VerifyPage() {
  const { t } = useLocale();
  const leafHash = new URLSearchParams(location.search).get("leaf");
  return (
    <PublicFrame title={t("verify.title")}>
      <p>{t("verify.intro")}</p>
      <section className="card">
        <VerifyPanel leafHash={leafHash} />
      </section>
    </PublicFrame>
  );
}
