import { useState } from "react";
import type { Receipt } from "../../../../server/domain/log/receipt.ts";
import { FileField } from "../../../components/file-field.tsx";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import type { ChainSource } from "../../../lib/chain-sources.ts";
import { saveFile } from "../../../lib/save-file.ts";
import { hasWallet } from "../../../lib/wallet.ts";
import { type Prepared, prepareRequest } from "../refused-evidence.ts";
import { SendCall } from "./send-call.tsx";

interface Props {
  readonly receipt: Receipt | null;
  readonly sources: readonly ChainSource[];
}

/** Evidence the operator refuses goes in through the contract: document, salted entry, file to keep, call. */
export function RefusedForm({ receipt, sources }: Props) {
  const { t } = useLocale();
  const [document, setDocument] = useState<File | null>(null);
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const [error, setError] = useState<unknown>(null);
  const choose = (file: File | null) => {
    setDocument(file);
    setPrepared(null);
    setError(null);
  };
  const prepare = async (file: File) => {
    setError(null);
    try {
      const made = await prepareRequest(file, receipt, sources);
      // The salt is kept before anything can be sent: without it the entry is of no use to anybody.
      saveFile(made.kept);
      setPrepared(made);
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <div className="stack">
      <p>{t("refused.intro")}</p>
      <FileField label={t("refused.document")} file={document} onFile={choose} />
      {document !== null && prepared === null && (
        <button type="button" className="button" onClick={() => void prepare(document)}>
          {t("refused.prepare")}
        </button>
      )}
      <ProblemBox error={error} />
      {prepared !== null && <Ready prepared={prepared} sources={sources} />}
    </div>
  );
}

function Ready({
  prepared: { call, entry, kept },
  sources,
}: { prepared: Prepared } & Pick<Props, "sources">) {
  const { t } = useLocale();
  return (
    <>
      <p role="status">
        {t("refused.kept", { name: kept.name })}{" "}
        <button type="button" className="link-button" onClick={() => saveFile(kept)}>
          {t("refused.keep_again")}
        </button>
      </p>
      <p>{t("refused.public")}</p>
      <p>
        <code className="hash">{entry}</code>
      </p>
      <p className="small dim">{t("call.goes_to", { contract: call.to, chain: String(call.chainId) })}</p>
      <SendCall
        call={call}
        sources={sources}
        label={t("refused.send")}
        fileLabel={t("refused.file")}
        name={kept.name.replace(/^keep-(.*)\.json$/, "request-$1")}
      />
      <p className="small dim">{t(hasWallet() ? "broken.wallet_note" : "refused.file_note")}</p>
    </>
  );
}
