import { useState } from "react";
import type { ContractCall } from "../../../../server/domain/log/contract-calls.ts";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import type { ChainSource } from "../../../lib/chain-sources.ts";
import { saveFile } from "../../../lib/save-file.ts";
import { hasWallet } from "../../../lib/wallet.ts";
import { actFromWallet, callText } from "../contract-call.ts";

export interface SendCallProps {
  readonly call: ContractCall;
  readonly sources: readonly ChainSource[];
  /** What the button that sends it says. */
  readonly label: string;
  /** What the button that saves it says. */
  readonly fileLabel: string;
  /** Name it is saved under, without the ending. */
  readonly name: string;
}

/** A call to the contract, to be sent from the reader's own wallet, saved or copied; no server has a say in it. */
export function SendCall({ call, sources, label, fileLabel, name }: SendCallProps) {
  const { t } = useLocale();
  const [transaction, setTransaction] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    await act().catch(setError);
    setBusy(false);
  };
  const send = () => run(async () => setTransaction(await actFromWallet(call)));
  const save = () =>
    run(async () => {
      saveFile(new File([await callText(call, sources)], `${name}.json`, { type: "application/json" }));
    });
  const copy = () =>
    run(async () => {
      await navigator.clipboard.writeText(await callText(call, sources));
      setCopied(true);
    });
  return (
    <>
      <div className="row">
        {hasWallet() && (
          <button type="button" className="button primary" disabled={busy} onClick={() => void send()}>
            {label}
          </button>
        )}
        <button type="button" className="button" disabled={busy} onClick={() => void save()}>
          {fileLabel}
        </button>
        <button type="button" className="link-button" disabled={busy} onClick={() => void copy()}>
          {t("call.copy")}
        </button>
      </div>
      <ProblemBox error={error} />
      {copied && <p role="status">{t("call.copied")}</p>}
      {transaction && (
        <p role="status">
          {t("broken.sent")} <code className="hash">{transaction}</code>
        </p>
      )}
    </>
  );
}
