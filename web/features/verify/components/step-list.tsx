import { Instant } from "../../../components/instant.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import type { Check } from "../../../lib/check-receipt.ts";
import { colours, marks } from "../marks.ts";

/** Every step of a check with its outcome, its reason and what it was found on. */
export function StepList({ steps }: Pick<Check, "steps">) {
  const { word } = useLocale();
  return (
    <ol className="checks">
      {steps.map(({ step, result, reason, detail }) => (
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
              {word("reason", reason)} {detail !== undefined && <Detail reason={reason} detail={detail} />}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}

const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)(?: (.*))?$/s;

/** Times and rules in the reader's words; hashes and numbers as they are. */
function Detail({ reason, detail }: { reason: string; detail: string }) {
  const [, at, more] = INSTANT.exec(detail) ?? [];
  if (at !== undefined)
    return (
      <>
        <Instant at={at} /> {more}
      </>
    );
  if (reason === "finality.final" || reason === "finality.not_final") return <FinalBlock detail={detail} />;
  if (reason === "inclusion.leads_to_root") return detail.replace(" of ", " / ");
  // What no table has words for comes from the rules themselves, which speak English: a sentence of its own.
  return /\s/.test(detail) ? <div lang="en">{detail}</div> : <code className="hash">{detail}</code>;
}

function FinalBlock({ detail }: { detail: string }) {
  const { t, locale } = useLocale();
  const [rule = "", block = ""] = detail.split(", ");
  const number = new Intl.NumberFormat(locale).format(Number(block));
  return (
    <>
      <FinalityRule rule={rule} />
      {t("finality.newest", { number })}
    </>
  );
}

/** What counts as final, e.g. `tag:finalized` or `depth:12`, in words. */
export function FinalityRule({ rule }: { rule: string }) {
  const { t } = useLocale();
  const [kind, value = ""] = rule.split(":");
  return kind === "depth" ? t("finality.depth", { count: Number(value) }) : t("finality.tag", { tag: value });
}
