import { useId, useState } from "react";
import type { Receipt } from "../../../../server/domain/log/receipt.ts";
import { FileField } from "../../../components/file-field.tsx";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import type { ChainSource } from "../../../lib/chain-sources.ts";
import { PageError } from "../../../lib/page-error.ts";
import { hasWallet } from "../../../lib/wallet.ts";
import { type ForkReport, forkOfAnchorReport, forkReport } from "../fork.ts";
import { SendCall } from "./send-call.tsx";

interface Props {
  readonly receipt: Receipt | null;
  readonly sources: readonly ChainSource[];
}

type Against = "checkpoint" | "anchor";

interface Held {
  readonly against: Against;
  readonly first: File | null;
  readonly second: File | null;
  readonly log: File | null;
  /** RFC 3339, as typed. */
  readonly anchoredAt: string;
}

const NOTHING: Held = { against: "checkpoint", first: null, second: null, log: null, anchoredAt: "" };

/** Two signed histories of one log go to the contract: two checkpoints, or one against what it anchored, and the call. */
export function ForkForm({ receipt, sources }: Props) {
  const { t } = useLocale();
  const [held, setHeld] = useState(NOTHING);
  const [report, setReport] = useState<ForkReport | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const change = (part: Partial<Held>) => {
    setHeld({ ...held, ...part });
    setReport(null);
    setError(null);
  };
  const compare = async () => {
    setBusy(true);
    setError(null);
    await reportOf(held, receipt, sources).then(setReport, setError);
    setBusy(false);
  };
  return (
    <div className="stack">
      <p>{t("fork.intro")}</p>
      <AgainstChoice against={held.against} onChange={(against) => change({ against })} />
      <FileField
        label={t(held.against === "checkpoint" ? "fork.first" : "fork.shown")}
        file={held.first}
        onFile={(first) => change({ first })}
      />
      {held.against === "checkpoint" ? (
        <FileField label={t("fork.second")} file={held.second} onFile={(second) => change({ second })} />
      ) : (
        <AnchoredAt value={held.anchoredAt} onChange={(anchoredAt) => change({ anchoredAt })} />
      )}
      <FileField
        label={t(receipt === null ? "fork.log" : "fork.log_optional")}
        file={held.log}
        onFile={(log) => change({ log })}
      />
      {report === null && (
        <button type="button" className="button" disabled={isBusy} onClick={() => void compare()}>
          {t(isBusy ? "fork.asking" : "fork.check")}
        </button>
      )}
      <ProblemBox error={error} />
      {report !== null && <Ready report={report} sources={sources} />}
    </div>
  );
}

function reportOf(
  { against, first, second, log, anchoredAt }: Held,
  receipt: Receipt | null,
  sources: readonly ChainSource[],
): Promise<ForkReport> {
  if (first === null || (against === "checkpoint" && second === null))
    return Promise.reject(new PageError("page.no_checkpoint"));
  const held = { shown: first, log: log ?? receipt };
  return against === "anchor" || second === null
    ? forkOfAnchorReport(held, anchoredAt.trim(), sources)
    : forkReport(held, second);
}

function AgainstChoice({ against, onChange }: { against: Against; onChange: (against: Against) => void }) {
  const { t } = useLocale();
  const name = useId();
  return (
    <fieldset>
      <legend>{t("fork.against")}</legend>
      {(["checkpoint", "anchor"] as const).map((one) => (
        <label key={one} className="choice">
          <input type="radio" name={name} checked={against === one} onChange={() => onChange(one)} />
          <span>{t(one === "checkpoint" ? "fork.against_checkpoint" : "fork.against_anchor")}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** For when no node lists old events; else it is found. */
function AnchoredAt({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useLocale();
  const hint = useId();
  return (
    <label className="field">
      <span>{t("fork.anchored_at")}</span>
      <input
        value={value}
        placeholder="2026-01-31T08:30:00Z"
        autoComplete="off"
        aria-describedby={hint}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={hint} className="plain small dim">
        {t("fork.anchored_at_hint")}
      </span>
    </label>
  );
}

function Ready({ report: { call, seen }, sources }: { report: ForkReport } & Pick<Props, "sources">) {
  const { t } = useLocale();
  return (
    <>
      <p role="status">{t(`fork.${seen}`)}</p>
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
  );
}
