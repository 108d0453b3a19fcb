import { useState } from "react";
import type { ContractCall } from "../../../../server/domain/log/contract-calls.ts";
import type { Receipt } from "../../../../server/domain/log/receipt.ts";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import type { ChainSource } from "../../../lib/chain-sources.ts";
import { hasWallet } from "../../../lib/wallet.ts";
import { forkCall } from "../fork.ts";
import { OneFile } from "./one-file.tsx";
import { SendCall } from "./send-call.tsx";

interface Props {
  readonly receipt: Receipt | null;
  readonly sources: readonly ChainSource[];
}

/** Two signed histories of one log go to the contract: two checkpoints, call. */
export function ForkForm({ receipt, sources }: Props) {
  const { t } = useLocale();
  const [first, setFirst] = useState<File | null>(null);
  const [second, setSecond] = useState<File | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [call, setCall] = useState<ContractCall | null>(null);
  const [error, setError] = useState<unknown>(null);
  const log = file ?? receipt;
  const taking = (set: (file: File | null) => void) => (chosen: File | null) => {
    set(chosen);
    setCall(null);
    setError(null);
  };
  const check = async () => {
    setError(null);
    if (first === null || second === null || log === null) return;
    await forkCall(first, second, log).then(setCall, setError);
  };
  return (
    <div className="stack">
      <p>{t("fork.intro")}</p>
      <OneFile label={t("fork.first")} onFile={taking(setFirst)} />
      <OneFile label={t("fork.second")} onFile={taking(setSecond)} />
      <OneFile label={t(receipt === null ? "fork.log" : "fork.log_optional")} onFile={taking(setFile)} />
      {first !== null && second !== null && log !== null && call === null && (
        <button type="button" className="button" onClick={() => void check()}>
          {t("fork.check")}
        </button>
      )}
      <ProblemBox error={error} />
      {call !== null && (
        <>
          <p role="status">{t("fork.proved")}</p>
          <p className="small dim">{t("call.goes_to", { contract: call.to, chain: String(call.chainId) })}</p>
          <SendCall
            call={call}
            sources={sources}
            label={t("fork.send")}
            fileLabel={t("fork.file")}
            name="report-fork"
          />
          <p className="small dim">{t(hasWallet() ? "broken.wallet_note" : "fork.file_note")}</p>
        </>
      )}
    </div>
  );
}
