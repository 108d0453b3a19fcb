import { Button, Input } from "antd";
import { useState } from "react";
import { Card } from "../../../components/card.tsx";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { addPasskey, removePasskey, type SignInPasskey, usePasskeys } from "../api/passkeys.ts";

const longestName = 64;

/** The reader's passkeys for signing in: add one on this device, remove one that is lost. */
export function Passkeys() {
  const { t } = useLocale();
  const passkeys = usePasskeys();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const change = async (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    await work().catch(setFailure);
    await passkeys.refetch();
    setBusy(false);
  };
  return (
    <Card title={t("account.passkeys")}>
      <p className="dim">{t("account.passkeys_why")}</p>
      <ProblemBox error={passkeys.error} onRetry={() => void passkeys.refetch()} />
      {passkeys.data?.length === 0 && <p>{t("account.passkeys_none")}</p>}
      <ul className="files">
        {passkeys.data?.map((passkey) => (
          <PasskeyRow
            key={passkey.id}
            passkey={passkey}
            busy={busy}
            onRemove={() => void change(() => removePasskey(passkey.id))}
          />
        ))}
      </ul>
      <AddPasskey busy={busy} onAdd={(name) => void change(() => addPasskey(name))} />
      <ProblemBox error={failure} />
    </Card>
  );
}

interface RowProps {
  readonly passkey: SignInPasskey;
  readonly busy: boolean;
  readonly onRemove: () => void;
}

/** Removing asks once more: whoever removes the only passkey of a lost password is locked out. */
function PasskeyRow({ passkey, busy, onRemove }: RowProps) {
  const { t, day } = useLocale();
  const [asked, setAsked] = useState(false);
  const name = passkey.name ?? t("account.passkey_unnamed");
  return (
    <li className="row between">
      <span>
        {name}{" "}
        {passkey.createdAt && (
          <span className="dim small">
            {t("account.passkey_since", { day: day(passkey.createdAt.toISOString()) })}
          </span>
        )}
      </span>
      {asked ? (
        <span className="row">
          <Button danger disabled={busy} onClick={onRemove}>
            {t("account.passkey_remove_sure")}
          </Button>
          <Button onClick={() => setAsked(false)}>{t("account.passkey_keep")}</Button>
        </span>
      ) : (
        <Button
          disabled={busy}
          aria-label={t("account.passkey_remove_named", { name })}
          onClick={() => setAsked(true)}
        >
          {t("account.passkey_remove")}
        </Button>
      )}
    </li>
  );
}

function AddPasskey({ busy, onAdd }: { busy: boolean; onAdd: (name: string) => void }) {
  const { t } = useLocale();
  const [name, setName] = useState("");
  const add = () => {
    onAdd(name.trim() || t("account.passkey_unnamed"));
    setName("");
  };
  return (
    <div className="stack">
      <label htmlFor="passkey-name">{t("account.passkey_name")}</label>
      <div>
        <Input
          id="passkey-name"
          value={name}
          maxLength={longestName}
          placeholder={t("account.passkey_name_example")}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div>
        <Button type="primary" loading={busy} onClick={add}>
          {t("account.passkey_add")}
        </Button>
      </div>
    </div>
  );
}
