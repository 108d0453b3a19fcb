import { isDevelopmentChain } from "../../../../server/domain/log/development-chain.ts";
import type { Receipt } from "../../../../server/domain/log/receipt.ts";
import { stateShown } from "../../../../server/domain/log/verify-finality.ts";
import { useLocale } from "../../../components/use-locale.ts";
import type { ChainSource } from "../../../lib/chain-sources.ts";
import type { Check } from "../../../lib/check-receipt.ts";
import type { Chosen } from "../read-chosen.ts";

const marks = { valid: "✓", invalid: "✕", cannot_tell: "?", absent: "–" } as const;
const colours = { valid: "good", invalid: "bad", cannot_tell: "warn", absent: "dim" } as const;

export interface CheckResultProps {
  readonly check: Check;
  readonly chosen: Chosen;
  /** Null where none could be read. */
  readonly receipt: Receipt | null;
  readonly sources: readonly ChainSource[];
}

/** The verdict with what it is worth, then every step with its reason, then the sources that were asked. */
export function CheckResult({ check, chosen, receipt, sources }: CheckResultProps) {
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
      <FileHelp chosen={chosen} />
      <ol className="checks">
        {check.steps.map(({ step, result, reason, detail }) => (
          <li key={step}>
            <span className={colours[result]} aria-hidden="true">
              {marks[result]}
            </span>
            <div>
              <strong>{word("step", step)}</strong>{" "}
              <span className={colours[result]}>
                {word("result", step === "finality" && result === "absent" ? "open" : result)}
              </span>
              <div className="small dim">
                {word("reason", reason)} {detail !== undefined && <code className="hash">{detail}</code>}
              </div>
            </div>
          </li>
        ))}
      </ol>
      <p className="small dim">
        {sources.length === 0
          ? t("verify.no_source")
          : t("verify.sources", {
              sources: sources.map(({ url, from }) => `${url} (${word("source", from)})`).join("; "),
            })}
      </p>
    </section>
  );
}

/** How far the entry has come, and whether its anchor can still be undone. */
function Standing({ check }: { check: Check }) {
  const { t, word } = useLocale();
  const state = stateShown(check.steps);
  if (state === null) return null;
  const finality = check.steps.find(({ step }) => step === "finality");
  const rule = finality?.detail?.split(",")[0] ?? "";
  if (state !== "anchored") return <p>{t("verify.state", { state: word("state", state) })}</p>;
  return (
    <p>
      {finality?.reason === "finality.not_final" ? t("verify.not_final", { rule }) : t("verify.final_open")}
    </p>
  );
}

/** What cannot be checked here of a certificate or a bundle, and where it can. */
function FileHelp({ chosen: { kind, receipt, terms } }: Pick<CheckResultProps, "chosen">) {
  const { t, instant } = useLocale();
  if (kind === "bundle") return <p>{t("verify.bundle_help")}</p>;
  if (kind !== "certificate" || receipt === null || terms === null) return null;
  return (
    <>
      <p>{t("verify.certificate_help")}</p>
      <p className="small dim">
        {t("verify.page_says", { at: instant(terms.madeAt), url: terms.verifyUrl })}
      </p>
    </>
  );
}
