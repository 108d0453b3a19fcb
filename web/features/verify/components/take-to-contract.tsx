import { useState } from "react";
import type { Receipt } from "../../../../server/domain/log/receipt.ts";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import type { ChainSource } from "../../../lib/chain-sources.ts";
import { hasWallet } from "../../../lib/wallet.ts";
import { type Act, actFromWallet, callFile } from "../contract-call.ts";

interface Props {
  readonly receipt: Receipt;
  readonly sources: readonly ChainSource[];
}

/** A promise past its time goes to the contract from here; the server that broke it is asked nothing. */
export function TakeToContract({ receipt, sources }: Props) {
  const { t, instant } = useLocale();
  return (
    <section className="problem stack">
      <h3>{t("broken.title")}</h3>
      <p>{t("broken.intro", { at: instant(receipt.promise.promisedBy) })}</p>
      <p>
        {t("broken.first")} <a href={`?leaf=${receipt.promise.leafHash}`}>{t("broken.newest")}</a>
      </p>
      <ol className="stack">
        {(["challenge", "settle"] as const).map((act) => (
          <Step key={act} act={act} receipt={receipt} sources={sources} />
        ))}
      </ol>
      <p className="small dim">{t(hasWallet() ? "broken.wallet_note" : "broken.file_note")}</p>
    </section>
  );
}

function Step({ act, receipt, sources }: Props & { act: Act }) {
  const { t } = useLocale();
  const [transaction, setTransaction] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async () => {
    setBusy(true);
    setError(null);
    await actFromWallet(receipt, act).then(setTransaction, setError);
    setBusy(false);
  };
  return (
    <li className="stack">
      <span>{t(act === "challenge" ? "broken.challenge_what" : "broken.settle_what")}</span>
      <div className="row">
        {hasWallet() && (
          <button type="button" className="button primary" disabled={busy} onClick={() => void send()}>
            {t(act === "challenge" ? "broken.challenge" : "broken.settle")}
          </button>
        )}
        <button type="button" className="button" onClick={() => void saveCall(receipt, act, sources)}>
          {t(act === "challenge" ? "broken.challenge_file" : "broken.settle_file")}
        </button>
      </div>
      <ProblemBox error={error} />
      {transaction && (
        <p role="status">
          {t("broken.sent")} <code className="hash">{transaction}</code>
        </p>
      )}
    </li>
  );
}

async function saveCall(receipt: Receipt, act: Act, sources: readonly ChainSource[]): Promise<void> {
  const blob = new Blob([await callFile(receipt, act, sources)], { type: "application/json" });
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = `${act}-${receipt.promise.leafHash.slice(0, 12)}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
