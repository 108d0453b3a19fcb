import type { CaseView } from "../../../../server/schema/case.ts";
import { RuleDegree } from "../../../components/rule-degree.tsx";
import { ShortHash } from "../../../components/short-hash.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { partyNames } from "./party-names.ts";

/** What was claimed, advanced, reserved and collected, each to the cent. */
export function MoneyPanel({ view }: { view: CaseView }) {
  const { t, word, money } = useLocale();
  const name = partyNames(view, word);
  const { claimedMinor, reserved, recourse, currency } = view.money;
  return (
    <div className="stack">
      <Advance view={view} />
      <dl className="figures">
        <dt>{t("money.claimed")}</dt>
        <dd>{money(claimedMinor, currency)}</dd>
        {reserved.map((row) => (
          <Figure
            key={`r${row.partyId}`}
            label={t("money.reserved", { party: name(row.partyId) })}
            value={money(row.amountMinor, currency)}
          />
        ))}
        {recourse.map((row) => (
          <Figure
            key={`c${row.partyId}`}
            label={t("money.recourse", { party: name(row.partyId) })}
            value={t("money.collected_of", {
              collected: money(row.collectedMinor, currency),
              due: money(row.dueMinor, currency),
            })}
          />
        ))}
        {recourse
          .filter((row) => row.debtMinor !== "0")
          .map((row) => (
            <Figure
              key={`d${row.partyId}`}
              label={t("money.debt", { party: name(row.partyId) })}
              value={money(row.debtMinor, currency)}
            />
          ))}
      </dl>
    </div>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Advance({ view }: { view: CaseView }) {
  const { t, word, money, instant, pick } = useLocale();
  const { advance, currency } = view.money;
  if (advance === null) return <p className="dim small">{t("money.no_advance")}</p>;
  return (
    <div>
      <p>
        <strong className={advance.state === "refused" ? "warn" : "good"}>
          {word("advanceState", advance.state)} {money(advance.amountMinor, currency)}
        </strong>
        {advance.at !== null && <span className="dim small"> {instant(advance.at)}</span>}
        {advance.transaction !== null && (
          <span className="dim small">
            {" "}
            {t("timeline.transaction")} <ShortHash hash={advance.transaction} />
          </span>
        )}
      </p>
      <ul className="small">
        {advance.reasons.map((reason) => (
          <li key={reason.ruleId}>
            {pick(reason.text)} <span className="dim">{reason.article}</span>
            <RuleDegree confidence={reason.confidence} />
          </li>
        ))}
      </ul>
      {looksAgain(view) && <p className="dim small">{t("money.looks_again")}</p>}
    </div>
  );
}

/** Evidence came in since a refusal: it is considered within seconds, and the refusal may not stand. */
const looksAgain = ({ money: { advance }, evidence, status }: CaseView): boolean =>
  advance?.state === "refused" &&
  evidence.length > advance.evidenceSeen &&
  ["TRIAGED", "RESPONSE", "EVIDENCE"].includes(status);
