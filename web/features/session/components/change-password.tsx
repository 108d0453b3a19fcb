import { Button, Form, Input } from "antd";
import { useState } from "react";
import { Card } from "../../../components/card.tsx";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { changePassword } from "../api/change-password.ts";

const shortestPassword = 12;

interface Passwords {
  readonly current: string;
  readonly wanted: string;
}

/** A new password in place of the one that came with the account; every other session ends. */
export function ChangePassword() {
  const { t } = useLocale();
  const [form] = Form.useForm<Passwords>();
  const [failure, setFailure] = useState<unknown>(null);
  const [state, setState] = useState<"idle" | "busy" | "done">("idle");
  const change = async ({ current, wanted }: Passwords) => {
    setState("busy");
    setFailure(null);
    try {
      await changePassword(current, wanted);
      form.resetFields();
      setState("done");
    } catch (error) {
      setFailure(error);
      setState("idle");
    }
  };
  return (
    <Card title={t("account.password")}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => void change(given)}>
        <Form.Item name="current" label={t("account.password_current")} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" visibilityToggle={false} />
        </Form.Item>
        <Form.Item
          name="wanted"
          label={t("account.password_new", { count: shortestPassword })}
          rules={[{ required: true, min: shortestPassword }]}
        >
          <Input.Password autoComplete="new-password" visibilityToggle={false} />
        </Form.Item>
        <Button htmlType="submit" loading={state === "busy"}>
          {t("account.password_change")}
        </Button>
      </Form>
      {state === "done" && <p role="status">{t("account.password_changed")}</p>}
      <ProblemBox error={failure} />
    </Card>
  );
}
