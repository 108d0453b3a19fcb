import { Button } from "antd";
import { Suspense } from "react";
import { NavLink, Outlet } from "react-router";
import { LanguageSwitch } from "../components/language-switch.tsx";
import { useLocale } from "../components/use-locale.ts";
import { auth } from "../features/session/api/auth-client.ts";
import type { Me } from "../features/session/api/get-me.ts";
import { navigationOf } from "./navigation.ts";

/** Head with the reader's party and the pages of its role, and the page itself. */
export function Frame({ me }: { me: Me }) {
  const { t, word } = useLocale();
  const leave = async () => {
    await auth.signOut();
    location.assign("/w");
  };
  return (
    <>
      <a className="skip" href="#main">
        {t("page.skip")}
      </a>
      <header className="bar">
        <strong className="bar-name">{t("page.product")}</strong>
        <nav aria-label={t("page.navigation")}>
          {navigationOf(me.partyKind).map(({ path, key }) => (
            <NavLink key={path} to={path}>
              {t(`nav.${key}`)}
            </NavLink>
          ))}
        </nav>
        <div className="row bar-end">
          <NavLink to="/w/account" className="small">
            {me.name} <span className="tag dim">{word("kind", me.partyKind)}</span>
          </NavLink>
          <LanguageSwitch />
          <Button onClick={() => void leave()}>{t("signin.leave")}</Button>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="page">
        <Suspense fallback={<p role="status">{t("page.loading")}</p>}>
          <Outlet context={me} />
        </Suspense>
      </main>
    </>
  );
}
