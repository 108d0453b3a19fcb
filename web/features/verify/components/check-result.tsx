import { isDevelopmentChain } from "../../../../server/domain/log/development-chain.ts";
import type { Receipt } from "../../../../server/domain/log/receipt.ts";
import { stateShown } from "../../../../server/domain/log/verify-finality.ts";
import { useLocale } from "../../../components/use-locale.ts";
import type { ChainSource } from "../../../lib/chain-sources.ts";
import { type Check, pinnedContract } from "../../../lib/check-receipt.ts";
import { colours, marks } from "../marks.ts";
import type { Chosen } from "../read-chosen.ts";
import { verifyCommand } from "../verify-command.ts";
import { CommandToPaste } from "./command-to-paste.tsx";
import { ReceiptFacts } from "./receipt-facts.tsx";
import { FinalityRule, StepList } from "./step-list.tsx";

export interface CheckResultProps {
  readonly check: Check;
  readonly chosen: Chosen;
  /** Name of the chosen file. */
  readonly name: string;
  /** Null where none could be read. */
  readonly receipt: Receipt | null;
  readonly sources: readonly ChainSource[];
}

/** The verdict with what it is worth, then every step with its reason, then the sources that were asked. */
export function CheckResult({ check, chosen, name, receipt, sources }: CheckResultProps) {
  const { t, word } = useLocale();
  return (
    <section className="stack">
      <h2 className={`heading ${colours[check.verdict]}`}>
        <span aria-hidden="true">{marks[check.verdict]}</span> {word("verdict", check.verdict)}
      </h2>
      <Standing check={check} />
      {receipt !== null && isDevelopmentChain(receipt.log.chainId) && (
        <p className="warn">{t("page.development")}</p>
      )}
      <FileHelp chosen={chosen} name={name} receipt={receipt} sources={sources} />
      {receipt !== null && <ReceiptFacts receipt={receipt} check={check} />}
      <StepList steps={check.steps} />
      {receipt !== null && <Asked sources={sources} />}
    </section>
  );
}

function Asked({ sources }: { sources: readonly ChainSource[] }) {
  const { t, word } = useLocale();
  const named = sources.map(({ url, from }) => `${url} (${word("source", from)})`).join("; ");
  return (
    <p className="small dim">
      {sources.length === 0 ? t("verify.no_source") : t("verify.sources", { sources: named })}
    </p>
  );
}

/** How far the entry has come, and whether its anchor can still be undone. */
function Standing({ check }: { check: Check }) {
  const { t, word } = useLocale();
  const state = stateShown(check.steps);
  if (state === null) return null;
  const finality = check.steps.find(({ step }) => step === "finality");
  if (state !== "anchored") return <p>{t("verify.state", { state: word("state", state) })}</p>;
  if (finality?.reason !== "finality.not_final") return <p>{t("verify.final_open")}</p>;
  return (
    <p>
      {t("verify.not_final")} <FinalityRule rule={finality.detail?.split(",")[0] ?? ""} />
    </p>
  );
}

interface FileHelpProps extends Omit<CheckResultProps, "check"> {}

/** What cannot be checked here of a certificate, a bundle or another file, and what can. */
function FileHelp({ chosen: { kind, terms }, name, receipt, sources }: FileHelpProps) {
  const { t, instant } = useLocale();
  const command = <CommandToPaste command={verifyCommand(name, sources, pinnedContract())} />;
  if (kind === "bundle")
    return (
      <>
        <p>{t("verify.bundle_help")}</p>
        {command}
      </>
    );
  if (receipt === null) return <p>{t("verify.no_receipt_help")}</p>;
  if (kind !== "certificate" || terms === null) return null;
  return (
    <>
      <p>{t("verify.certificate_help")}</p>
      {command}
      <p className="small dim">
        {t("verify.page_says", { at: instant(terms.madeAt), url: terms.verifyUrl })}
      </p>
    </>
  );
}
