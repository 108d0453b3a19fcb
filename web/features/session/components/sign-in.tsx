import { Button, Card, Form, Input } from "antd";
import { useState } from "react";
import { LanguageSwitch } from "../../../components/language-switch.tsx";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { auth, orThrow } from "../api/auth-client.ts";
import { useDevelopmentLinks } from "../api/get-development-links.ts";

/** The way in: a passkey, an e-mail address with password, and on the development set-up one click. */
export function SignIn({ onDone }: { onDone: () => void }) {
  const { t } = useLocale();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const attempt = async (signIn: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    await signIn().then(onDone, setError);
    setBusy(false);
  };
  return (
    <main className="centre" id="main">
      <title>{`${t("signin.title")} · Redress`}</title>
      <div className="row between">
        <strong>{t("page.product")}</strong>
        <LanguageSwitch />
      </div>
      <Card>
        <h1 className="heading">{t("signin.title")}</h1>
        <ProblemBox error={error} />
        <Button
          block
          size="large"
          loading={busy}
          onClick={() => void attempt(async () => orThrow(await auth.signIn.passkey()))}
        >
          {t("signin.passkey")}
        </Button>
        <p className="dim small">{t("signin.or")}</p>
        <PasswordForm
          busy={busy}
          onSubmit={(email, password) =>
            void attempt(async () => orThrow(await auth.signIn.email({ email, password })))
          }
        />
      </Card>
      <DevelopmentLinks />
    </main>
  );
}

function PasswordForm({
  busy,
  onSubmit,
}: {
  busy: boolean;
  onSubmit: (email: string, password: string) => void;
}) {
  const { t } = useLocale();
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={({ email, password }: { email: string; password: string }) => onSubmit(email, password)}
    >
      <Form.Item name="email" label={t("signin.email")} rules={[{ required: true, type: "email" }]}>
        <Input type="email" autoComplete="username webauthn" />
      </Form.Item>
      <Form.Item name="password" label={t("signin.password")} rules={[{ required: true }]}>
        <Input.Password autoComplete="current-password" visibilityToggle={false} />
      </Form.Item>
      <Button block type="primary" size="large" htmlType="submit" loading={busy}>
        {t("signin.go")}
      </Button>
    </Form>
  );
}

function DevelopmentLinks() {
  const { t, word } = useLocale();
  const links = useDevelopmentLinks();
  if (!links.data || links.data.length === 0) return null;
  return (
    <Card size="small" title={t("signin.development")}>
      <ul>
        {links.data.map((link) => (
          <li key={link.role + link.url}>
            <span className="tag dim">{word("kind", link.role)}</span> <a href={link.url}>{link.title}</a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
