import type { ClaimContext, Demand, Remedy } from "../../../../server/schema/claim.ts";
import { RuleDegree } from "../../../components/rule-degree.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { type ChoiceProps, Fault } from "./claim-form.tsx";

interface Choice {
  readonly demand: Demand;
  /** The grounds it can be asked on, those in force first. */
  readonly grounds: readonly Remedy[];
  readonly open: boolean;
}

/** One choice a demand, whatever the number of its grounds: a claim names the demand, the rules find the ground. */
function choicesOf(remedies: readonly Remedy[]): Choice[] {
  return [...new Set(remedies.map(({ demand }) => demand))].map((demand) => {
    const grounds = remedies.filter((remedy) => remedy.demand === demand);
    const open = grounds.filter((remedy) => remedy.open);
    return { demand, grounds: open.length > 0 ? open : grounds, open: open.length > 0 };
  });
}

/** What may be asked for, what may not and why, each with the rules in force at the order date. */
export function RemedyChoice({ context, draft, change, fault }: ChoiceProps & { context: ClaimContext }) {
  const { t } = useLocale();
  const choices = choicesOf(context.remedies);
  const firstOpen = choices.find(({ open }) => open)?.demand;
  return (
    <fieldset>
      <legend>{t("claim.demand")}</legend>
      {choices.map((choice) => (
        <RemedyRow
          key={choice.demand}
          choice={choice}
          id={choice.demand === firstOpen ? "claim-demand" : `demand-${choice.demand}`}
          chosen={draft.demand === choice.demand}
          onChoose={() => change({ demand: choice.demand })}
        />
      ))}
      <Fault of="demand" shown={fault} />
    </fieldset>
  );
}

interface RowProps {
  readonly choice: Choice;
  readonly id: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function RemedyRow({ choice, id, chosen, onChoose }: RowProps) {
  const { t, word } = useLocale();
  return (
    <div className="choice">
      <input
        id={id}
        type="radio"
        name="demand"
        disabled={!choice.open}
        checked={chosen}
        onChange={onChoose}
      />
      <div>
        <label htmlFor={id}>
          <strong>{word("demand", choice.demand)}</strong>
        </label>
        {!choice.open && <span className="tag dim"> {t("claim.closed")}</span>}
        {choice.grounds.map((ground) => (
          <Ground key={ground.why.en} ground={ground} />
        ))}
      </div>
    </div>
  );
}

function Ground({ ground }: { ground: Remedy }) {
  const { t, pick, instant } = useLocale();
  return (
    <>
      <p className="small">{pick(ground.why)}</p>
      {ground.endsAt !== null && (
        <p className="small dim">{t("claim.ends", { at: instant(ground.endsAt) })}</p>
      )}
      {ground.rules.length > 0 && (
        <details className="small">
          <summary>{t("claim.rules", { count: ground.rules.length })}</summary>
          <ul>
            {ground.rules.map((rule) => (
              <li key={rule.ruleId}>
                {pick(rule.text)} <span className="dim">{rule.article}</span>
                <RuleDegree confidence={rule.confidence} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
