import { type DragEvent, type FormEvent, useEffect, useId, useState } from "react";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { SaveButton } from "../../../components/save-button.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { type ChainSource, chainSources, customSource, servedRpcUrl } from "../../../lib/chain-sources.ts";
import { type Check, checkReceipt } from "../../../lib/check-receipt.ts";
import { hashDocument } from "../../../lib/hash-document.ts";
import { api } from "../../../lib/paths.ts";
import { brokenPromise } from "../contract-call.ts";
import { fetchReceipt } from "../fetch-receipt.ts";
import { CheckResult } from "./check-result.tsx";
import { TakeToContract } from "./take-to-contract.tsx";

export interface VerifyPanelProps {
  /** Leaf hash whose receipt is fetched at once. */
  readonly leafHash?: string | null;
}

interface Given {
  readonly name: string;
  readonly text: string;
}

/** Drop a receipt: valid, invalid or cannot tell, step by step, computed here. */
export function VerifyPanel({ leafHash = null }: VerifyPanelProps) {
  const { t, locale } = useLocale();
  const [receipt, setReceipt] = useState<Given | null>(null);
  const [documentHash, setDocumentHash] = useState<string | null>(null);
  const [rpcUrl, setRpcUrl] = useState("");
  const [result, setResult] = useState<{ check: Check; sources: readonly ChainSource[] } | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (leafHash === null) return;
    fetchReceipt(leafHash).then(
      (text) => setReceipt({ name: `${leafHash.slice(0, 16)}….json`, text }),
      setError,
    );
  }, [leafHash]);
  useEffect(() => {
    if (receipt === null) return;
    const sources = rpcUrl === "" ? chainSources(servedRpcUrl()) : [customSource(rpcUrl)];
    let stale = false;
    checkReceipt(receipt.text.trim(), sources, documentHash ?? undefined).then(
      (check) => !stale && setResult({ check, sources }),
      setError,
    );
    return () => {
      stale = true;
    };
  }, [receipt, documentHash, rpcUrl]);
  const takeReceipt = async (file: File | undefined) => {
    if (file === undefined) return;
    setResult(null);
    setError(null);
    setReceipt({ name: file.name, text: await file.text() });
  };
  const broken = receipt && result && brokenPromise(receipt.text.trim(), result.check, Date.now());
  return (
    <div className="stack">
      <ReceiptDrop name={receipt?.name ?? null} onFile={(file) => void takeReceipt(file)} />
      <DocumentField onHash={setDocumentHash} />
      <RpcField onUrl={setRpcUrl} />
      <ProblemBox error={error} />
      {leafHash !== null && receipt !== null && (
        <SaveButton
          label={t("evidence.certificate")}
          path={api.certificate(leafHash, locale)}
          name={`certificate-${leafHash.slice(0, 16)}.pdf`}
        />
      )}
      <div role="status">{result && <CheckResult check={result.check} sources={result.sources} />}</div>
      {broken && <TakeToContract receipt={broken} sources={result?.sources ?? []} />}
      <p className="small dim">{t("verify.limits")}</p>
    </div>
  );
}

function ReceiptDrop({ name, onFile }: { name: string | null; onFile: (file: File | undefined) => void }) {
  const { t } = useLocale();
  const id = useId();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    onFile(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the labelled file field inside does the same.
    <div className="drop row" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <label htmlFor={id} className="button primary file-button">
        {t("verify.choose")}
      </label>
      <input
        id={id}
        className="visually-hidden"
        type="file"
        accept=".json,application/json"
        onChange={(event) => onFile(event.target.files?.[0])}
      />
      <span className="dim">{name ?? t("verify.drop")}</span>
    </div>
  );
}

function DocumentField({ onHash }: { onHash: (hash: string | null) => void }) {
  const { t } = useLocale();
  const take = async (file: File | undefined) => onHash(file === undefined ? null : await hashDocument(file));
  return (
    <label className="field">
      <span>{t("verify.document")}</span>
      <input type="file" onChange={(event) => void take(event.target.files?.[0])} />
    </label>
  );
}

function RpcField({ onUrl }: { onUrl: (url: string) => void }) {
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
