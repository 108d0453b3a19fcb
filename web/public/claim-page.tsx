import { type FormEvent, useEffect, useState } from "react";
import type { ClaimContext, FileClaim } from "../../server/schema/claim.ts";
import { ChosenFile } from "../components/chosen-file.tsx";
import { FileChooser } from "../components/file-chooser.tsx";
import { ProblemBox } from "../components/problem-box.tsx";
import { PublicFrame } from "../components/public-frame.tsx";
import { useLocale } from "../components/use-locale.ts";
import { keepCase, makeCaseKey } from "../features/case/case-keys.ts";
import { pendingUpload } from "../features/case/uploads/pending.ts";
import { addUpload } from "../features/case/uploads/store.ts";
import { fileClaim } from "../features/claim/api/file-claim.ts";
import { getClaimContext } from "../features/claim/api/get-claim-context.ts";
import { ClaimForm } from "../features/claim/components/claim-form.tsx";
import { forgetOrderLink, rememberOrderLink, takeOrderLink } from "../features/claim/order-link.ts";
import { pages } from "../lib/paths.ts";

/** A claim in two steps: the shop's order link fills everything in, then one confirmation. */
export function ClaimPage() {
  const { t } = useLocale();
  const [orderLink, setOrderLink] = useState(takeOrderLink);
  const [context, setContext] = useState<ClaimContext | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (orderLink === null) return;
    setError(null);
    getClaimContext(orderLink).then(setContext, setError);
  }, [orderLink]);
  const again = () => {
    forgetOrderLink();
    setContext(null);
    setError(null);
    setOrderLink(null);
  };
  return (
    <PublicFrame title={t("claim.title")}>
      <ProblemBox error={error} onRetry={error ? again : undefined} />
      {orderLink === null && <ProofOfPurchase onLink={(pasted) => setOrderLink(rememberOrderLink(pasted))} />}
      {orderLink !== null && context === null && !error && <p role="status">{t("page.loading")}</p>}
      {orderLink !== null && context !== null && <Filing context={context} orderLink={orderLink} />}
    </PublicFrame>
  );
}

function ProofOfPurchase({ onLink }: { onLink: (pasted: string) => void }) {
  const { t } = useLocale();
  const [pasted, setPasted] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pasted.trim() !== "") onLink(pasted);
  };
  return (
    <section className="card stack">
      <h2>{t("claim.proof_title")}</h2>
      <p>{t("claim.proof_text")}</p>
      <form onSubmit={submit}>
        <label className="field">
          <span>{t("claim.proof_field")}</span>
          <input
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </label>
        <button type="submit" className="button primary wide">
          {t("claim.proof_go")}
        </button>
      </form>
    </section>
  );
}

interface Chosen {
  readonly file: File;
  readonly method: "live" | "upload";
}

function Filing({ context, orderLink }: { context: ClaimContext; orderLink: string }) {
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // One key for all attempts of this page: a repeat after a lost answer names the same signer.
  const [caseKey] = useState(makeCaseKey);
  const submit = async (claim: FileClaim) => {
    setBusy(true);
    setError(null);
    try {
      const filed = await fileClaim({ ...claim, claimantSigner: caseKey.address });
      keepCase(filed.caseId, { token: filed.caseToken, key: caseKey.key });
      for (const { file, method } of chosen) await addUpload(pendingUpload(filed.caseId, file, method));
      forgetOrderLink();
      location.assign(pages.case(filed.caseId, filed.caseToken));
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const serial = new URLSearchParams(location.search).get("serial");
  return (
    <>
      <OpenCases context={context} />
      <ClaimForm
        context={context}
        orderLink={orderLink}
        serial={serial}
        busy={busy}
        onSubmit={(claim) => void submit(claim)}
        attachments={<Attachments chosen={chosen} onChange={setChosen} />}
      />
      <ProblemBox error={error} />
    </>
  );
}

function OpenCases({ context }: { context: ClaimContext }) {
  const { t, word } = useLocale();
  if (context.openCases.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("claim.open_cases")}</h2>
      <ul>
        {context.openCases.map((open) => (
          <li key={open.caseId}>
            <a href={`/c/${open.caseId}`}>{word("status", open.status)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface AttachmentsProps {
  readonly chosen: readonly Chosen[];
  readonly onChange: (chosen: readonly Chosen[]) => void;
}

function Attachments({ chosen, onChange }: AttachmentsProps) {
  const { t } = useLocale();
  return (
    <>
      <h2 className="heading">{t("claim.photos")}</h2>
      <p className="small dim">{t("claim.photos_hint")}</p>
      <FileChooser
        onFiles={(files, method) => onChange([...chosen, ...files.map((file) => ({ file, method }))])}
      />
      <ul className="files">
        {chosen.map((one) => (
          <li key={one.file.name + String(one.file.lastModified)}>
            <ChosenFile file={one.file} onRemove={() => onChange(chosen.filter((other) => other !== one))} />
          </li>
        ))}
      </ul>
    </>
  );
}
