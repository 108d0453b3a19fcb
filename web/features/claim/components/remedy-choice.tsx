import type { ClaimContext, Remedy } from "../../../../server/schema/claim.ts";
import { useLocale } from "../../../components/use-locale.ts";
import { type ChoiceProps, Fault } from "./claim-form.tsx";

/** What may be asked for, what may not and why, each with the rules in force at the order date. */
export function RemedyChoice({ context, draft, change, fault }: ChoiceProps & { context: ClaimContext }) {
  const { t } = useLocale();
  const firstOpen = context.remedies.find((remedy) => remedy.open)?.demand;
  return (
    <fieldset>
      <legend>{t("claim.demand")}</legend>
      {context.remedies.map((remedy) => (
        <RemedyRow
          key={remedy.demand}
          remedy={remedy}
          id={remedy.demand === firstOpen ? "claim-demand" : `demand-${remedy.demand}`}
          chosen={draft.demand === remedy.demand}
          onChoose={() => change({ demand: remedy.demand })}
        />
      ))}
      <Fault of="demand" shown={fault} />
    </fieldset>
  );
}

interface RowProps {
  readonly remedy: Remedy;
  readonly id: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function RemedyRow({ remedy, id, chosen, onChoose }: RowProps) {
  const { t, word, pick, instant } = useLocale();
  return (
    <div className="choice">
      <input
        id={id}
        type="radio"
        name="demand"
        disabled={!remedy.open}
        checked={chosen}
        onChange={onChoose}
      />
      <div>
        <label htmlFor={id}>
          <strong>{word("demand", remedy.demand)}</strong>
        </label>
        {!remedy.open && <span className="tag dim"> {t("claim.closed")}</span>}
        <p className="small">{pick(remedy.why)}</p>
        {remedy.endsAt !== null && (
          <p className="small dim">{t("claim.ends", { at: instant(remedy.endsAt) })}</p>
        )}
        {remedy.rules.length > 0 && (
          <details className="small">
            <summary>{t("claim.rules", { count: remedy.rules.length })}</summary>
            <ul>
              {remedy.rules.map((rule) => (
                <li key={rule.ruleId}>
                  {pick(rule.text)} <span className="dim">{rule.article}</span>
                  {rule.confidence === "K" && <span className="warn"> {t("finding.unverified")}</span>}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </div>
  );
}
