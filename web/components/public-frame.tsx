import type { ReactNode } from "react";
import { LanguageSwitch } from "./language-switch.tsx";
import { useLocale } from "./use-locale.ts";

/** A way on; where the reader is already it leads nowhere and is left out. */
function FootLink({ href, text }: { href: string; text: string }) {
  return location.pathname === href ? null : <a href={href}>{text}</a>;
}

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
        <FootLink href="/verify" text={t("verify.title")} />{" "}
        <FootLink href="/scan" text={t("scanCode.title")} />
      </footer>
    </>
  );
}
