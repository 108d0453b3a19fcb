import { useEffect, useRef, useState } from "react";
import { FileField } from "../../../components/file-field.tsx";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { SaveButton } from "../../../components/save-button.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { type ChainSource, chainSources, customSource, servedRpcUrl } from "../../../lib/chain-sources.ts";
import type { Check } from "../../../lib/check-receipt.ts";
import { loadHasher } from "../../../lib/hash-document.ts";
import { api } from "../../../lib/paths.ts";
import { isBroken } from "../contract-call.ts";
import { fetchReceipt } from "../fetch-receipt.ts";
import { type Chosen, checkChosen, readChosen, receiptOf } from "../read-chosen.ts";
import { AgainstOperator } from "./against-operator.tsx";
import { CheckResult } from "./check-result.tsx";
import { RpcField } from "./rpc-field.tsx";
import { TakeToContract } from "./take-to-contract.tsx";

export interface VerifyPanelProps {
  /** Leaf hash whose receipt is fetched at once. */
  readonly leafHash?: string | null;
}

/** Kinds a dialog offers first; what a file is, its bytes say. */
const RECEIPTS = ".json,application/json,.pdf,application/pdf,.zip,application/zip";

interface Given {
  readonly name: string;
  readonly size: number;
  readonly file: Chosen;
}

/** Drop a receipt or the certificate of one: valid, invalid or cannot tell, step by step, computed here. */
export function VerifyPanel({ leafHash = null }: VerifyPanelProps) {
  const { t, word, locale } = useLocale();
  const [isFetching, setFetching] = useState(leafHash !== null);
  const [given, setGiven] = useState<Given | null>(null);
  const [document, setDocument] = useState<File | null>(null);
  const [rpcUrl, setRpcUrl] = useState("");
  const [error, setError] = useState<unknown>(null);
  const result = useCheck(given?.file ?? null, document, rpcUrl, setError);
  const turn = useRef(0);
  const clear = () => {
    setGiven(null);
    setError(null);
    setFetching(false);
    turn.current += 1;
    return turn.current;
  };
  const take = async (name: string, read: () => Promise<Blob>) => {
    const own = clear();
    setFetching(true);
    const opened = await openChosen(name, read).catch((cause: unknown) => ({ cause }));
    // Another file was chosen meanwhile, or this one taken back.
    if (own !== turn.current) return;
    setFetching(false);
    if ("cause" in opened) setError(opened.cause);
    else setGiven(opened);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the receipt is fetched once for each leaf asked for.
  useEffect(() => {
    if (leafHash !== null) void take(`${leafHash.slice(0, 16)}….json`, () => fetchReceipt(leafHash));
  }, [leafHash]);
  // What documents are hashed with is fetched now, so that the page works on when the server is gone.
  useEffect(() => void loadHasher().catch(() => {}), []);
  const isBusy = error === null && (isFetching || (given !== null && result === null));
  const receipt = given === null ? null : receiptOf(given.file);
  const sources = result?.sources ?? sourcesFor(rpcUrl);
  return (
    <div className="stack">
      <FileField
        button={t("verify.choose")}
        hint={t("verify.drop")}
        isPrimary
        accept={RECEIPTS}
        file={given}
        onFile={(file) => (file === null ? clear() : void take(file.name, async () => file))}
      />
      <FileField label={t("verify.document")} file={document} onFile={setDocument} />
      <RpcField onUrl={setRpcUrl} />
      <ProblemBox error={error} />
      {leafHash !== null && given !== null && (
        <div className="row">
          <SaveButton
            label={t("verify.save_receipt")}
            path={api.receipt(leafHash)}
            name={`receipt-${leafHash.slice(0, 16)}.json`}
          />
          <SaveButton
            label={t("evidence.certificate")}
            path={api.certificate(leafHash, locale)}
            name={`certificate-${leafHash.slice(0, 16)}.pdf`}
          />
        </div>
      )}
      {/* Steps are read by who wants them; what is announced is short. */}
      <p role="status" className={result ? "visually-hidden" : "dim"}>
        {isBusy && t("verify.under_way")}
        {result && t("verify.outcome", { verdict: word("verdict", result.check.verdict) })}
      </p>
      {given && result && (
        <CheckResult
          check={result.check}
          chosen={given.file}
          name={given.name}
          receipt={receipt}
          sources={sources}
        />
      )}
      {receipt && result && isBroken(receipt, result.check, Date.now()) && (
        <TakeToContract receipt={receipt} sources={sources} />
      )}
      <p className="small dim">{t("verify.limits")}</p>
      <AgainstOperator receipt={receipt} sources={sources} />
    </div>
  );
}

async function openChosen(name: string, read: () => Promise<Blob>): Promise<Given> {
  const file = await read();
  return { name, size: file.size, file: await readChosen(file) };
}

const sourcesFor = (rpcUrl: string): readonly ChainSource[] =>
  rpcUrl === "" ? chainSources(servedRpcUrl()) : [customSource(rpcUrl)];

interface Result {
  readonly check: Check;
  readonly sources: readonly ChainSource[];
}

/** The check of what was chosen, made anew when the document or the node to ask is another; null until it is there. */
function useCheck(
  chosen: Chosen | null,
  document: File | null,
  rpcUrl: string,
  onError: (error: unknown) => void,
): Result | null {
  const [result, setResult] = useState<Result | null>(null);
  useEffect(() => {
    setResult(null);
    if (chosen === null) return;
    const sources = sourcesFor(rpcUrl);
    let stale = false;
    checkChosen(chosen, sources, document).then((check) => {
      if (!stale) setResult({ check, sources });
    }, onError);
    return () => {
      stale = true;
    };
  }, [chosen, document, rpcUrl, onError]);
  return result;
}
