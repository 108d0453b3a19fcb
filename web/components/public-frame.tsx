import type { ReactNode } from "react";
import { LanguageSwitch } from "./language-switch.tsx";
import { useLocale } from "./use-locale.ts";

/** Head, landmark and foot of the pages for everybody. */
export function PublicFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useLocale();
  return (
    <>
      <title>{`${title} · Redress`}</title>
      <a className="skip" href="#main">
        {t("page.skip")}
      </a>
      <header className="top">
        <strong>{t("page.product")}</strong>
        <LanguageSwitch />
      </header>
      <main id="main" tabIndex={-1}>
        <h1>{title}</h1>
        {children}
      </main>
      <footer className="foot">
        <a href="/verify">{t("verify.title")}</a>
      </footer>
    </>
  );
}
