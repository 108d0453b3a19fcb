import { type FormEvent, useState } from "react";
import { useLocale } from "../../../components/use-locale.ts";

/** Lets readers ask a node of their own instead of the ones the pages know. */
export function RpcField({ onUrl }: { onUrl: (url: string) => void }) {
  const { t } = useLocale();
  const [typed, setTyped] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onUrl(typed.trim());
  };
  return (
    <details>
      <summary>{t("verify.own_node")}</summary>
      <form onSubmit={submit} className="row">
        <label className="field grow">
          <span>{t("verify.rpc")}</span>
          <input
            type="url"
            value={typed}
            placeholder="https://"
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button type="submit" className="button">
          {t("verify.ask")}
        </button>
      </form>
    </details>
  );
}
