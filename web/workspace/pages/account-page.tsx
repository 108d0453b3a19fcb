import { useOutletContext } from "react-router";
import { useLocale } from "../../components/use-locale.ts";
import type { Me } from "../../features/session/api/get-me.ts";
import { ChangePassword } from "../../features/session/components/change-password.tsx";
import { Passkeys } from "../../features/session/components/passkeys.tsx";

/** The reader's own means of signing in. */
export default function AccountPage() {
  const { t, word } = useLocale();
  const me = useOutletContext<Me>();
  return (
    <>
      <title>{`${t("account.title")} · Redress`}</title>
      <h1>{t("account.title")}</h1>
      <p>{t("account.acts_for", { name: me.name, kind: word("kind", me.partyKind) })}</p>
      <Passkeys />
      <ChangePassword />
    </>
  );
}
