import { useLocale } from "../../../components/use-locale.ts";
import type { ChainSource } from "../../../lib/chain-sources.ts";
import type { Check } from "../../../lib/check-receipt.ts";

const marks = { valid: "✓", invalid: "✕", cannot_tell: "?", absent: "–" } as const;
const colours = { valid: "good", invalid: "bad", cannot_tell: "warn", absent: "dim" } as const;

/** The verdict, then every step with its reason, then the sources that were asked. */
export function CheckResult({ check, sources }: { check: Check; sources: readonly ChainSource[] }) {
  const { t, word } = useLocale();
  return (
    <section className="stack">
      <h2 className={`heading ${colours[check.verdict]}`}>
        <span aria-hidden="true">{marks[check.verdict]}</span> {word("verdict", check.verdict)}
      </h2>
      <ol className="checks">
        {check.steps.map(({ step, result, reason, detail }) => (
          <li key={step}>
            <span className={colours[result]} aria-hidden="true">
              {marks[result]}
            </span>
            <div>
              <strong>{word("step", step)}</strong>{" "}
              <span className={colours[result]}>{word("result", result)}</span>
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
