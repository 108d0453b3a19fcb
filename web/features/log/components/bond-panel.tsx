import type { LogView } from "../../../../server/schema/log.ts";
import { useLocale } from "../../../components/use-locale.ts";

type Standing = NonNullable<LogView["standing"]>;

/** What the contract holds of the log, and what anybody has shown against it there. */
export function BondPanel({ standing }: { standing: LogView["standing"] }) {
  const { t, money } = useLocale();
  if (standing === null) return <p className="dim">{t("log.standing_unknown")}</p>;
  const { bondMinor, minimumBondMinor, underbonded } = standing;
  return (
    <div className="stack">
      <Faults standing={standing} />
      <div className="figure-cards">
        <section className="card">
          {t("log.bond_left")}{" "}
          <strong className={underbonded ? "bad" : "good"}>{money(bondMinor, "CNY")}</strong>
          <span className="dim small">
            {t("log.bond_minimum", { amount: money(minimumBondMinor, "CNY") })}
          </span>
        </section>
        <Count name="challenged" value={standing.challenged} colour="warn" />
        <Count name="late" value={standing.late} colour="warn" />
        <Count name="contract_overdue" value={standing.overdue} colour="bad" />
        <Count name="refused" value={standing.refused} colour="bad" />
      </div>
      <p className="small dim">{t("log.bond_hint")}</p>
    </div>
  );
}

/** Said in words as well: these stay until a person acts, and a fork for good. */
function Faults({ standing: { underbonded, forked, sealed } }: { standing: Standing }) {
  const { t } = useLocale();
  return (
    <>
      {forked && (
        <p className="bad" role="alert">
          {t("log.standing_forked")}
        </p>
      )}
      {underbonded && (
        <p className="bad" role="alert">
          {t("log.underbonded")}
        </p>
      )}
      {sealed && <p className="dim">{t("log.sealed")}</p>}
    </>
  );
}

interface CountProps {
  readonly name: "challenged" | "late" | "contract_overdue" | "refused";
  readonly value: number;
  /** Colour of anything but none. */
  readonly colour: "warn" | "bad";
}

function Count({ name, value, colour }: CountProps) {
  const { t, locale } = useLocale();
  return (
    <section className="card">
      {t(`log.${name}`)}{" "}
      <strong className={value > 0 ? colour : "good"}>{new Intl.NumberFormat(locale).format(value)}</strong>
    </section>
  );
}
